import { expect, test } from 'vitest';
import { readAsked, type UnitsAsked } from '../../src/lib/inspect/address.ts';
import type { InspectItem } from '../../src/lib/inspect/api.ts';
import { FACETS } from '../../src/lib/inspect/units.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { EVERYTHING, sightOf, type Sight } from '../../src/lib/server/access/sight.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { dropHeld } from '../../src/lib/server/inspect/held.ts';
import { listUnits, placesOf } from '../../src/lib/server/inspect/list.ts';
import { describeBoth } from './both.ts';
import { drawMany, MANY, MANY_NOW } from './many-units.ts';

const UNITS = 3_000;
const inspector = sightOf('inspector', { [MANY]: ['area/2'] });

const FILTERS = [
	'',
	'level=red&level=orange',
	'level=none&visit=never',
	'layer=hazard_source&danger=open',
	'danger=overdue&danger=major&subdistrict=area/2&subdistrict=none',
	'field=14&due=overdue',
	'lead=区商务局&grade=一级&grade=none',
	'q=加油站 1&due=week&due=month&due=later',
	'near=pipeline:500',
	'near=pipeline.gas_trunk:1500&near=protection_target.school:2000&visit=d30&visit=d90',
	'q=nothing of this name'
];

const asked = (text: string): UnitsAsked => readAsked(new URLSearchParams(text));

/** What each unit is, worked out by SQL from the tables alone: the same words as the facets, and its points. */
const FACTS = `with told as (
	select f.*, a.level, a.grade, a.subdistrict,
		date '2026-11-23' - (f.attributes ->> 'lastInspected')::date as days,
		case a.level when 'red' then 1 when 'orange' then 3 when 'yellow' then 6 when 'blue' then 12 end as months,
		(select count(*) from danger d where d.district = f.district and d.feature = f.id and d.state <> 'closed') as open,
		(select count(*) from danger d where d.district = f.district and d.feature = f.id and d.state <> 'closed'
			and d.deadline < date '2026-11-23') as overdue,
		(select count(*) from danger d where d.district = f.district and d.feature = f.id and d.state <> 'closed'
			and d.level = 'major') as major
	from assessment a join feature f on f.district = a.district and f.id = a.feature where a.district = $1
), dated as (
	select *, ((attributes ->> 'lastInspected')::date + make_interval(months => months))::date as due_on from told
), facts as (
	select id, district, name, geom_m, coalesce(level, 'none') as level, layer, coalesce(subdistrict, 'none') as subdistrict,
		coalesce(attributes ->> 'subjectField', 'none') as field,
		coalesce(attributes ->> 'leadDepartment', s.lead, 'none') as lead, coalesce(grade, 'none') as grade,
		case when open = 0 then '{none}' else array_remove(array['open', case when overdue > 0 then 'overdue' end,
			case when major > 0 then 'major' end], null) end as danger,
		case when days is null then 'never' when days <= 30 then 'd30' when days <= 90 then 'd90' when days <= 180 then 'd180'
			when days <= 365 then 'd365' else 'older' end as visit,
		case when due_on is null then 'unknown' when due_on < '2026-11-23' then 'overdue' when due_on <= '2026-11-29' then 'week'
			when due_on <= '2026-11-30' then 'month' else 'later' end as due,
		case level when 'red' then 80 when 'orange' then 40 when 'yellow' then 20 when 'blue' then 10 else 20 end
			+ 40 * least(overdue, 3) + 10 * least(open - overdue, 3)
			+ case when days is null then 60 else
				round((30 * least(greatest(days, 0) / (coalesce(months, 6) * 365.0 / 12), 3))::numeric, 1) end as score
	from dated left join (select no::text as no, lead from unnest($2::text[], $3::text[]) as s (no, lead)) s
		on s.no = attributes ->> 'subjectField'
)`;

interface Fact {
	id: string;
	score: number;
}

async function bySql(db: Database, sight: Sight, { facets, text, near }: UnitsAsked, but: string | null) {
	const rows = SHIPPED.tables.subjectFields.rows;
	const params: unknown[] = [MANY, rows.map(({ no }) => String(no)), rows.map(({ lead }) => lead.zh)];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const where = ['true'];
	for (const facet of FACETS) {
		const any = facets[facet];
		if (any === undefined || facet === but) continue;
		where.push(facet === 'danger' ? `danger && ${bind(any)}::text[]` : `${facet} = any(${bind(any)}::text[])`);
	}
	for (const word of text.split(' ').filter(Boolean)) where.push(`concat(name, ' ', id) ilike ${bind(`%${word}%`)}`);
	for (const { layer, kind, withinM } of near) {
		const key = layer === 'pipeline' ? 'pipeClass' : 'kind';
		const ofKind = kind === null ? '' : `and t.attributes ->> '${key}' = ${bind(kind)}`;
		where.push(`(select min(round(ST_Distance(t.geom_m, facts.geom_m)::numeric, 3)) from feature t
			where t.district = facts.district and t.layer = ${bind(layer)} ${ofKind}) <= ${bind(withinM)}::numeric`);
	}
	if (sight.rows !== null) {
		where.push(`exists (select from feature o where o.district = facts.district and o.id = any(${bind(sight.rows.get(MANY))}::text[])
			and ST_DWithin(o.geom_m, facts.geom_m, 0))`);
	}
	const filtered = where.join(' and ');
	const found = await db.query<Fact>(`${FACTS} select id, score::float8 as score from facts where ${filtered}`, params);
	if (but === null) return { found: found.rows, counts: {} };
	const value = but === 'danger' ? 'unnest(danger)' : but;
	const counted = await db.query<{ value: string; units: number }>(
		`${FACTS} select ${value} as value, count(*) as units from facts where ${filtered} group by 1`,
		params
	);
	return { found: found.rows, counts: Object.fromEntries(counted.rows.map(({ value, units }) => [value, units])) };
}

