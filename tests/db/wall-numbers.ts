import { expect } from 'vitest';
import type { LayerId } from '../../src/lib/risk/layer.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { listFeatures, type FeatureFilter } from '../../src/lib/server/features/list.ts';
import { listFindings, type FindingFilter } from '../../src/lib/server/findings/list.ts';
import { readRun } from '../../src/lib/server/runs/latest.ts';
import { listRuns } from '../../src/lib/server/runs/list.ts';
import { listSegments, type SegmentFilter } from '../../src/lib/server/segments/list.ts';
import { listZones, type ZoneFilter } from '../../src/lib/server/zones/list.ts';
import type { Figure, ListBehind, Wall } from '../../src/lib/wall/api.ts';

const LEVELS = ['red', 'orange', 'yellow', 'blue', 'none'] as const;

/** Every number of a wall that has a list, however deep it stands. */
export function figuresOf(value: unknown): Figure[] {
	if (typeof value !== 'object' || value === null) return [];
	const own = 'sinceRun' in value ? [value as Figure] : [];
	return [...own, ...Object.values(value).flatMap(figuresOf)];
}

/** What the list behind a number says how many there are, asked as its endpoint asks. */
async function totalOf(db: Database, district: string, { endpoint, query }: ListBehind): Promise<number> {
	const { layer, graded, field, ...others } = query;
	const filter = { district, limit: 1, ...others };
	if (endpoint === 'features') {
		const more = {
			...(layer !== undefined && { layers: layer.split(',') as LayerId[] }),
			...(field !== undefined && { field: Number(field) }),
			graded: graded === '1'
		};
		return (await listFeatures(db, EVERYTHING, { ...filter, ...more } as FeatureFilter)).total;
	}
	if (endpoint === 'findings') return (await listFindings(db, EVERYTHING, filter as FindingFilter)).total;
	if (endpoint === 'segments') return (await listSegments(db, EVERYTHING, filter as SegmentFilter)).total;
	if (endpoint === 'zones') return (await listZones(db, EVERYTHING, filter as ZoneFilter)).total;
	throw new Error(`A number of the wall names the list ${endpoint}.`);
}

/** What a run holds, asked of the tables in the plainest words there are. */
interface Counts {
	levels: Record<string, number>;
	areas: Record<string, number>;
	grades: Record<string, number>;
	broken: Record<string, number>;
	states: Record<string, number>;
	classes: Record<string, number>;
}

async function countRun(db: Database, district: string, run: number): Promise<Counts> {
	const count = async (sql: string) => {
		const { rows } = await db.query<{ k: string; n: number }>(sql, [district, run]);
		return Object.fromEntries(rows.map(({ k, n }) => [k, n]));
	};
	const of = 'where district = $1 and run = $2::bigint';
	return {
		levels: await count(`select coalesce(level, 'none') as k, count(*) as n from assessment ${of} group by 1`),
		areas: await count(
			`select coalesce(level, 'none') as k, round(sum(area_m2::numeric)) as n from zone ${of} group by 1`
		),
		grades: await count(
			`select coalesce(grade, 'none') as k, count(*) as n from assessment ${of} and layer = 'hazard_source' group by 1`
		),
		broken: await count(`select rule as k, count(*) as n from finding ${of} and state = 'broken' group by 1`),
		states: await count(`select state as k, count(*) as n from finding ${of} group by 1`),
		classes: await count(`select class as k, count(*) as n from segment ${of} group by 1`)
	};
}

/** What a number must be: its value now, and what it changed by since the run before and since the quarter. */
function expectFigure(
	figure: Figure,
	[now, run, quarter]: readonly (Counts | null)[],
	of: (c: Counts) => number | undefined
) {
	const value = of(now!) ?? 0;
	const since = (before: Counts | null) => (before === null ? null : value - (of(before) ?? 0));
	expect({ value: figure.value, sinceRun: figure.sinceRun, sinceQuarter: figure.sinceQuarter }, figure.formula).toEqual(
		{
			value,
			sinceRun: since(run),
			sinceQuarter: since(quarter)
		}
	);
}

/** Holds every number of a wall against the list behind it, and sees that its formula is told. */
export async function expectLists(db: Database, wall: Wall): Promise<void> {
	const figures = figuresOf(wall);
	expect(figures.length).toBeGreaterThan(50);
	for (const figure of figures) {
		expect(wall.formulas, `formula ${figure.formula}`).toHaveProperty(figure.formula);
		const total = await totalOf(db, wall.district.code, figure.list!);
		expect(total, `${figure.formula} ${JSON.stringify(figure.list)}`).toBe(figure.value);
	}
}

