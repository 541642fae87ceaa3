import { expect, test } from 'vitest';
import type { DangerFilter } from '../../src/lib/dangers/api.ts';
import type { Danger } from '../../src/lib/risk/dangers/danger.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { listAudit } from '../../src/lib/server/audit/list.ts';
import { exportDangerList, exportDangers } from '../../src/lib/server/dangers/export.ts';
import { everyDanger, listDangers } from '../../src/lib/server/dangers/list.ts';
import { foundDanger } from '../../src/lib/server/dangers/record.ts';
import { insertDanger } from '../../src/lib/server/dangers/row.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { describeBoth } from './both.ts';
import {
	assessed,
	EAST_PLANT,
	EASTERN,
	finder,
	keeper,
	leader,
	NOW,
	order,
	PLANT,
	point,
	stranger,
	UNIT,
	wall
} from './dangers.ts';
import { DISTRICT, EAST, WEST } from './two-subdistricts.ts';

/** A pipeline that lies in both halves: its danger counts in both. */
const ACROSS = {
	layer: 'pipeline' as const,
	key: 'across',
	name: '东西线',
	attributes: { pipeClass: 'city_gas' },
	geometry: { type: 'LineString' as const, coordinates: [point(-300, 0).coordinates, point(300, 0).coordinates] }
};

const made = (changes: Partial<Danger>): Danger => ({
	...foundDanger(order({ feature: changes.feature ?? PLANT }), finder, NOW, SHIPPED).danger,
	...changes
});

/** So many that no two counts are alike by chance. */
const DANGERS: Danger[] = [
	made({ level: 'general', text: '百分号 100% 的隐患' }),
	made({ level: 'general', state: 'rectifying', deadline: '2026-11-22', source: 'self_check' }),
	made({ level: 'general', state: 'closed', closedAt: '2026-11-01', source: 'report' }),
	made({ level: 'general', state: 'closed', closedAt: '2026-09-30' }),
	made({ state: 'rectifying', listedAt: '2026-11-01', deadline: '2026-11-23', recognisedAt: '2026-10-30' }),
	made({ state: 'suspended', listedAt: '2026-10-01', deadline: '2026-10-30', overdueSince: '2026-10-31' }),
	made({ feature: EAST_PLANT, level: 'general', responsibleUnit: '东化工' }),
	made({ feature: EAST_PLANT, state: 'acceptance_asked', listedAt: '2026-10-01', deadline: '2026-11-01' }),
	made({ feature: 'pipeline/across', level: 'general', text: '警示桩缺失' })
];

async function recorded(open: () => Promise<Database>): Promise<Database> {
	const db = await assessed(await open(), [UNIT, EASTERN, ACROSS]);
	for (const danger of DANGERS) await insertDanger(db, DISTRICT, danger);
	return db;
}

describeBoth('Counts of dangers', (open) => {
	test('beside each filter stands how many it lists, whatever the others are; subdistricts share what lies in both', async () => {
		const db = await recorded(open);
		const ask = (filter: DangerFilter) =>
			listDangers(db, leader.sight, { district: DISTRICT, limit: 500, ...filter }, NOW);
		const others: DangerFilter[] = [
			{},
			{ level: 'general' },
			{ open: true },
			{ overdue: true },
			{ listed: true, level: 'major' },
			{ subdistrict: WEST },
			{ q: '切断' },
			{ dueUntil: '2026-11-22' },
			{ states: ['rectifying', 'closed'], source: 'inspection' }
		];
		for (const filter of others) {
			const page = await ask(filter);
			const total = async (more: DangerFilter) => (await ask({ ...filter, ...more })).total;
			const said = JSON.stringify(filter);
			expect(page.items, said).toHaveLength(page.total);
			for (const level of ['general', 'major'] as const) expect(page.levels[level], said).toBe(await total({ level }));
			for (const source of ['inspection', 'self_check', 'report'] as const) {
				expect(page.sources[source], said).toBe(await total({ source }));
			}
			for (const state of ['found', 'rectifying', 'closed'] as const) {
				expect(page.counts[state], said).toBe(await total({ states: [state] }));
			}
			expect(page.overdue, said).toBe(await total({ overdue: true }));
			expect(page.listed, said).toBe(await total({ listed: true }));
			expect([page.open, page.closed], said).toEqual([await total({ open: true }), await total({ open: false })]);
			for (const subdistrict of [WEST, EAST]) {
				expect(page.subdistricts[subdistrict] ?? 0, said).toBe(await total({ subdistrict }));
			}
		}
		const all = await ask({});
		expect(all).toMatchObject({ total: 9, overdue: 2, listed: 3, open: 7, closed: 2 });
		expect(all.subdistricts).toEqual({ [WEST]: 7, [EAST]: 3 });
		expect((await ask({ closedFrom: '2026-10-01' })).total).toBe(1);
		// What is typed is text: its % is no wildcard.
		expect((await ask({ q: '0%' })).total).toBe(1);
		expect((await ask({ q: '%' })).total).toBe(1);
		expect((await ask({ q: '东化工' })).total).toBe(2);
	});

	test('what is taken away is the filtered list, as it is disclosed, and leaves a deed that says the filter', async () => {
		const db = await recorded(open);
		const taking = { format: 'xlsx', language: 'zh' } as const;
		const filter = { district: DISTRICT, level: 'general' as const, open: true };
		const { sheet, day } = await exportDangers(db, keeper, filter, taking, NOW);
		expect(day).toBe('2026-11-23');
		expect(sheet.about).toContainEqual(['筛选', '级别: 一般隐患; 未销号']);
		const column = (title: string, of = sheet) =>
			of.rows.map((row) => row[of.columns.findIndex((one) => one.title === title)]);
		const items = await everyDanger(db, keeper.sight, filter, NOW);
		expect(column('隐患编号')).toEqual(items.map(({ id }) => id));
		expect(column('责任人')[0]).toBe('李四');
		// Of another subdistrict nothing goes away, and of persons nothing to whom they are not disclosed.
		const east = await exportDangers(db, stranger, { district: DISTRICT }, taking, NOW);
		expect(east.sheet.rows).toHaveLength(3);
		const noPersons = { ...wall, sight: { ...wall.sight, tiers: new Set(['general'] as const) } };
		const hidden = await exportDangers(db, noPersons, { district: DISTRICT }, { ...taking, language: 'en' }, NOW);
		expect(new Set(column('Responsible person', hidden.sheet))).toEqual(new Set(['Not disclosed']));
		const list = await exportDangerList(db, keeper, { district: DISTRICT, kind: 'self_checks' }, taking, NOW);
		expect(list.sheet.rows).toHaveLength(1);
		const { items: deeds } = await listAudit(db, { limit: 10 });
		const taken = deeds.filter(({ action }) => action === 'list.export');
		expect(taken).toHaveLength(4);
		expect(taken.at(-1)).toMatchObject({
			actor: { id: 'keeper' },
			object: 'dangers',
			after: { format: 'xlsx', rows: 4, filter: { level: 'general', open: true } }
		});
	});
});
