/** One stop as files and map apps get it: WGS 84 degrees, and text as people wrote it. */
export interface SheetStop {
	id: string;
	name: string;
	lng: number;
	lat: number;
	/** Why it is in the round, in the language of the file; one line each. */
	reasons: readonly string[];
}

/** A round as it is written to a file. */
export interface RoundSheet {
	title: string;
	/** The day of the round, `2026-11-23`. */
	day: string;
	/** Where it begins, where that is no stop; `null`: at the first stop. */
	start: { name: string; lng: number; lat: number } | null;
	stops: readonly SheetStop[];
	/** The round ends where it began. */
	returns: boolean;
}

/** A place of the way in the order of driving, start and return among them. */
export interface WayPoint {
	name: string;
	lng: number;
	lat: number;
}

/** The whole way: the start, the stops, and the start or the first stop again where the round returns. */
export function wayOf({ start, stops, returns }: RoundSheet): WayPoint[] {
	const way: WayPoint[] = [...(start === null ? [] : [start]), ...stops];
	return returns && way.length > 1 ? [...way, way[0]] : way;
}

/** `3. 某某油库`: the name of a stop with its position, so that lists that sort by name keep the order. */
export function numbered(position: number, name: string): string {
	return `${position + 1}. ${name}`;
}

/** Degrees to a centimetre, without an exponent. */
export function degrees(value: number): string {
	return value.toFixed(7);
}
