import type { RecusalItem, RecusalOrder, Relation } from '../../draws/api.ts';
import { seenAmong } from '../access/seen-among.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';

interface Row {
	id: string;
	feature: string;
	name: string | null;
	relation: Relation;
	note: string | null;
	declared_at: Date;
}

/** What somebody declared of themselves and did not take back, newest first. */
export async function listRecusals(db: Queryable, { id }: Pick<Who, 'id'>, district: string): Promise<RecusalItem[]> {
	const { rows } = await db.query<Row>(
		`select r.id, r.feature, f.name, r.relation, r.note, r.declared_at from recusal r
		left join feature f on f.district = r.district and f.id = r.feature
		where r.district = $1 and r.person = $2 and r.withdrawn_at is null order by r.declared_at desc, r.id`,
		[district, id]
	);
	return rows.map(({ name, declared_at, ...row }) => {
		return { ...row, featureName: name, declaredAt: declared_at.toISOString() };
	});
}

/** Declares a relation to a unit; the same id again changes nothing. Throws an AnswerError 404 for a unit that is not seen. */
export async function declareRecusal(db: Database, who: Who, order: RecusalOrder): Promise<RecusalItem[]> {
	const { district, id, feature, relation, note = null } = order;
	await db.transaction(async (tx) => {
		const there = await tx.query('select 1 from feature where district = $1 and id = $2', [district, feature]);
		if (there.count === 0 || !(await seenAmong(tx, who.sight, district, [feature])).has(feature)) {
			throw new AnswerError(404, 'no-feature', {
				zh: `feature：没有要素 ${feature}，或不在您负责的街道内。请从搜索结果中选择。`,
				en: `feature: there is no feature ${feature}, or it lies outside your subdistricts. Choose one that the search finds.`
			});
		}
		const { count } = await tx.query(
			`insert into recusal (district, id, person, feature, relation, note) values ($1, $2::uuid, $3, $4, $5, $6)
			on conflict (district, id) do nothing`,
			[district, id, who.id, feature, relation, note]
		);
		if (count === 0) return;
		await record(tx, { who, district, action: 'recusal.declare', object: id, after: { feature, relation } });
	});
	return listRecusals(db, who, district);
}

/** Takes back what one declared. Throws an AnswerError 404 for what is not one's own. */
export async function withdrawRecusal(db: Database, who: Who, district: string, id: string): Promise<RecusalItem[]> {
	await db.transaction(async (tx) => {
		const { rows } = await tx.query<{ feature: string; relation: string; open: boolean }>(
			`select feature, relation, withdrawn_at is null as open from recusal
			where district = $1 and id = $2::uuid and person = $3 for update`,
			[district, id, who.id]
		);
		if (rows.length === 0) {
			throw new AnswerError(404, 'no-recusal', {
				zh: `没有您的回避申报 ${id}。请刷新页面。`,
				en: `You have no declaration ${id}. Load the page again.`
			});
		}
		const [{ feature, relation, open }] = rows;
		if (!open) return;
		await tx.query('update recusal set withdrawn_at = now() where district = $1 and id = $2::uuid', [district, id], 1);
		await record(tx, { who, district, action: 'recusal.withdraw', object: id, before: { feature, relation } });
	});
	return listRecusals(db, who, district);
}