/**
 * Holds every number of a wall against the list behind it, against the other endpoints and against the tables.
 *
 * @param runs ids of the newest run, of the one it is compared with, and of that of the last quarter
 */
export async function expectEveryNumber(
	db: Database,
	wall: Wall,
	runs: readonly [now: number, run: number | null, quarter: number | null]
): Promise<void> {
	const district = wall.district.code;
	expect([wall.run?.id, wall.before.run?.id ?? null, wall.before.quarter?.id ?? null]).toEqual(runs);
	await expectLists(db, wall);

	const moments = await Promise.all(runs.map(async (run) => (run === null ? null : countRun(db, district, run))));
	const count = (figure: Figure, of: (c: Counts) => number | undefined) => expectFigure(figure, moments, of);
	for (const level of LEVELS) {
		count(wall.levels[level], ({ levels }) => levels[level]);
		count(wall.areas[level], ({ areas }) => areas[level]);
	}
	expect(wall.hazardSources.map(({ grade }) => grade)).toEqual(['1', '2', '3', '4', 'below', 'none']);
	for (const { grade, figure } of wall.hazardSources) {
		const stored = { 1: '一级', 2: '二级', 3: '三级', 4: '四级', below: '不构成', none: 'none' }[grade]!;
		count(figure, ({ grades }) => grades[stored]);
	}
	const rules = wall.violations.map(({ rule }) => rule);
	expect([...rules].sort()).toEqual(Object.keys(moments[0]!.broken).sort());
	for (const { rule, figure } of wall.violations) count(figure, ({ broken }) => broken[rule]);
	const many = wall.violations.map(({ figure }) => figure.value);
	expect(many).toEqual(many.toSorted((a, b) => b - a));
	count(wall.undecided, ({ states }) => states.undecided);
	for (const one of wall.hca) count(one.segments, ({ classes }) => classes[one.class]);

	const summary = (await readRun(db, EVERYTHING, district))!;
	const { items } = await listRuns(db, EVERYTHING, district, 1);
	for (const level of LEVELS) {
		expect(wall.levels[level].value).toBe(summary.levels[level]);
		expect(wall.levels[level].value).toBe(items[0].levels[level]);
		// A run adds up cells, and leaves out those of which a border cuts off all but a sliver.
		expect(Math.abs(wall.areas[level].value - summary.areaM2[level])).toBeLessThan(0.6);
	}
	expect(wall.run).toEqual(items[0]);
	await expectSubdistricts(db, wall, runs[0]);
	await expectDangers(db, wall, runs[0]);
	await expectFields(db, wall, runs[0]);
	await expectWorst(db, wall, runs[0]);
}

async function expectSubdistricts(db: Database, wall: Wall, run: number): Promise<void> {
	const district = wall.district.code;
	for (const one of wall.subdistricts) {
		const { rows } = await db.query<{ k: string; n: number }>(
			`select coalesce(level, 'none') as k, count(*) as n from assessment
			where district = $1 and run = $2::bigint and subdistrict = $3 group by 1`,
			[district, run, one.id]
		);
		const units = { red: 0, orange: 0, yellow: 0, blue: 0, none: 0 };
		expect(one.units, one.name).toEqual({ ...units, ...Object.fromEntries(rows.map(({ k, n }) => [k, n])) });
		const found = await db.query<{ broken: number; overdue: number }>(
			`select (select count(*) from finding x where x.district = $1 and x.run = $2::bigint and x.state = 'broken'
					and case when coalesce(x.to_lng, x.from_lng) is null
						then x.source in (select feature from assessment where district = $1 and run = $2::bigint and subdistrict = $3)
						else ST_Distance(s.geom, ST_SetSRID(ST_Point(coalesce(x.to_lng, x.from_lng), coalesce(x.to_lat, x.from_lat)), 4326)) = 0
						end) as broken,
				(select count(*) from feature f join assessment a on a.district = f.district and a.feature = f.id
					where f.district = $1 and a.run = $2::bigint and a.subdistrict = $3
						and f.attributes ->> 'majorDanger' = 'overdue') as overdue
			from feature s where s.district = $1 and s.id = $3`,
			[district, run, one.id],
			1
		);
		expect({ broken: one.broken, overdue: one.overdue }, one.name).toEqual(found.rows[0]);
		const filter = { district, subdistrict: one.id, limit: 1 };
		expect((await listFindings(db, EVERYTHING, { ...filter, state: 'broken' })).total).toBe(one.broken);
		expect((await listFeatures(db, EVERYTHING, { ...filter, danger: 'overdue' })).total).toBe(one.overdue);
		for (const level of LEVELS) {
			const { total } = await listFeatures(db, EVERYTHING, { ...filter, level, graded: true });
			expect(total, `${one.name} ${level}`).toBe(one.units[level]);
		}
	}
}

