import { DEFAULT_LAYERS, type DrawPool, type PoolFilter } from '../../draws/api.ts';
import { DRAW_LEVELS, type DrawLevel } from '../../risk/draw/draw-by-size.ts';
import { weightOf } from '../../risk/draw/draw-sites.ts';
import { drawTable } from '../../risk/draw/table.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { idsOfField } from '../features/of-field.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';
import { readInspectors } from './inspectors.ts';

/** A draw keeps its whole pool, and is repeated in a page: what is more than this is drawn in parts. */
const MOST = 20_000;

/** A unit that can be drawn. */
export interface Pooled {
	id: string;
	name: string | null;
	level: Level | null;
}

/** The units of the newest run that a draw is made from, by id. Throws an AnswerError 404 where there is no run. */
export async function readPool(
	tx: Queryable,
	district: string,
	filter: PoolFilter,
	rules: RuleSet
): Promise<{ run: number; units: Pooled[] }> {
	const run = await latestRun(tx, district);
	if (run === null) {
		throw new AnswerError(404, 'no-run', {
			zh: `辖区 ${district} 还没有评估批次，没有等级可以加权。请先评估全区。`,
			en: `District ${district} has no run yet, so no levels can weigh. Run an assessment first.`
		});
	}
	const params: unknown[] = [district, run, filter.layers ?? DEFAULT_LAYERS];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const where = ['a.district = $1', 'a.run = $2::bigint', 'a.layer = any($3::text[])'];
	if (filter.levels) where.push(`coalesce(a.level, 'notAssessed') = any(${bind(filter.levels)}::text[])`);
	if (filter.subdistrict !== undefined) {
		where.push(`exists (select from feature_place p where p.district = a.district and p.feature = a.feature
			and p.subdistrict = ${bind(filter.subdistrict)})`);
	}
	if (filter.field !== undefined) {
		where.push(`a.feature = any(${bind(await idsOfField(tx, district, run, rules, filter.field))}::text[])`);
	}
	const { rows } = await tx.query<Pooled>(
		`select f.id, f.name, a.level from assessment a
		join feature f on f.district = a.district and f.id = a.feature
		where ${where.join(' and ')} order by f.id limit ${MOST + 1}`,
		params
	);
	return { run, units: rows };
}

/** Throws an AnswerError 422 for a pool that nothing can be drawn from, or that is too large to be kept whole. */
export function mustBeDrawable(units: readonly Pooled[]): void {
	if (units.length === 0) {
		throw new AnswerError(422, 'empty-pool', {
			zh: 'filter：没有符合条件的对象，无从抽取。请放宽条件。',
			en: 'filter: nothing meets it, so nothing can be drawn. Widen it.'
		});
	}
	if (units.length > MOST) {
		throw new AnswerError(422, 'pool-too-large', {
			zh: `filter：符合条件的对象超过 ${MOST} 个。请按街道、专项或图层分次抽取。`,
			en: `filter: more than ${MOST} units meet it. Draw by subdistrict, subject field or layer instead.`
		});
	}
}

/** What a draw would be made from: units by level, weights, inspectors and the rules of recusal. */
export async function describePool(
	db: Queryable,
	{ district, ...filter }: PoolFilter & { district: string }
): Promise<DrawPool> {
	const rules = await currentRuleSet(db, district);
	const table = drawTable(rules);
	const { run, units } = await readPool(db, district, filter, rules);
	const inspectors = (await readInspectors(db, district)).sort((a, b) => (a.name < b.name ? -1 : 1));
	const byLevel = (count: (level: DrawLevel) => number) =>
		Object.fromEntries(DRAW_LEVELS.map((level) => [level, count(level)])) as Record<DrawLevel, number>;
	return {
		district,
		run,
		total: units.length,
		units: byLevel((level) => units.filter((one) => (one.level ?? 'notAssessed') === level).length),
		weights: byLevel((level) => weightOf(level === 'notAssessed' ? null : level, rules)),
		most: MOST,
		inspectors: inspectors.map(({ id, name, employers, relativesAt, subdistricts }) => ({
			id,
			name,
			declared: employers.length + relativesAt.length,
			subdistricts: subdistricts?.length ?? null
		})),
		needed: { value: table.inspectors.value, clause: `${table.inspectors.standard} ${table.inspectors.clause}` },
		fields: rules.tables.subjectFields.rows.map(({ no, name }) => ({ no, name })),
		recusals: table.recusals
			.filter(({ on }) => on)
			.map(({ id, name, source }) => ({ id, name, clause: `${source.standard} ${source.clause}` }))
	};
}
