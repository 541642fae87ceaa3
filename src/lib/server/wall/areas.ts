import type { Wall } from '../../wall/api.ts';
import type { Counted } from './before.ts';
import { byLevelFigure, figureOf, type Moments } from './figure.ts';

/**
 * Square metres by level, whole ones: a run adds up its cells and the list its zones, which differ by what rounding
 * leaves in the last binary digits.
 */
export function areaFigures(moments: Moments<Counted>): Wall['areas'] {
	return byLevelFigure((level) =>
		figureOf(moments, ({ areaM2 }) => Math.round(areaM2[level]), { endpoint: 'zones', query: { level } }, 'areas')
	);
}
