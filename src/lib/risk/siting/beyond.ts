import { isInside } from '../../geo/inside.ts';
import { distanceToPoint } from '../../geo/point-distance.ts';
import type { Unasked } from './answer.ts';
import type { Place } from './ask.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What stands beyond the border of the district is not on its map: a site that is not all within it cannot be decided.
 * The cause names how far out its furthest corner lies.
 */
export function beyondBorder({ outline }: Surroundings, { shapes, i }: Place): Unasked[] {
	let furthestM = 0;
	const { xy, partStart, vertexStart } = shapes;
	for (let v = vertexStart[partStart[i]]; v < vertexStart[partStart[i + 1]]; v++) {
		furthestM = Math.max(furthestM, distanceFrom(outline, xy[2 * v], xy[2 * v + 1]));
	}
	if (furthestM === 0) return [];
	const m = Math.ceil(furthestM);
	const text = {
		zh: `地块有一部分在本区之外（最远 ${m} 米），界外没有资料：请向相邻辖区核查`,
		en: `Part of the site lies outside this district (up to ${m} m), where nothing is on record: ask the neighbouring district`
	};
	const name = { zh: '区界以外', en: 'Beyond the border' };
	return [{ subject: 'beyond:border', name, rules: [], cause: { code: 'beyond-border', text } }];
}

function distanceFrom(outline: Surroundings['outline'], x: number, y: number): number {
	let nearestM = Infinity;
	for (let k = 0; k < outline.count; k++) {
		const [west, south, east, north] = outline.box.subarray(4 * k, 4 * k + 4);
		if (x >= west && x <= east && y >= south && y <= north && isInside(outline, k, x, y)) return 0;
		nearestM = Math.min(nearestM, distanceToPoint(outline, k, x, y));
	}
	return outline.count === 0 ? 0 : nearestM;
}
