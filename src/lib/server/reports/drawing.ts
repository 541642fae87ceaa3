/** A vector drawing in points, x to the right and y down; every format draws the same. */
export interface Drawing {
	width: number;
	height: number;
	/** Drawn one over the other. */
	layers: readonly Layer[];
	/** What it shows, for those who cannot see it. */
	alt: string;
}

export interface Layer {
	/** Nothing is drawn outside; null: no bounds. */
	clip: Box | null;
	shapes: readonly Shape[];
}

/** left, top, right, bottom */
export type Box = readonly [number, number, number, number];
export type Point = readonly [number, number];

export interface Path {
	kind: 'path';
	/** Closed ones are filled by the even-odd rule. */
	lines: readonly (readonly Point[])[];
	closed: boolean;
	fill: string | null;
	/** Opacity of the fill, 0 to 1. */
	opacity: number;
	stroke: string | null;
	width: number;
	/** Lengths of dash and gap; null: drawn through. */
	dash: readonly number[] | null;
}

export interface Label {
	kind: 'label';
	/** Where its baseline begins, or its middle, or its end. */
	at: Point;
	text: string;
	size: number;
	bold: boolean;
	colour: string;
	align: 'start' | 'middle' | 'end';
	/** Reads upwards. */
	upright: boolean;
}

export type Shape = Path | Label;

const BARE: Omit<Path, 'lines'> = {
	kind: 'path',
	closed: false,
	fill: null,
	opacity: 1,
	stroke: null,
	width: 0.5,
	dash: null
};

export function path(lines: Path['lines'], look: Partial<Omit<Path, 'kind' | 'lines'>>): Path {
	return { ...BARE, ...look, lines };
}

export function boxPath([left, top, right, bottom]: Box, look: Partial<Omit<Path, 'kind' | 'lines'>>): Path {
	const corners: Point[] = [
		[left, top],
		[right, top],
		[right, bottom],
		[left, bottom]
	];
	return path([corners], { ...look, closed: true });
}

/** A disc as a path of 32 corners: it differs from a circle of 20 points by less than a tenth of one. */
export function discPath([x, y]: Point, radius: number, look: Partial<Omit<Path, 'kind' | 'lines'>>): Path {
	const corners = Array.from({ length: 32 }, (_, i): Point => {
		const angle = (i * Math.PI) / 16;
		return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
	});
	return path([corners], { ...look, closed: true });
}

export function label(at: Point, text: string, look: Partial<Omit<Label, 'kind' | 'at' | 'text'>> = {}): Label {
	return {
		kind: 'label',
		at,
		text,
		size: 7,
		bold: false,
		colour: '#16191e',
		align: 'start',
		upright: false,
		...look
	};
}
