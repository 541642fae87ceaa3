import { createHash } from 'node:crypto';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { SiteFinding } from '../../risk/siting/answer.ts';
import type { ParcelAnswer, Parcel, PlacedFinding, Provenance, SitingAnswer, SitingOrder } from '../../siting/api.ts';
import { mustSeeAllRows } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { VERSION } from '../version.ts';
import type { DatedAnswer } from './ground.ts';
import { useGround, type StandingGround } from './grounds.ts';
import { checkOrder, type GivenOrder } from './order.ts';

/** Parcels of a batch that are answered before somebody else's question. */
const AT_ONCE = 20;

/**
 * May it stand there? Answers each parcel of an order by the rules in force today and the data as they are stored now,
 * with what makes the answer repeatable. Who does not see the whole district cannot ask: what they may not see would
 * decide. Throws an AnswerError: 403, 404 for a district that there is not, 422 for an order that cannot be read.
 */
export async function askSiting(
	db: Database,
	who: Who,
	given: GivenOrder,
	today = localDay(new Date())
): Promise<SitingAnswer> {
	mustSeeAllRows(who.sight);
	return useGround(db, given.district, today, async (ground) => {
		const { order, parcels } = checkOrder(given, planeOf(ground.state.metric_srid), ground.rules);
		const answers: DatedAnswer[] = [];
		for (let from = 0; from < parcels.length; from += AT_ONCE) {
			answers.push(...(await ground.answers(order.proposal, parcels.slice(from, from + AT_ONCE), true)));
		}
		return placedAnswer(ground, order, answers);
	});
}

/** What was answered in the metric plane as it is told: in longitude and latitude, with the days of the data. */
function placedAnswer(ground: StandingGround, order: SitingOrder, answers: readonly DatedAnswer[]): SitingAnswer {
	const plane = planeOf(ground.state.metric_srid);
	return {
		provenance: provenanceOf(ground, order),
		proposal: order.proposal,
		parcels: answers.map((answer, i) => placedParcel(order.parcels[i], answer, plane))
	};
}

function placedParcel(parcel: Parcel, { answer, dataOn }: DatedAnswer, plane: Plane): ParcelAnswer {
	const placed = (finding: SiteFinding, i: number): PlacedFinding => ({
		...finding,
		dataOn: dataOn[i],
		line:
			finding.from === null || finding.to === null
				? null
				: [plane.unproject(...finding.from), plane.unproject(...finding.to)]
	});
	return { parcel, ...answer, findings: answer.findings.map(placed) };
}

function provenanceOf(ground: StandingGround, order: SitingOrder): Provenance {
	const { name, metric_srid, version } = ground.state;
	return {
		district: { code: order.district, name, metricSrid: metric_srid },
		today: ground.today,
		at: new Date().toISOString(),
		rulesVersion: ground.rules.version,
		dataVersion: version,
		dataSha256: ground.sha256,
		orderSha256: createHash('sha256').update(JSON.stringify(order)).digest('hex'),
		engine: `Sise ${VERSION}`
	};
}
