import type { Shapes } from '../geo/shapes.ts';

/** Geometries as text that JSON carries: the bytes of their columns, little-endian, in base64. Exact to the last bit. */
export interface ShapesText {
	count: number;
	kind: string;
	partStart: string;
	vertexStart: string;
	hole: string;
	xy: string;
	box: string;
}

export function writeShapes({ count, kind, partStart, vertexStart, hole, xy, box }: Shapes): ShapesText {
	return {
		count,
		kind: toText(kind),
		partStart: toText(partStart),
		vertexStart: toText(vertexStart),
		hole: toText(hole),
		xy: toText(xy),
		box: toText(box)
	};
}

/** Throws a RangeError where a text is no whole number of values. */
export function readShapes(text: ShapesText): Shapes {
	return {
		count: text.count,
		kind: toBytes(text.kind),
		partStart: new Uint32Array(toBytes(text.partStart).buffer),
		vertexStart: new Uint32Array(toBytes(text.vertexStart).buffer),
		hole: toBytes(text.hole),
		xy: new Float64Array(toBytes(text.xy).buffer),
		box: new Float64Array(toBytes(text.box).buffer)
	};
}

/** So many bytes at once are spread into arguments. */
const CHUNK = 0x8000;

function toText({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array | Float64Array): string {
	const bytes = new Uint8Array(buffer, byteOffset, byteLength);
	let text = '';
	for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
	return btoa(text);
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
	const characters = atob(text);
	const bytes = new Uint8Array(characters.length);
	for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
	return bytes;
}