describeBoth('The list of units to inspect', (openEmpty) => {
	// Emptied and drawn anew, a database is of the same state as before.
	const open = async () => {
		const db = await openEmpty();
		dropHeld(db);
		return db;
	};

	test('and the counts beside each filter are what SQL finds in the tables, for who sees all and who sees one subdistrict', async () => {
		const db = await open();
		await drawMany(db, UNITS);
		for (const sight of [EVERYTHING, inspector]) {
			for (const text of FILTERS) {
				const filter = asked(text);
				const page = await listUnits(db, sight, MANY, filter, { offset: 0, limit: 500, counts: true }, MANY_NOW);
				const items: InspectItem[] = [...page.items];
				for (let offset = 500; offset < page.total; offset += 500) {
					const more = await listUnits(db, sight, MANY, filter, { offset, limit: 500, counts: false }, MANY_NOW);
					items.push(...more.items);
				}
				const { found } = await bySql(db, sight, filter, null);
				const scores = new Map(found.map(({ id, score }) => [id, score]));
				expect(page.total, text).toBe(found.length);
				expect(items.map(({ id }) => id).sort(), text).toEqual([...scores.keys()].sort());
				items.forEach((item, i) => {
					expect(item.score, item.id).toBeCloseTo(scores.get(item.id)!, 6);
					if (i > 0) expect(items[i - 1].score, text).toBeGreaterThanOrEqual(item.score);
				});
				for (const facet of FACETS) {
					const { counts } = await bySql(db, sight, filter, facet);
					const listed = page.counts![facet].filter(({ count }) => count > 0);
					expect(Object.fromEntries(listed.map(({ value, count }) => [value, count])), `${text} ${facet}`).toEqual(
						counts
					);
				}
			}
		}
	});

	test('says why a unit stands where it stands, and the map has the same units in the same order', async () => {
		const db = await open();
		await drawMany(db, 300);
		const page = await listUnits(db, EVERYTHING, MANY, asked(''), { offset: 0, limit: 300, counts: false }, MANY_NOW);
		expect(page).toMatchObject({ total: 300, units: 300, today: '2026-11-23', worst: 10 });
		const [worst] = page.items;
		expect(worst.reasons[0].zh).toContain('重大风险');
		expect(worst.reasons.length).toBeGreaterThan(1);
		const places = await placesOf(db, EVERYTHING, MANY, asked(''), MANY_NOW);
		expect(places.id).toEqual(page.items.map(({ id }) => id));
		expect([places.lng[0], places.lat[0]]).toEqual(worst.at);
	});

	test('follows a danger that was closed and a unit that was taken away at once', async () => {
		const db = await open();
		await drawMany(db, 300);
		const list = (text: string) =>
			listUnits(db, EVERYTHING, MANY, asked(text), { offset: 0, limit: 300, counts: false }, MANY_NOW);
		const before = await list('danger=open');
		const [{ id }] = before.items;
		await db.query(`update danger set state = 'closed', version = version + 1 where feature = $1`, [id]);
		const after = await list('danger=open');
		expect(after.total).toBe(before.total - 1);
		expect(after.stamp).not.toBe(before.stamp);
		await db.query(`delete from feature where district = $1 and id = $2`, [MANY, id]);
		await db.query('update district set version = version + 1');
		expect((await list('')).items.map((item) => item.id)).not.toContain(id);
	});

	test('holds what the register alone says of a major danger, and what nobody graded once a danger is found there', async () => {
		const db = await open();
		await drawMany(db, 60);
		const list = (text: string) =>
			listUnits(db, EVERYTHING, MANY, asked(text), { offset: 0, limit: 300, counts: false }, MANY_NOW);
		await db.query(
			`update feature set attributes = attributes || '{"majorDanger": "overdue"}' where id = 'enterprise/000001'`
		);
		await db.query(
			`insert into danger (district, id, feature, subdistricts, level, state, version, criteria, text, source,
				discovered_at, recorded_by)
			values ($1, gen_random_uuid(), 'protection_target/2', '{}', 'general', 'rectifying', 1, '[]', '', 'inspection',
				date '2026-11-01', 'inspector')`,
			[MANY]
		);
		await db.query('update district set version = version + 1');
		const [stated] = (await list('q=enterprise/000001')).items;
		expect(stated).toMatchObject({ dangersOpen: 1, dangersOverdue: 1, dangersMajor: 1 });
		const school = await list('layer=protection_target');
		expect(school.items).toMatchObject([{ id: 'protection_target/2', level: null, dangersOpen: 1 }]);
	});

	test('is empty, and says so, before the first run', async () => {
		const db = await open();
		await drawMany(db, 10);
		await db.query('delete from run');
		await db.query('delete from danger');
		const page = await listUnits(db, EVERYTHING, MANY, asked(''), { offset: 0, limit: 10, counts: true }, MANY_NOW);
		expect(page).toMatchObject({ run: null, total: 0, units: 0, items: [] });
	});
});
