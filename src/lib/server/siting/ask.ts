import { createHash } from 'node:crypto';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { SiteAnswer, SiteFinding } from '../../risk/siting/answer.ts';
import type { ParcelAnswer, Parcel, PlacedFinding, Provenance, SitingAnswer, SitingOrder } from '../../siting/api.ts';
import { mustSeeAllRows } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { VERSION } from '../version.ts';
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
		const answers: SiteAnswer[] = [];
		for (let from = 0; from < parcels.length; from += AT_ONCE) {
			answers.push(...(await ground.answers(order.proposal, parcels.slice(from, from + AT_ONCE), true)));
		}
		return placedAnswer(db, ground, order, answers);
	});
}

/** What was answered in the metric plane as it is told: in longitude and latitude, with the days of the data. */
export async function placedAnswer(
	db: Queryable,
	ground: StandingGround,
	order: SitingOrder,
	answers: readonly SiteAnswer[]
): Promise<SitingAnswer> {
	const days = await daysOf(db, order.district, answers);
	const plane = planeOf(ground.state.metric_srid);
	return {
		provenance: provenanceOf(ground, order),
		proposal: order.proposal,
		parcels: answers.map((answer, i) => placedParcel(order.parcels[i], answer, plane, days))
	};
}

function placedParcel(
	parcel: Parcel,
	answer: SiteAnswer,
	plane: Plane,
	days: ReadonlyMap<string, string>
): ParcelAnswer {
	const placed = (finding: SiteFinding): PlacedFinding => ({
		...finding,
		dataOn: finding.other === null ? null : (days.get(finding.other.id) ?? null),
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

/** The day on which each feature of the findings was stored last. */
async function daysOf(
	db: Queryable,
	district: string,
	answers: readonly SiteAnswer[]
): Promise<ReadonlyMap<string, string>> {
	const ids = answers.flatMap(({ findings }) => findings.flatMap(({ other }) => (other === null ? [] : [other.id])));
	if (ids.length === 0) return new Map();
	const { rows } = await db.query<{ id: string; day: string }>(
		`select id, to_char(updated_at, 'YYYY-MM-DD') as day from feature where district = $1 and id = any($2::text[])`,
		[district, [...new Set(ids)]]
	);
	return new Map(rows.map(({ id, day }) => [id, day]));
}
