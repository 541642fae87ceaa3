import { expect } from 'vitest';
import type { LayerId } from '../../src/lib/risk/layer.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { listDangers, type DangersAsked } from '../../src/lib/server/dangers/list.ts';
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
async function totalOf(db: Database, district: string, { endpoint, query }: ListBehind, now: Date): Promise<number> {
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
	if (endpoint === 'dangers') {
		const said = Object.entries(filter).map(([key, value]) => [
			key,
			value === 'true' ? true : value === 'false' ? false : value
		]);
		return (await listDangers(db, EVERYTHING, Object.fromEntries(said) as DangersAsked, now)).total;
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
		const total = await totalOf(db, wall.district.code, figure.list!, new Date(wall.readAt));
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
	const majors = await majorDangers(db, wall);
	await expectSubdistricts(db, wall, runs[0], majors);
	await expectDangers(db, wall, majors);
	await expectFields(db, wall, runs[0]);
	await expectWorst(db, wall, runs[0]);
}

/** A major danger on record, as the plainest SQL tells it. */
interface Major {
	feature: string;
	open: boolean;
	listed: boolean;
	overdue: boolean;
	closed_now: boolean;
	places: string[];
}

/** The major dangers on record, on the day on which the wall was read. */
async function majorDangers(db: Database, wall: Wall): Promise<Major[]> {
	const day = new Date(Date.parse(wall.readAt) + 8 * 3_600_000).toISOString().slice(0, 10);
	const quarter = `${day.slice(0, 5)}${String(3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1).padStart(2, '0')}-01`;
	const { rows } = await db.query<Major>(
		`select feature, state <> 'closed' as open, state <> 'closed' and listed_at is not null as listed,
			state <> 'closed' and (overdue_since is not null or coalesce(deadline < $2::date, false)
				and state in ('listed', 'rectifying', 'summoned', 'suspended')) as overdue,
			state = 'closed' and closed_at >= $3::date as closed_now,
			array(select p.subdistrict from feature_place p where p.district = d.district and p.feature = d.feature) as places
		from danger d where district = $1 and level = 'major'`,
		[wall.district.code, day, quarter]
	);
	return rows;
}

async function expectSubdistricts(db: Database, wall: Wall, run: number, majors: readonly Major[]): Promise<void> {
	const district = wall.district.code;
	for (const one of wall.subdistricts) {
		const { rows } = await db.query<{ k: string; n: number }>(
			`select coalesce(level, 'none') as k, count(*) as n from assessment
			where district = $1 and run = $2::bigint and subdistrict = $3 group by 1`,
			[district, run, one.id]
		);
		const units = { red: 0, orange: 0, yellow: 0, blue: 0, none: 0 };
		expect(one.units, one.name).toEqual({ ...units, ...Object.fromEntries(rows.map(({ k, n }) => [k, n])) });
		const found = await db.query<{ broken: number }>(
			`select (select count(*) from finding x where x.district = $1 and x.run = $2::bigint and x.state = 'broken'
					and case when coalesce(x.to_lng, x.from_lng) is null
						then x.source in (select feature from assessment where district = $1 and run = $2::bigint and subdistrict = $3)
						else ST_Distance(s.geom, ST_SetSRID(ST_Point(coalesce(x.to_lng, x.from_lng), coalesce(x.to_lat, x.from_lat)), 4326)) = 0
						end) as broken
			from feature s where s.district = $1 and s.id = $3`,
			[district, run, one.id],
			1
		);
		const overdue = majors.filter((major) => major.overdue && major.places.includes(one.id)).length;
		expect({ broken: one.broken, overdue: one.overdue }, one.name).toEqual({ ...found.rows[0], overdue });
		const filter = { district, subdistrict: one.id, limit: 1 };
		expect((await listFindings(db, EVERYTHING, { ...filter, state: 'broken' })).total).toBe(one.broken);
		const asked: DangersAsked = { ...filter, level: 'major', overdue: true };
		expect((await listDangers(db, EVERYTHING, asked, new Date(wall.readAt))).total).toBe(one.overdue);
		for (const level of LEVELS) {
			const { total } = await listFeatures(db, EVERYTHING, { ...filter, level, graded: true });
			expect(total, `${one.name} ${level}`).toBe(one.units[level]);
		}
	}
}

async function expectDangers(db: Database, wall: Wall, majors: readonly Major[]): Promise<void> {
	const { open, listed, overdue, closed, unrecorded, progress, marks, bySubdistrict } = wall.dangers;
	const many = (asks: (major: Major) => boolean) => majors.filter(asks).length;
	expect([open, listed, overdue, closed].map(({ value }) => value)).toEqual([
		many((one) => one.open),
		many((one) => one.listed),
		many((one) => one.overdue),
		many((one) => one.closed_now)
	]);
	for (const figure of [open, listed, overdue, closed, unrecorded]) {
		expect([figure.sinceRun, figure.sinceQuarter], 'the register keeps no past').toEqual([null, null]);
	}
	const stated = await db.query<{ id: string }>(
		`select id from feature f where district = $1 and attributes ->> 'majorDanger' in ('open', 'listed', 'overdue')
			and id not in (select feature from danger where district = $1 and recognised_at is not null)`,
		[wall.district.code]
	);
	expect(unrecorded.value).toBe(stated.rows.length);
	const counted = majors.filter((one) => one.open || one.closed_now);
	expect(progress).toBe(counted.length === 0 ? null : closed.value / counted.length);
	const units = new Set([...counted.map(({ feature }) => feature), ...stated.rows.map(({ id }) => id)]);
	expect(marks.map(({ feature }) => feature).sort()).toEqual([...units].sort());
	for (const part of bySubdistrict) {
		const own = counted.filter(({ places }) => places.includes(part.id));
		const done = own.filter((one) => one.closed_now).length;
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
