import type { Position } from 'geojson';
import type { LiveAnswer } from './result.ts';

/** What the page itself answers while a shape is dragged. */
export class Live {
	answers = $state.raw<ReadonlyMap<string, LiveAnswer>>(new Map());
	/** Milliseconds that the last answer took; null: none was given yet. */
	ms = $state<number | null>(null);
	/** So many answers were given. */
	count = $state(0);

	/** The vertex of a neighbour near a place. */
	snap(_at: Position, _withinDegrees: number): Position | undefined {
		return undefined;
	}
}
