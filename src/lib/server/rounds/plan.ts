import { randomUUID } from 'node:crypto';
import { planeOf } from '../../geo/plane.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { orderRound, type Round } from '../../risk/rounds/order-round.ts';
import { worstSites } from '../../risk/rounds/urgency.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { RoundDetail, RoundOrder } from '../../rounds/api.ts';
import { subdistrictsOf } from '../access/seen-with-unit.ts';
import type { Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { contentHash } from '../dangers/content-hash.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet, keepRuleSet } from '../rules/rule-sets.ts';
import { checklistOf } from '../visits/checklist-of.ts';
import { readRound } from './read.ts';
import { readSites, type PlannedSite } from './sites.ts';

/**
 * Plans a round: the sites that are asked for, or today's worst, in the order in which to drive, each with its why and with
 * the id of the visit that will be made there. The same order again answers what is on record, and writes nothing. Throws an
 * AnswerError: 409 where the id stands for something else, 422 where there is nothing to visit.
 */
export async function planRound(db: Database, who: Who, order: RoundOrder, now = new Date()): Promise<RoundDetail> {
	const { district, id } = order;
	await db.transaction(async (tx) => {
		if (await isPlanned(tx, order)) return;
		const rules = await currentRuleSet(tx, district);
		const sites = await sitesOf(tx, who.sight, order, now, rules);
		const round = orderRound(sites, await startOf(tx, order), order, rules);
		const leftOut = leftOutOf(order, sites);
		const { count } = await tx.query(
			`insert into round (district, id, day, name, start_lng, start_lat, back, total_m, is_shortest, left_out,
				by_id, by_name, at, content_sha256)
			values ($1, $2::uuid, $3::date, $4, $5::double precision, $6::double precision, $7::text::jsonb,
				$8::double precision, $9::boolean, $10::text::jsonb, $11, $12, $13, $14)
			on conflict (district, id) do nothing`,
			[
				district,
				id,
				order.day,
				order.name,
				order.start?.lng ?? null,
				order.start?.lat ?? null,
				round.back && JSON.stringify(round.back),
				round.totalM,
				round.isShortest,
				JSON.stringify(leftOut),
				who.id,
				who.name,
				now,
				contentHash(order)
			]
		);
		// Sent twice at once: the other was first, and says the same or else.
		if (count === 0) {
			await isPlanned(tx, order);
			return;
		}
		await keepRuleSet(tx, rules);
		await addStops(tx, district, id, round, new Map(sites.map((site) => [site.id, site])), now, rules);
		const after = { name: order.name, day: order.day, stops: round.stops.map((stop) => stop.id) };
		await record(tx, { who, district, action: 'round.plan', object: id, after });
	});
	return readRound(db, who, district, id);
}

/** Whether this round is on record. Throws an AnswerError 409 where another stands under its id. */
async function isPlanned(tx: Queryable, order: RoundOrder): Promise<boolean> {
	const { rows } = await tx.query<{ content_sha256: string }>(
		'select content_sha256 from round where district = $1 and id = $2::uuid',
		[order.district, order.id]
	);
	if (rows.length === 0) return false;
	if (rows[0].content_sha256 === contentHash(order)) return true;
	throw new AnswerError(409, 'other-content', {
		zh: 'id：同一编号已安排过不同的路线，没有覆盖。另一条路线请用新的编号。',
		en: 'id: another round is planned under this id and was not overwritten. Another round needs another id.'
	});
}

async function sitesOf(
	tx: Queryable,
	sight: Sight,
	{ district, sites: asked, day }: RoundOrder,
	now: Date,
	rules: RuleSet
): Promise<PlannedSite[]> {
	const found = await readSites(tx, sight, { district, ids: asked, day, now }, rules);
	const sites = asked === null ? worstSites(found, rules).map(({ site }) => site) : found;
	if (sites.length > 0) return sites;
	throw new AnswerError(422, 'no-sites', {
		zh: 'sites：没有可检查的单元：所选单元不存在，或不在您负责的街道内；或本区还没有评估批次。请从列表中选择。',
		en: 'sites: there is nothing to visit: no such unit is seen, or the district has no run yet. Choose units from the list.'
	});
}

async function startOf(tx: Queryable, { district, start }: RoundOrder): Promise<{ x: number; y: number } | null> {
	const { rows } = await tx.query<{ metric_srid: number }>('select metric_srid from district where code = $1', [
		district
	]);
	if (rows.length === 0 || !start) return null;
	const [x, y] = planeOf(rows[0].metric_srid).project(start.lng, start.lat);
	return { x, y };
}

/** What was asked for and is not in the round, and why: a name that nobody sees and one that is not there are told alike. */
function leftOutOf({ sites: asked }: RoundOrder, sites: readonly PlannedSite[]): RoundDetail['leftOut'] {
	const planned = new Set(sites.map(({ id }) => id));
	return [...new Set(asked ?? [])]
		.filter((feature) => !planned.has(feature))
		.map((feature) => ({
			feature,
			why: {
				zh: '没有此要素，或不在您负责的街道内',
				en: 'There is no such feature, or it lies outside your subdistricts'
			}
		}));
}

async function addStops(
	tx: Queryable,
	district: string,
	id: string,
	round: Round,
	sites: ReadonlyMap<string, PlannedSite>,
	now: Date,
	rules: RuleSet
): Promise<void> {
	const { rows } = await tx.query<{ id: string; layer: LayerId; attributes: Attributes }>(
		'select id, layer, attributes from feature where district = $1 and id = any($2::text[])',
		[district, [...sites.keys()]]
	);
	const units = new Map(rows.map((row) => [row.id, row]));
	const today = districtDay(now, rules);
	for (const [i, stop] of round.stops.entries()) {
		const { name = null, lng, lat } = sites.get(stop.id)!;
		await tx.query(
			`insert into round_stop (district, round, no, feature, name, subdistricts, lng, lat, visit, checklist, leg, score,
				why, here)
			values ($1, $2::uuid, $3::integer, $4, $5, ${subdistrictsOf('$1', '$4')}, $6::double precision,
				$7::double precision, $8::uuid, $9, $10::text::jsonb, $11::double precision, $12::text::jsonb, $13::text::jsonb)`,
			[
				district,
				id,
				i + 1,
				stop.id,
				name,
				lng,
				lat,
				randomUUID(),
				checklistOf(units.get(stop.id)!, today, rules).id,
				stop.leg && JSON.stringify(stop.leg),
				stop.score,
				JSON.stringify(stop.why),
				JSON.stringify(stop.here)
			],
			1
		);
	}
}
