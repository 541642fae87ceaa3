import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { RiskList } from '../../src/lib/api.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { listCsv } from '../../src/lib/server/lists/csv.ts';
import { readListNames } from '../../src/lib/server/lists/names.ts';
import { readRiskList } from '../../src/lib/server/lists/read.ts';
import { readRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';

const CHLORINE = [{ name: '氯', cas: '7782-50-5', tonnes: 40 }];
const point = (x: number, y: number): Drawn['geometry'] => ({ type: 'Point', coordinates: [x, y] });

/** A red and an orange enterprise, a blue one, one nobody assessed, a hazard source of level 一级, a park around them. */
const UNITS: Drawn[] = [
	{
		layer: 'enterprise',
		key: 'red',
		name: '乙厂',
		attributes: {
			kind: 'general',
			industry: '3130',
			L: 6,
			E: 6,
			C: 15,
			responsiblePerson: '赵示安',
			phone: '027-0000-0001',
			administrativePerson: '钱示宁',
			industryPerson: '孙示平',
			measures: '=HYPERLINK("http://example.invalid")',
			lastInspected: '2026-10-22'
		},
		geometry: point(100, 100)
	},
	{
		layer: 'enterprise',
		key: 'orange',
		name: '甲厂',
		attributes: { kind: 'petrol_station', lsL: 4, lsS: 4, lastInspected: '2026-08-24', leadDepartment: '区商务局' },
		geometry: point(-300, 100)
	},
	{ layer: 'enterprise', key: 'blue', attributes: { kind: 'general', lsL: 1, lsS: 1 }, geometry: point(300, 300) },
	{ layer: 'enterprise', key: 'unknown', attributes: { kind: 'general' }, geometry: point(320, 320) },
	{
		layer: 'hazard_source',
		key: 'tanks',
		name: '液氯库',
		attributes: { inventory: CHLORINE, exposedPeople: 500, mainPerson: '李示康', phone: '027-0000-0002' },
		geometry: square(400, 100, 20)
	},
	{
		layer: 'park',
		key: 'park',
		name: '测试化工园区',
		attributes: { kind: 'chemical', score: 90, lastAssessed: '2024-01-31' },
		geometry: square(0, 0, 500)
	}
];

async function listed(db: Database): Promise<RiskList> {
	await draw(db, [...AREAS, ...UNITS]);
	await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
	return (await readRiskList(db, EVERYTHING, DISTRICT, TODAY))!;
}

describeBoth('The lists of a district', (open) => {
	test('there is none before the first run', async () => {
		const db = await open();
		await draw(db, AREAS);
		expect(await readRiskList(db, EVERYTHING, DISTRICT, TODAY)).toBeNull();
	});

	test('hold every unit at orange and above, worst first and then by name, and say how many nobody assessed', async () => {
		const list = await listed(await open());
		// 甲 goes before 液: within a level names sort by their pronunciation
		expect(list.items.map(({ id, level }) => [id, level])).toEqual([
			['enterprise/red', 'red'],
			['enterprise/orange', 'orange'],
			['hazard_source/tanks', 'orange']
		]);
		expect(list.unassessed).toBe(1);
	});

	test('name the reasons, the three responsible persons, the subject field and the next inspection', async () => {
		const { items } = await listed(await open());
		const red = items.find(({ id }) => id === 'enterprise/red')!;
		expect(red.reasons[0].clause).toContain('LEC');
		expect(red.subjectField?.no).toBe(14);
		expect(red.leadDepartment?.zh).toContain('区科经局');
		expect(red.persons.map(({ role, name, phone }) => [role.zh, name, phone])).toEqual([
			['行政负责人', '钱示宁', null],
			['行业部门监管负责人', '孙示平', null],
			['企业单位负责人', '赵示安', '027-0000-0001']
		]);
		// red is looked at each month: due on the 22nd, overdue on the 23rd
		expect(red).toMatchObject({ lastInspected: '2026-10-22', nextDue: '2026-11-22', overdue: true });
		const orange = items.find(({ id }) => id === 'enterprise/orange')!;
		expect(orange).toMatchObject({ nextDue: '2026-11-24', overdue: false, leadDepartment: { zh: '区商务局' } });
		const tanks = items.find(({ id }) => id === 'hazard_source/tanks')!;
		expect(tanks.persons.map(({ role, name }) => [role.zh, name])).toEqual([
			['主要负责人(包保)', '李示康'],
			['技术负责人(包保)', null],
			['操作负责人(包保)', null]
		]);
		expect(tanks).toMatchObject({ subjectField: { no: 1 }, lastInspected: null, nextDue: null, overdue: false });
	});

	test('as CSV open in Chinese spreadsheets and hold no formula', async () => {
		const db = await open();
		const list = await listed(db);
		const names = await readListNames(db, DISTRICT, list.run);
		for (const which of ['risk', 'responsibility'] as const) {
			const csv = listCsv(list, which, names);
			expect(csv.startsWith('\uFEFF"')).toBe(true);
			expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
			const rows: string[][] = parse(csv, { bom: true, relax_column_count: true, record_delimiter: '\r\n' });
			expect(rows.slice(0, 3)).toEqual([
				[which === 'risk' ? '区域风险清单' : '风险责任清单'],
				['辖区', '测试区 420198'],
				['评估批次', String(list.run)]
			]);
			const title = rows.findIndex(([first]) => first === '序号');
			const table = rows
				.slice(title + 1)
				.map((row) => Object.fromEntries(row.map((cell, i) => [rows[title][i], cell])));
			expect(table).toHaveLength(list.items.length);
			const red = table.find((row) => row['编号'] === 'enterprise/red')!;
			expect(red).toMatchObject({ 所在街道: '测试街道', 风险等级: '重大风险(红)', 是否逾期: '逾期' });
			expect(red['管控措施']).toBe(`'=HYPERLINK("http://example.invalid")`);
			expect(table.find((row) => row['编号'] === 'hazard_source/tanks')!['是否逾期']).toBe('无法确定');
			if (which === 'responsibility') expect(red).toMatchObject({ 责任人1: '钱示宁', 责任人3电话: '027-0000-0001' });
		}
	});

	test('the run counts the park with the units in it, its own grade beside, due again after three years', async () => {
		const db = await open();
		await listed(db);
		const { parks, subdistricts } = (await readRun(db, EVERYTHING, DISTRICT))!;
		expect(parks).toMatchObject([
			{
				id: 'park/park',
				level: 'red',
				grade: 'D',
				ownLevel: 'blue',
				features: { red: 1, orange: 1, blue: 1, none: 1 },
				lastAssessed: '2024-01-31',
				nextDue: '2027-01-31',
				counts: { enterprise: 3, hazard_source: 1 }
			}
		]);
		const cells = Object.values(parks[0].areaM2).reduce((sum, part) => sum + part, 0);
		expect(cells).toBe(250_000);
		const [street] = subdistricts;
		expect(street).toMatchObject({
			level: 'red',
			point: 'red',
			modes: { max: 'red' },
			lastAssessed: '2026-06-01',
			nextDue: '2027-06-01'
		});
		expect(street.categories[0]).toMatchObject({ field: '14', level: 'red', units: 1 });
		expect(street.triggers.map(({ zh }) => zh)).toEqual(['区内有 1 个红色单元']);
	});

	test('a level that is another than in the run before asks for a new assessment', async () => {
		const db = await open();
		await draw(db, AREAS);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		expect((await readRun(db, EVERYTHING, DISTRICT))!.subdistricts[0]).toMatchObject({ level: null, triggers: [] });
		await listed(db);
		const { triggers } = (await readRun(db, EVERYTHING, DISTRICT))!.subdistricts[0];
		expect(triggers.map(({ zh }) => zh)).toContain('等级与上一批次不同: 由未评估变为红色');
	});
});
