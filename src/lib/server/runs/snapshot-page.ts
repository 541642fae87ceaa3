import { createHash, type Hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { RawFeature } from './read.ts';

/**
 * One page of a snapshot: the features of one bucket of ids, in the byte order of their ids.
 *
 * A page is a byte that names this format, then frames. A frame is its length (4 bytes, little endian) and that much of
 * zstd; unpacked it holds whole features one after the other. Of a feature: id, layer, name, attributes as text, accuracy
 * (8 bytes, NaN where none is stated), geometry as WKB; each text and the geometry with its length in bytes before it (4
 * bytes; 0xFFFFFFFF: null). The sha256 of a page is over the unpacked features, so it does not depend on the packing.
 */
const FORMAT = 1;
const NULL_LENGTH = 0xffffffff;
/** A frame is packed once it holds this much: a page is read frame by frame, and never lies unpacked as a whole. */
const FRAME_BYTES = 256 * 1024;
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const BUCKETS = 256;

/** The bucket of a feature: FNV-1a over the UTF-16 units of its id, folded to 8 bits. Stored snapshots rely on it. */
export function bucketOf(id: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
	return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (BUCKETS - 1);
}

/** Packs the features of one page as they come, which must be in the byte order of their ids. */
export class PageWriter {
	readonly #hash: Hash = createHash('sha256');
	readonly #packed: Uint8Array[] = [Uint8Array.of(FORMAT)];
	#frame = Buffer.alloc(1024);
	#used = 0;

	add({ id, layer, name, attributes, accuracy_m, wkb }: RawFeature): void {
		const texts = 3 * (id.length + layer.length + (name?.length ?? 0) + attributes.length);
		this.#reserve(texts + wkb.length + 28);
		this.#text(id);
		this.#text(layer);
		this.#text(name);
		this.#text(attributes);
		this.#used = this.#frame.writeDoubleLE(accuracy_m ?? NaN, this.#used);
		this.#used = this.#frame.writeUInt32LE(wkb.length, this.#used);
		this.#frame.set(wkb, this.#used);
		this.#used += wkb.length;
		if (this.#used >= FRAME_BYTES) this.#pack();
	}

	finish(): { sha256: string; bytes: Uint8Array } {
		if (this.#used > 0) this.#pack();
		return { sha256: this.#hash.digest('hex'), bytes: Buffer.concat(this.#packed) };
	}

	#reserve(bytes: number): void {
		const needed = this.#used + bytes;
		if (needed <= this.#frame.length) return;
		const grown = Buffer.alloc(Math.max(needed, 2 * this.#frame.length));
		this.#frame.copy(grown, 0, 0, this.#used);
		this.#frame = grown;
	}

	#text(text: string | null): void {
		const length = text === null ? 0 : this.#frame.write(text, this.#used + 4);
		this.#frame.writeUInt32LE(text === null ? NULL_LENGTH : length, this.#used);
		this.#used += 4 + length;
	}

	#pack(): void {
		const whole = this.#frame.subarray(0, this.#used);
		this.#hash.update(whole);
		const packed = zstdCompressSync(whole, PACKING);
		const length = Buffer.alloc(4);
		length.writeUInt32LE(packed.length);
		this.#packed.push(length, packed);
		this.#used = 0;
	}
}

/** The features of a page, frame by frame. Throws an Error that names the page for bytes that are not one. */
export function* readPage(bytes: Uint8Array, sha256: string): Generator<RawFeature[]> {
	const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (page[0] !== FORMAT) {
		throw new Error(`Snapshot page ${sha256} is of format ${page[0]}; this version of Sise reads format ${FORMAT}.`);
	}
	const hash = createHash('sha256');
	for (let at = 1; at < page.length;) {
		const length = page.readUInt32LE(at);
		const frame = zstdDecompressSync(page.subarray(at + 4, at + 4 + length));
		hash.update(frame);
		yield featuresOf(frame);
		at += 4 + length;
	}
	if (hash.digest('hex') !== sha256) throw new Error(`Snapshot page ${sha256} does not hold what its name says.`);
}

function featuresOf(frame: Buffer): RawFeature[] {
	const features: RawFeature[] = [];
	let at = 0;
	const part = (): Buffer | null => {
		const length = frame.readUInt32LE(at);
		at += 4;
		if (length === NULL_LENGTH) return null;
		at += length;
		return frame.subarray(at - length, at);
	};
	const text = () => part()!.toString('utf8');
	while (at < frame.length) {
		const id = text();
		const layer = text();
		const name = part()?.toString('utf8') ?? null;
		const attributes = text();
		const accuracyM = frame.readDoubleLE(at);
		at += 8;
		// A copy: it is posted to a worker, and must not take the whole frame along.
		const wkb = new Uint8Array(part()!);
		features.push({ id, layer, name, attributes, accuracy_m: Number.isNaN(accuracyM) ? null : accuracyM, wkb });
	}
	return features;
}

/** Which of two ids comes first by their UTF-8 bytes, as the database sorts them (collate "C"). */
export function compareIds(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		// UTF-16 puts surrogates before U+E000 to U+FFFF, UTF-8 after them.
		if (x !== y) return isSurrogate(x) !== isSurrogate(y) && x >= 0xd800 && y >= 0xd800 ? y - x : x - y;
	}
	return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
	return unit >= 0xd800 && unit <= 0xdfff;
}
