import * as v from 'valibot';
import type { Verdict } from '../../risk/siting/answer.ts';
import { worstVerdict } from '../../risk/siting/verdict.ts';
import type { CaseItem, SitingAnswer, SitingCase, Variant } from '../../siting/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { districtCode } from '../schemas.ts';
import { askSiting } from './ask.ts';
import { changesOf } from './changes.ts';
import { orderSchema } from './order.ts';
import { readFindingOverrides, withOverrides } from './finding-overrides.ts';

const MOST_VARIANTS = 3;

export const caseOrder = v.object({
	district: districtCode,
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
	variants: v.pipe(
		v.array(
			v.object({
				name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
				...v.omit(orderSchema, ['district']).entries
			})
		),
		v.minLength(1),
		v.maxLength(MOST_VARIANTS)
	)
});
export type CaseOrder = v.InferOutput<typeof caseOrder>;

interface Row {
	id: number;
	name: string;
	variants: Variant[];
	made_by: string;
	made_at: Date;
}
interface AskedRow {
	id: number;
	asked_by: string;
	asked_at: Date;
	answers: string;
}

/** The cases of a district with what was said of each last, the newest first. */
export async function listCases(db: Queryable, district: string): Promise<CaseItem[]> {
	const { rows } = await db.query<Row & AskedRow>(
		`select c.id, c.name, c.made_by, c.made_at, a.asked_at, a.answers from siting_case c
		join lateral (select asked_at, answers from siting_answer where district = c.district and case_id = c.id
			order by id desc limit 1) a on true
		where c.district = $1 order by c.id desc limit 500`,
		[district]
	);
	return rows.map((row) => itemFrom(row, row));
}

/** A case with its newest answers, its history, and what changed since the time before. Throws an AnswerError 404. */
export async function readCase(db: Queryable, district: string, id: number): Promise<SitingCase> {
	const row = await rowOf(db, district, id);
	const { rows: asked } = await db.query<AskedRow>(
		`select id, asked_by, asked_at, answers from siting_answer where district = $1 and case_id = $2::bigint
		order by id desc limit 50`,
		[district, id]
	);
	const overrides = await readFindingOverrides(db, district, id);
	const [newest, before] = asked.map(({ answers }) => JSON.parse(answers) as SitingAnswer[]);
	return {
		...itemFrom(row, asked[0]),
		district,
		variants: row.variants,
		answers: withOverrides(newest, overrides),
		history: asked.map((one) => ({
			id: one.id,
			askedAt: one.asked_at.toISOString(),
			askedBy: one.asked_by,
			verdicts: verdictsOf(JSON.parse(one.answers) as SitingAnswer[])
		})),
		changed: before === undefined ? null : changesOf(before, newest)
	};
}

/** Saves a case and asks it. Throws what askSiting throws; nothing is saved then. */
export async function makeCase(db: Database, who: Who, order: CaseOrder): Promise<SitingCase> {
	const { district, name } = order;
	const answers = await askVariants(db, who, order);
	const id = await db.transaction(async (tx) => {
		const { rows } = await tx.query<{ id: number }>(
			`insert into siting_case (district, name, variants, made_by) values ($1, $2, $3::text::jsonb, $4) returning id`,
			[district, name, JSON.stringify(variantsOf(order, answers)), who.name],
			1
		);
		await keep(tx, who, district, rows[0].id, answers);
		const after = { name, verdicts: verdictsOf(answers) };
		await record(tx, { who, district, action: 'siting.save', object: String(rows[0].id), after });
		return rows[0].id;
	});
	return readCase(db, district, id);
}

/** Changes a case and asks it again; earlier answers stay. Throws as makeCase does, and 404. */
export async function changeCase(db: Database, who: Who, id: number, order: CaseOrder): Promise<SitingCase> {
	const { district, name } = order;
	await rowOf(db, district, id);
	const answers = await askVariants(db, who, order);
	await db.transaction(async (tx) => {
		const { name: before } = await rowOf(tx, district, id);
		await tx.query(
			`update siting_case set name = $3, variants = $4::text::jsonb, changed_at = now()
			where district = $1 and id = $2::bigint`,
			[district, id, name, JSON.stringify(variantsOf(order, answers))],
			1
		);
		await keep(tx, who, district, id, answers);
		const after = { name, verdicts: verdictsOf(answers) };
		await record(tx, { who, district, action: 'siting.change', object: String(id), before: { name: before }, after });
	});
	return readCase(db, district, id);
}

/** Asks a case again as it stands, by the rules and data of now. Throws as makeCase does, and 404. */
export async function checkCase(db: Database, who: Who, district: string, id: number): Promise<SitingCase> {
	const { name, variants } = await rowOf(db, district, id);
	const answers = await askVariants(db, who, { district, name, variants: variants as CaseOrder['variants'] });
	await db.transaction(async (tx) => {
		await keep(tx, who, district, id, answers);
		const after = { verdicts: verdictsOf(answers) };
		await record(tx, { who, district, action: 'siting.check', object: String(id), after });
	});
	return readCase(db, district, id);
}

/** Takes a case away with its answers; the audit keeps what was said last. Throws an AnswerError 404. */
export async function removeCase(db: Database, who: Who, district: string, id: number): Promise<void> {
	await db.transaction(async (tx) => {
		const { name, verdicts } = await readCase(tx, district, id);
		await tx.query('delete from siting_case where district = $1 and id = $2::bigint', [district, id], 1);
		await record(tx, { who, district, action: 'siting.remove', object: String(id), before: { name, verdicts } });
	});
}

/** The worst that was said of each variant. */
export function verdictsOf(answers: readonly SitingAnswer[]): Verdict[] {
	return answers.map(({ parcels }) => worstVerdict(parcels.map(({ verdict }) => verdict)));
}

async function askVariants(db: Database, who: Who, { district, variants }: CaseOrder): Promise<SitingAnswer[]> {
	const answers: SitingAnswer[] = [];
	for (const { parcels, proposal } of variants) answers.push(await askSiting(db, who, { district, parcels, proposal }));
	return answers;
}

/** The variants as they were read: facts by their keys, geometries checked. */
function variantsOf({ variants }: CaseOrder, answers: readonly SitingAnswer[]): Variant[] {
	return variants.map(({ name }, i) => ({
		name,
		parcels: answers[i].parcels.map(({ parcel }) => parcel),
		proposal: answers[i].proposal
	}));
}

async function keep(
	tx: Queryable,
	who: Who,
	district: string,
	id: number,
	answers: readonly SitingAnswer[]
): Promise<void> {
	await tx.query(
		'insert into siting_answer (district, case_id, asked_by, answers) values ($1, $2::bigint, $3, $4)',
		[district, id, who.name, JSON.stringify(answers)],
		1
	);
}

async function rowOf(db: Queryable, district: string, id: number): Promise<Row> {
	const { rows } = await db.query<Row>(
		'select id, name, variants, made_by, made_at from siting_case where district = $1 and id = $2::bigint',
		[district, id]
	);
	if (rows.length > 0) return rows[0];
	throw new AnswerError(404, 'no-case', {
		zh: `辖区 ${district} 没有选址方案 ${id}，或已删除。`,
		en: `District ${district} has no siting case ${id}, or it was removed.`
	});
}

function itemFrom(row: Row, asked: AskedRow): CaseItem {
	return {
		id: row.id,
		name: row.name,
		madeBy: row.made_by,
		madeAt: row.made_at.toISOString(),
		askedAt: asked.asked_at.toISOString(),
		verdicts: verdictsOf(JSON.parse(asked.answers) as SitingAnswer[])
	};
}
