import { boxPath, label, path, type Box, type Point, type Shape } from './drawing.ts';
import { widthOf } from './typeface.ts';

/** A name or number that wants a place on a map. */
export interface Wanted {
	/** What it names. */
	at: Point;
	text: string;
	size: number;
	bold: boolean;
	colour: string;
	/** A frame of this colour around it; null: none. */
	frame: string | null;
	/** Where no free place is near it is left out; what must be there is led to by a line. */
	must: boolean;
}

/** Places tried around a point: nearest first, on rings of growing radius. */
const PLACES: readonly Point[] = [0, 10, 16, 24, 34, 46, 60, 76, 94, 114].flatMap((radius): Point[] =>
	radius === 0
		? [[0, 0]]
		: Array.from({ length: 12 }, (_, i): Point => {
				const angle = (i * Math.PI) / 6;
				return [radius * Math.cos(angle) * 1.6, radius * Math.sin(angle)];
			})
);
/** Names that may be left out are not led far away. */
const NEAR = 1 + 12 * 2;

/**
 * Sets labels so that none covers another or what is `taken`: in their own order, each at the first free place around what
 * it names and within the frame. One that must be there and finds no free place stands where it belongs all the same.
 */
export function setLabels(wanted: readonly Wanted[], frame: Box, taken: readonly Box[]): Shape[] {
	const used = [...taken];
	return wanted.flatMap((one) => {
		const boxes = PLACES.slice(0, one.must ? PLACES.length : NEAR).map((place) => boxOf(one, place));
		const box = boxes.find((b) => isWithin(b, frame) && !used.some((other) => meet(b, other)));
		if (!box && !one.must) return [];
		const chosen = box ?? boxes[0];
		used.push(chosen);
		return shapesOf(one, chosen);
	});
}

function boxOf({ at, text, size, bold }: Wanted, [dx, dy]: Point): Box {
	const half = widthOf(text, size, bold ? 'bold' : 'regular') / 2 + 2;
	const [x, y] = [at[0] + dx, at[1] + dy];
	return [x - half, y - size * 0.7, x + half, y + size * 0.7];
}

function shapesOf(one: Wanted, box: Box): Shape[] {
	const middle: Point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
	const isFar = Math.hypot(middle[0] - one.at[0], middle[1] - one.at[1]) > 15;
	return [
		...(isFar ? [path([[one.at, middle]], { stroke: one.colour, width: 0.35, dash: [1.5, 1] })] : []),
		boxPath(box, { fill: '#ffffff', opacity: one.frame ? 1 : 0.78, stroke: one.frame, width: 0.7 }),
		label([middle[0], middle[1] + one.size * 0.36], one.text, {
			size: one.size,
			bold: one.bold,
			colour: one.colour,
			align: 'middle'
		})
	];
}

function isWithin(box: Box, frame: Box): boolean {
	return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
}

function meet(a: Box, b: Box): boolean {
	return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