async function expectDangers(db: Database, wall: Wall, run: number): Promise<void> {
	const { rows } = await db.query<{ id: string; state: string; subdistrict: string | null }>(
		`select f.id, f.attributes ->> 'majorDanger' as state, a.subdistrict from feature f
		left join assessment a on a.district = f.district and a.feature = f.id and a.run = $2::bigint
		where f.district = $1 and f.attributes ? 'majorDanger'`,
		[wall.district.code, run]
	);
	const many = (state: string) => rows.filter((row) => row.state === state).length;
	const { open, listed, overdue, closed, progress, marks, bySubdistrict } = wall.dangers;
	expect([open, listed, overdue, closed].map(({ value }) => value)).toEqual(
		['open', 'listed', 'overdue', 'none'].map(many)
	);
	for (const figure of [open, listed, overdue, closed]) {
		expect([figure.sinceRun, figure.sinceQuarter], 'the register keeps no past').toEqual([null, null]);
	}
	expect(progress).toBe(rows.length === 0 ? null : many('none') / rows.length);
	expect(marks.map(({ feature }) => feature).sort()).toEqual(rows.map(({ id }) => id).sort());
	for (const part of bySubdistrict) {
		const own = rows.filter((row) => row.subdistrict === part.id);
		const done = own.filter((row) => row.state === 'none').length;
		expect(part).toEqual({
			id: part.id,
			name: wall.subdistricts.find(({ id }) => id === part.id)!.name,
			open: own.length - done,
			closed: done,
			progress: own.length === 0 ? null : done / own.length
		});
	}
}

/** The subject fields of what the tests draw, said by hand: enterprises of industry 3130, sources, trunk lines, houses, parks. */
async function expectFields(db: Database, wall: Wall, run: number): Promise<void> {
	const { rows } = await db.query<{ no: number; k: string; n: number }>(
		`select case when a.layer = 'hazard_source' then 1 when a.layer = 'building' then 23 when a.layer = 'park' then 8
				when f.attributes ->> 'pipeClass' = 'gas_trunk' then 17 when f.attributes ->> 'industry' = '3130' then 14
				else 0 end as no,
			coalesce(a.level, 'none') as k, count(*) as n
		from assessment a join feature f on f.district = a.district and f.id = a.feature
		where a.district = $1 and a.run = $2::bigint group by 1, 2`,
		[wall.district.code, run]
	);
	expect(wall.fields).toHaveLength(26);
	for (const { no, units, figure, level, lead } of wall.fields) {
		const own = rows.filter((row) => String(row.no) === no);
		const none = { red: 0, orange: 0, yellow: 0, blue: 0, none: 0 };
		expect(units, `field ${no}`).toEqual({ ...none, ...Object.fromEntries(own.map(({ k, n }) => [k, n])) });
		expect(figure.value, `field ${no}`).toBe(own.reduce((sum, { n }) => sum + n, 0));
		const worst = LEVELS.find((one) => units[one] > 0) ?? 'none';
		expect(level, `field ${no}`).toBe(worst === 'none' ? null : worst);
		expect(lead.zh).not.toBe('');
	}
}

async function expectWorst(db: Database, wall: Wall, run: number): Promise<void> {
	const { rows } = await db.query<{ id: string; level: string; reasons: { level: string | null }[]; broken: number }>(
		`select a.feature as id, a.level, a.reasons, (select count(*) from finding x where x.district = a.district
				and x.run = a.run and x.state = 'broken' and a.feature in (x.source, x.target)) as broken
		from assessment a where a.district = $1 and a.run = $2::bigint and a.level is not null
			and a.feature in (select id from feature where district = $1)`,
		[wall.district.code, run]
	);
	const rank = (level: string) => LEVELS.indexOf(level as 'red');
	const grounds = (row: (typeof rows)[number]) => row.reasons.filter(({ level }) => level === row.level).length;
	const sorted = rows.toSorted(
		(a, b) => rank(a.level) - rank(b.level) || b.broken - a.broken || grounds(b) - grounds(a) || (a.id < b.id ? -1 : 1)
	);
	expect(wall.worst.map(({ id, level, broken }) => ({ id, level, broken }))).toEqual(
		sorted.slice(0, 10).map(({ id, level, broken }) => ({ id, level, broken }))
	);
	for (const { id, reasons, persons } of wall.worst) {
		expect(reasons.length, id).toBeGreaterThan(0);
		expect(persons, id).toHaveLength(3);
	}
}
