import * as v from 'valibot';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { MetricBox } from '../../risk/siting/near-box.ts';
import type { Neighbours } from '../../siting/api.ts';
import { mustSeeAllRows } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { sendRules } from '../rules/sent.ts';
import { districtCode } from '../schemas.ts';
import { useGround } from './grounds.ts';
import { checkProposal, proposalSchema } from './order.ts';

const degrees = v.pipe(v.number(), v.minValue(-180), v.maxValue(180));

export const neighboursOrder = v.object({
	district: districtCode,
	box: v.tuple([degrees, degrees, degrees, degrees]),
	proposal: proposalSchema
});

/**
 * Everything that a proposal may be asked of wherever it is moved within a box, for the page to ask by itself while a
 * shape is dragged. Throws an AnswerError as askSiting does.
 */
export async function readNeighbours(
	db: Database,
	who: Who,
	{ district, box, proposal }: v.InferOutput<typeof neighboursOrder>
): Promise<Neighbours> {
	mustSeeAllRows(who.sight);
	return useGround(db, district, localDay(new Date()), async (ground) => {
		const { metric_srid, version } = ground.state;
		const checked = checkProposal(proposal, ground.rules);
		const near = await ground.neighbours(checked, inPlane(box, planeOf(metric_srid)));
		return {
			today: ground.today,
			metricSrid: metric_srid,
			dataVersion: version,
			rulesVersion: ground.rules.version,
			rules: sendRules(ground.rules),
			...near
		};
	});
}

/** The box around a box of degrees: its sides are no straight lines in the plane, so their middles count too. */
function inPlane([west, south, east, north]: [number, number, number, number], plane: Plane): MetricBox {
	const xs = [west, (west + east) / 2, east];
	const ys = [south, (south + north) / 2, north];
	const points = xs.flatMap((x) => ys.map((y) => plane.project(x, y)));
	return [
		Math.min(...points.map(([x]) => x)) - 1,
		Math.min(...points.map(([, y]) => y)) - 1,
		Math.max(...points.map(([x]) => x)) + 1,
		Math.max(...points.map(([, y]) => y)) + 1
	];
}
