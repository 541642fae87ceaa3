import { PALETTES } from '../map/palette.ts';
import type { Pattern } from '$lib/ui/levels.ts';

/** What became of a place between two runs, as GET /api/runs/difference says in `properties.change`. */
export type Change = 'worse' | 'better' | 'newly-unassessed' | 'newly-assessed';
export const CHANGES: readonly Change[] = ['worse', 'better', 'newly-unassessed', 'newly-assessed'];

export interface ChangeLook {
	colour: string;
	opacity: number;
	pattern: Pattern;
	/** Colour of the strokes. */
	ink: string;
}

const { red, none } = PALETTES.dark.levels;
const TEAL = '#14c8b4';

/** Worse is red and hatched, better is green-blue and dotted: the strokes say it without colour. */
export const CHANGE_LOOK: Readonly<Record<Change, ChangeLook>> = {
	worse: { colour: red.fill, opacity: 0.7, pattern: { kind: 'rising', size: 9, width: 2 }, ink: red.ink },
	better: { colour: TEAL, opacity: 0.5, pattern: { kind: 'dotted', size: 10, width: 3.4 }, ink: '#d6fff9' },
	'newly-unassessed': {
		colour: none.fill,
		opacity: 0.5,
		pattern: { kind: 'falling', size: 12, width: 1.4 },
		ink: none.ink
	},
	'newly-assessed': {
		colour: none.fill,
		opacity: 0.3,
		pattern: { kind: 'crossed', size: 14, width: 1.1 },
		ink: '#d6fff9'
	}
};

/** The name under which the map knows a change's strokes. */
export function changePattern(change: Change): string {
	return `change-${change}-pattern`;
}
