import type { ExpressionSpecification } from 'maplibre-gl';
import { rgbOf } from '$lib/ui/levels.ts';

/** One hue from little to much, none of a level's: closed dangers are no level. */
const NOTHING_CLOSED = '#2f2457';
const ALL_CLOSED = '#cdbcff';
/** No danger is on record, so there is no share. */
export const NO_SHARE = '#5a6068';

/** The colour of a share from 0 to 1; of null, grey. */
export function shareColour(share: number | null): string {
	if (share === null) return NO_SHARE;
	const at = Math.min(1, Math.max(0, share));
	const [from, to] = [rgbOf(NOTHING_CLOSED), rgbOf(ALL_CLOSED)];
	return `#${from.map((part, k) => hex(part + (to[k] - part) * at)).join('')}`;
}

function hex(value: number): string {
	return Math.round(value).toString(16).padStart(2, '0');
}

/** The fill of the subdistricts by their share closed. */
export function shareColours(shares: Readonly<Record<string, number | null>>): ExpressionSpecification | string {
	const ids = Object.keys(shares);
	if (ids.length === 0) return NO_SHARE;
	const colours = ids.flatMap((id) => [id, shareColour(shares[id])]);
	return ['match', ['get', 'id'], ...colours, NO_SHARE] as unknown as ExpressionSpecification;
}
