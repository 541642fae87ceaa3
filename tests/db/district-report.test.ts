import readXlsx from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { sightOf, EVERYTHING, type Sight } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { districtReport } from '../../src/lib/server/reports/district-report.ts';
import { textOf, type Document, type Table } from '../../src/lib/server/reports/document.ts';
import { pdfOf } from '../../src/lib/server/reports/pdf.ts';
import { readDistrictInput } from '../../src/lib/server/reports/read-district.ts';
import { readReport } from '../../src/lib/server/reports/read-report.ts';
import { reprint } from '../../src/lib/server/reports/reprint.ts';
import { readable } from '../../src/lib/server/reports/typeface.ts';
import { wordOf } from '../../src/lib/server/reports/word.ts';
import { workbookOf } from '../../src/lib/server/reports/workbook.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { pagesOf, squeeze } from '../unit/reports/poppler.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const ORDER = {
	district: DISTRICT,
	at: '2026-11-29T08:30:15.000Z',
	today: '2026-11-29',
	asker: '李示康',
	language: 'zh'
} as const;

/** A house 3.5 m beside the trunk pipeline, a red plant and an orange one with persons, a block of flats that makes a high consequence area. */
const UNITS: Drawn[] = [
	TRUNK,
	{
		layer: 'building',
		key: 'near',
		name: '管线旁一号楼',
		attributes: { use: 'residential', floors: 6, households: 150, floorAreaM2: 9000 },
		geometry: square(100, 3.5, 20)
	},
	{
		layer: 'enterprise',
		key: 'red',
		name: '乙厂 =1+1',
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
		geometry: { type: 'Point', coordinates: [300, 200] }
	},
	{
		layer: 'enterprise',
		key: 'orange',
		name: '甲厂',
		attributes: { kind: 'petrol_station', lsL: 4, lsS: 4, leadDepartment: '区商务局' },
		geometry: { type: 'Point', coordinates: [-300, 100] }
	},
	{
		layer: 'enterprise',
		key: 'unknown',
		attributes: { kind: 'general' },
		geometry: { type: 'Point', coordinates: [320, 320] }
	}
];

async function reported(db: Database, sight: Sight): Promise<Document> {
	await draw(db, [...AREAS, ...UNITS]);
	await runDistrict(db, SYSTEM, DISTRICT, { today: ORDER.today }, () => {});
	return districtReport((await readDistrictInput(db, sight, ORDER))!);
}

function tableOf({ blocks }: Document, sheet: string): Table {
	return blocks.filter((block) => block.kind === 'table').find((table) => table.sheet === sheet)!;
}

function textsOf(table: Table): string[][] {
	return table.rows.map(({ cells }) => cells.map(textOf));
}

describeBoth('district report', (open, kind) => {
	test('it has the lists, the worst of each rule, the high consequence areas and the totals of the run', async () => {
		const db = await open();
		const document = await reported(db, EVERYTHING);
		const risk = textsOf(tableOf(document, '区域风险清单'));
		// Worst first, then by name: the pipeline for the house at 3.5 m, the plant of LEC 540, the station of LS 16.
		expect(risk.map(([, name, , level]) => `${name.split('\n')[0]} ${level}`)).toEqual([
			'输气干线 红 重大风险',
			'乙厂 =1+1 红 重大风险',
			'甲厂 橙 较大风险'
		]);
		const responsible = textsOf(tableOf(document, '风险责任清单')).find(([, name]) => name.startsWith('乙厂'))!;
		expect(responsible.join('\n')).toContain('钱示宁');
		expect(responsible.join('\n')).toContain('027-0000-0001');
		const [worst] = textsOf(tableOf(document, '不合规（按规则）')).filter(([, clause]) => clause.includes('管道'));
		expect(worst.slice(3, 6)).toEqual(['3.500', '5.000', '-1.500']);
		expect(worst[6]).toContain('管线旁一号楼');
		expect(tableOf(document, '高后果区').rows.length).toBeGreaterThan(0);
		const levels = tableOf(document, '各等级').rows.map(({ cells }) => cells[2]);
		const km2 = levels.reduce((sum, cell) => sum + (typeof cell === 'object' && 'value' in cell ? cell.value! : 0), 0);
		expect(km2).toBeCloseTo(4, 2);
	});

	test('each format has the same numbers, and the PDF is read back and printed again the same', async () => {
		const db = await open();
		const document = await reported(db, EVERYTHING);
		const pdf = await pdfOf(document);
		const body = pagesOf(pdf).join('');
		const missing = document.blocks.flatMap((block) =>
			block.kind === 'table' ? block.rows.flatMap(({ cells }) => cells.map(textOf)) : []
		);
		expect(missing.filter((one) => !body.includes(squeeze(readable(one))))).toEqual([]);
		for (const words of ['测试街道', '重大风险', '区界', '坐标北', `第1页共`]) expect(body).toContain(words);
		const sheets = await readXlsx(Buffer.from(await workbookOf(document)));
		const risk = sheets.find(({ sheet }) => sheet === '区域风险清单')!.data.slice(3);
		expect(risk.map((row) => row[1])).toEqual(textsOf(tableOf(document, '区域风险清单')).map((row) => row[1]));
		expect(risk.flat()).toContain(`'=HYPERLINK("http://example.invalid")`);
		const broken = sheets.find(({ sheet }) => sheet === '不合规')!.data.slice(3);
		expect(broken.map((row) => row[5])).toContain(3.5);
		expect((await wordOf(document)).length).toBeGreaterThan(10_000);
		const report = readReport(pdf);
		expect(report.report).toBe('district');
		expect(await reprint(pdf, report)).toBe('same');
	});

	test('in English it has sheets that a workbook can name', async () => {
		const db = await open();
		await reported(db, EVERYTHING);
		const english = districtReport((await readDistrictInput(db, EVERYTHING, { ...ORDER, language: 'en' }))!);
		const names = (await readXlsx(Buffer.from(await workbookOf(english)))).map(({ sheet }) => sheet);
		expect(names.length).toBe(new Set(names).size);
		expect(names).toEqual(expect.arrayContaining(['Summary', 'Risk list', 'Responsibility list', 'Broken']));
		for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
		expect(pagesOf(await pdfOf(english)).join('')).toContain('Four-colourmap');
	});

	test('who may not see persons and phones gets a report without them, anywhere in it', async () => {
		const db = await open();
		const sight: Sight = { rows: null, tiers: new Set(['general'] as const) };
		const document = await reported(db, sight);
		expect(document.seal.json).not.toMatch(/钱示宁|赵示安|027-0000-0001/);
		const [row] = textsOf(tableOf(document, '风险责任清单'));
		expect(row.join('\n')).toContain('不披露');
	});

	test('who sees no row of the district finds none in the report; without a run there is none', async () => {
		const db = await open();
		const document = await reported(db, sightOf('inspector', { [DISTRICT]: ['nowhere'] }));
		expect(tableOf(document, '区域风险清单').rows).toEqual([]);
		expect(document.seal.json).not.toContain('乙厂');
		expect(await readDistrictInput(db, EVERYTHING, { ...ORDER, district: '000000' })).toBeNull();
		expect(kind).toMatch(/embedded|postgres/);
	});
});
