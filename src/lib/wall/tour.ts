import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import type { Box } from '../map/view.svelte.ts';

/** Where the tour stops. */
export type Stop =
	| { kind: 'overview' }
	| { kind: 'feature'; id: string; layer: LayerId; name: string | null; level: Level; at: [number, number] }
	| { kind: 'subdistrict'; id: string; name: string; box: Box };

export type Visited = Extract<Stop, { kind: 'feature' }>;

/**
 * `going`: on to the next stop when its time is over; `waiting`: somebody touched the wall, it goes on by itself;
 * `paused`: until somebody lets it go on. Times are milliseconds of the clock that is handed in.
 */
export interface Tour {
	stop: number;
	mode: 'going' | 'waiting' | 'paused';
	/** When the stop began. */
	since: number;
	/** While waiting: when it goes on. */
	until: number | null;
}

/** After a touch it goes on by itself. */
export const WAIT_MS = 60_000;

/** The tour at its first stop. */
export function begin(now: number, going: boolean): Tour {
	return { stop: 0, mode: going ? 'going' : 'paused', since: now, until: null };
}

/** How many features of a level are visited at most: many red ones must not keep the orange ones from their turn. */
export type Most = Readonly<Record<'red' | 'orange', number>>;

/** The overview, then red, then orange, then each subdistrict; the features of a level come worst first. */
export function stopsOf(
	features: readonly Omit<Visited, 'kind'>[],
	subdistricts: readonly { id: string; name: string; bbox: Box | null }[],
	most: Most
): Stop[] {
	const ofLevel = (level: 'red' | 'orange') =>
		features.filter((feature) => feature.level === level).slice(0, most[level]);
	const visited = [...ofLevel('red'), ...ofLevel('orange')];
	return [
		{ kind: 'overview' },
		...visited.map(({ id, layer, name, level, at }) => ({ kind: 'feature' as const, id, layer, name, level, at })),
		...subdistricts.flatMap(({ id, name, bbox }) =>
			bbox === null ? [] : [{ kind: 'subdistrict' as const, id, name, box: bbox }]
		)
	];
}

/** What time does: the tour moves on, or goes on after it waited. */
export function pass(tour: Tour, now: number, stayMs: number, stops: number): Tour {
	if (tour.mode === 'paused' || stops === 0) return tour;
	if (tour.mode === 'waiting') return now >= (tour.until ?? 0) ? step(tour, 1, now, stops) : tour;
	return now - tour.since >= stayMs ? step(tour, 1, now, stops) : tour;
}

/** Somebody touched the wall: it waits, and waits longer with each touch. A paused tour stays paused. */
export function touch(tour: Tour, now: number, waitMs: number = WAIT_MS): Tour {
	return tour.mode === 'paused' ? tour : { ...tour, mode: 'waiting', until: now + waitMs };
}

/** So many stops on (or back); a tour that waited goes on from there. */
export function step(tour: Tour, by: number, now: number, stops: number): Tour {
	const stop = stops === 0 ? 0 : (((tour.stop + by) % stops) + stops) % stops;
	return { stop, mode: tour.mode === 'paused' ? 'paused' : 'going', since: now, until: null };
}

export function togglePause(tour: Tour, now: number): Tour {
	return { ...tour, mode: tour.mode === 'paused' ? 'going' : 'paused', since: now, until: null };
}

/** The data changed, and the stops with it: the tour stays where it is if that is still a stop. */
export function keepStop(tour: Tour, before: readonly Stop[], after: readonly Stop[]): Tour {
	const key = before[tour.stop] === undefined ? '' : keyOfStop(before[tour.stop]);
	const found = after.findIndex((stop) => keyOfStop(stop) === key);
	return { ...tour, stop: found >= 0 ? found : Math.min(tour.stop, Math.max(0, after.length - 1)) };
}

/** Two stops of one key are the same place. */
export function keyOfStop(stop: Stop): string {
	return stop.kind === 'overview' ? 'overview' : `${stop.kind} ${stop.id}`;
}

/** How far the tour is at its stop, 0 to 1; while it waits, how far it has waited. */
export function progressOf(tour: Tour, now: number, stayMs: number): number {
	if (tour.mode === 'paused') return 0;
	if (tour.mode === 'waiting') return Math.min(1, Math.max(0, 1 - ((tour.until ?? now) - now) / WAIT_MS));
	return Math.min(1, Math.max(0, (now - tour.since) / stayMs));
}

const METRES_OF_A_DEGREE = 111_320;

/** The box that shows a place with its surroundings, so many metres to each side. */
export function boxAround([lng, lat]: [number, number], metres: number): Box {
	const north = metres / METRES_OF_A_DEGREE;
	const east = north / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
	return [lng - east, lat - north, lng + east, lat + north];
}
