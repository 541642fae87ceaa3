import type { Wall } from '../../wall/api.ts';
import type { Counted } from './before.ts';
import { byLevelFigure, figureOf, type Moments } from './figure.ts';

/** Units by level: the graded features of a run, those that could not be graded under `none`. */
export function levelFigures(moments: Moments<Counted>): Wall['levels'] {
	return byLevelFigure((level) =>
		figureOf(moments, ({ levels }) => levels[level], { endpoint: 'features', query: { level, graded: '1' } }, 'levels')
	);
}
