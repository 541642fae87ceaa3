import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { sheetCsv, sheetResponse, sheetXlsx, type Sheet } from '../../../src/lib/server/sheets/sheet.ts';

const SHEET: Sheet = {
	title: '隐患[台账]/2026',
	about: [
		['辖区', '江城区 420199'],
		['筛选', '等级：红']
	],
	columns: [{ title: '名称', width: 30 }, { title: '逾期天数' }, { title: '备注' }],
	rows: [
		['=HYPERLINK("http://evil.example","点我")', 12, '有"引号"，有逗号'],
		['+86 13800000000', -3.5, null],
		['@SUM(A1)\n第二行', 0, '控\u0007制'],
		['𠮷野石化', 7, '007']
	]
};

describe('a list as a file', () => {
	it('has the same cells when another reader opens the workbook, and no formula', async () => {
		const rows = await readSheet(Buffer.from(await sheetXlsx(SHEET)));
		expect(rows[0][0]).toBe(SHEET.title);
		expect(rows.slice(1, 3).map((row) => row.slice(0, 2))).toEqual(SHEET.about);
		const at = rows.findIndex((row) => row[0] === '名称');
		expect(rows[at]).toEqual(['名称', '逾期天数', '备注']);
		expect(rows.slice(at + 1)).toEqual([
			['=HYPERLINK("http://evil.example","点我")', 12, '有"引号"，有逗号'],
			['+86 13800000000', -3.5, null],
			['@SUM(A1)\n第二行', 0, '控制'],
			['𠮷野石化', 7, '007']
		]);
	});

	it('begins with the mark of UTF-8 as CSV, and has nothing that a spreadsheet computes', () => {
		const csv = sheetCsv(SHEET);
		expect(csv.startsWith('\uFEFF"隐患[台账]/2026"\r\n"辖区","江城区 420199"\r\n')).toBe(true);
		expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""点我"")","12","有""引号""，有逗号"`);
		expect(csv).toContain(`"'@SUM(A1)\n第二行"`);
		expect(csv).toContain(`"'+86 13800000000","-3.5",""\r\n`);
		expect(csv).toContain(`"𠮷野石化","7","007"\r\n`);
	});

	it('is saved under its title and day', async () => {
		const answer = await sheetResponse(SHEET, 'csv', '2026-11-30');
		const name = answer.headers.get('content-disposition')?.split("UTF-8''")[1] ?? '';
		expect(decodeURIComponent(name)).toBe('隐患[台账]/2026-2026-11-30.csv');
	});
});
