import { randomUUID } from 'node:crypto';
import type { RoundDetail, RoundOrder } from '../../rounds/api.ts';
import { subdistrictsOf } from '../access/seen-with-unit.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { contentHash } from '../dangers/content-hash.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { keepRuleSet } from '../rules/rule-sets.ts';
import { draftRound, type Drafted } from './draft.ts';
import { readRound } from './read.ts';

/**
 * Plans a round: the sites that are asked for, or today's worst, in the order in which to drive, each with its why and with
 * the id of the visit that will be made there. The same order again answers what is on record, and writes nothing. Throws an
 * AnswerError: 409 where the id stands for something else, 422 where there is nothing to visit.
 */
export async function planRound(db: Database, who: Who, order: RoundOrder, now = new Date()): Promise<RoundDetail> {
	const { district, id } = order;
	await db.transaction(async (tx) => {
		if (await isPlanned(tx, order)) return;
		const { round, sites, leftOut, rules } = await draftRound(tx, who.sight, order, now);
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
		await addStops(tx, district, id, round, sites);
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

async function addStops(
	tx: Queryable,
	district: string,
	id: string,
	{ stops }: Drafted['round'],
	sites: Drafted['sites']
): Promise<void> {
	for (const [i, stop] of stops.entries()) {
		const { name = null, lng, lat, checklist } = sites.get(stop.id)!;
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
				checklist,
				stop.leg && JSON.stringify(stop.leg),
				stop.score,
				JSON.stringify(stop.why),
				JSON.stringify(stop.here)
			],
			1
		);
	}
}
