import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import readXlsx from 'read-excel-file/node';
import { textOf, type Document, type Table } from '../../../src/lib/server/reports/document.ts';
import { pdfOf } from '../../../src/lib/server/reports/pdf.ts';
import { sitingReport } from '../../../src/lib/server/reports/siting-report.ts';
import { fontOf, readable } from '../../../src/lib/server/reports/typeface.ts';
import { wordOf } from '../../../src/lib/server/reports/word.ts';
import { workbookOf } from '../../../src/lib/server/reports/workbook.ts';
import { pagesOf, POPPLER, poppler, squeeze } from './poppler.ts';
import { sitingInput } from './siting-fixture.ts';

const RULES = join(import.meta.dirname, '../../../data/rules');
const input = sitingInput();
const document = sitingReport(input);
const [area] = input.answer.parcels;

test('poppler-utils is here: without it no report is read back (apt-get install poppler-utils)', () => {
	expect(POPPLER).not.toBeNull();
});

function tablesOf({ blocks }: Document): Table[] {
	return blocks.filter((block) => block.kind === 'table');
}

function tableOf(sheet: string, of: string): Table {
	return tablesOf(document).find((table) => table.sheet === sheet && table.of === of)!;
}

test('the document has the numbers of the answer, each finding in a row of its own, in the order of the answer', () => {
	const { rows } = tableOf('核查结果', area.parcel.name);
	expect(rows.length).toBe(40);
	area.findings.forEach((finding, i) => {
		const [no, rule, clause, , measured, required, margin, accuracy, state, , dataOn] = rows[i].cells.map(textOf);
		expect([no, rule, clause]).toEqual([`${i + 1}`, finding.name.zh, finding.clause]);
		const printed = [finding.measuredM, finding.requiredM, finding.marginM, finding.accuracyM].map((value) =>
			value === null ? '—' : value.toFixed(3)
		);
		expect([measured, required, margin, accuracy]).toEqual(printed);
		expect(state).toContain(
			{ broken: '不合规', uncertain: '需现场测量', undecided: '未能判定', met: '合规' }[finding.state]
		);
		expect(dataOn).toBe(finding.dataOn ?? '—');
	});
});

test('pdftotext reads every cell, note and pair of the document from the PDF, and all of its pages are numbered and hashed', async () => {
	const pdf = await pdfOf(document);
	const pages = pagesOf(pdf);
	const all = pages.join('');
	// The edge of a page may tear a long row: heads and feet are taken out before the text is searched.
	const head = squeeze(readable(`${document.title} · ${document.subject}`)) + document.seal.sha256.slice(0, 12);
	const body = pages
		.map((page, i) => {
			const foot = `SHA-256${document.seal.sha256}第${i + 1}页共${pages.length}页`;
			expect(page).toContain(head);
			expect(page).toContain(foot);
			return page.replace(head, '').replace(foot, '');
		})
		.join('');
	const missing: string[] = [];
	const look = (text: string) => {
		if (!body.includes(squeeze(readable(text)))) missing.push(text);
	};
	for (const block of document.blocks) {
		if (block.kind === 'heading' || block.kind === 'paragraph') look(block.text);
		if (block.kind === 'banner') [block.of, block.mark.word, block.text].forEach(look);
		if (block.kind === 'pairs') block.rows.forEach(([name, value]) => [name, textOf(value)].forEach(look));
		if (block.kind === 'chart') look(block.caption);
		if (block.kind === 'table') {
			block.columns.forEach(({ title }) => look(title));
			block.rows.forEach(({ cells, note }) => [...cells.map(textOf), note ?? ''].forEach(look));
		}
	}
	expect(missing).toEqual([]);
	expect(all).toContain('CGCS2000/3度带高斯-克吕格投影，中央经线114°E(EPSG:4547)');
});

test('each row of findings keeps its numbers together in the PDF', async () => {
	const body = pagesOf(await pdfOf(document)).join('');
	area.findings.forEach(({ measuredM, requiredM, marginM }) => {
		const numbers = [measuredM, requiredM, marginM].map((value) => (value === null ? '—' : value.toFixed(3)));
		expect(body).toContain(numbers.join(''));
	});
});

test('the typeface is embedded as a subset and can be searched; the file is PDF/A-3 with its own data attached', async () => {
	const pdf = await pdfOf(document);
	const fonts = poppler('pdffonts', pdf, []).trim().split('\n').slice(2);
	expect(fonts.length).toBe(2);
	for (const line of fonts)
		expect(line).toMatch(/^\S+\+NotoSansHans-(Regular|Bold)\s+CID Type 0C\s+Identity-H\s+yes yes yes/);
	expect(poppler('pdfinfo', pdf, [])).toMatch(/Title:\s+拟建项目选址核查报告/);
	expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>');
	expect(pdf.length).toBeLessThan(600_000);
});

test('what the typeface lacks is written in what it has, and nothing is left out', () => {
	expect(readable('≤ 3×10⁻⁷ m² ≥ √ ○ ≈')).toBe('≤ 3×10^-7 m² ≥ √ ○ ≈');
	expect(readable('𠮷祥\u200b\u0007厂')).toBe('[U+20BB7]祥厂');
	expect(readable('第一行\n第二行\t三')).toBe('第一行\n第二行 三');
});

test('both weights have a glyph for every character that any part of Sise may print', () => {
	const said = [document, sitingReport(sitingInput({ language: 'en' }))].map(({ seal, blocks }) => {
		return readable(seal.json + JSON.stringify(blocks));
	});
	const rules = readdirSync(RULES).map((name) => readable(readFileSync(join(RULES, name), 'utf8')));
	const used = new Set([...said, ...rules].join('').replace(/\s/gu, ''));
	expect(used.size).toBeGreaterThan(1000);
	for (const weight of ['regular', 'bold'] as const) {
		const font = fontOf(weight);
		expect([...used].filter((one) => !font.hasGlyphForCodePoint(one.codePointAt(0)!))).toEqual([]);
	}
	// All but a few signs of the rules are there as they are.
	const given = new Set(readdirSync(RULES).flatMap((name) => [...readFileSync(join(RULES, name), 'utf8')]));
	expect([...given].filter((one) => readable(one).startsWith('[U+'))).toEqual([]);
});

test('Word has the same texts, real tables with repeated heads, headings, and the maps as SVG', async () => {
	const parts = unzipSync(await wordOf(document));
	const text = (path: string) => new TextDecoder().decode(parts[path]);
	const body = text('word/document.xml');
	const plain = squeeze(unescape(body.replace(/<w:instrText[^>]*>[^<]*<\/w:instrText>/g, '').replace(/<[^>]+>/g, '')));
	const missing = document.blocks.flatMap((block): string[] => {
		if (block.kind === 'table') {
			return block.rows.flatMap(({ cells, note }) => [...cells.map(textOf), note ?? '']);
		}
		if (block.kind === 'pairs') return block.rows.flatMap(([name, value]) => [name, textOf(value)]);
		return block.kind === 'chart' ? [block.caption] : 'text' in block ? [block.text] : [];
	});
	expect(missing.filter((one) => !plain.includes(squeeze(one)))).toEqual([]);
	expect(body.match(/<w:tblHeader/g)?.length).toBe(tablesOf(document).filter(({ rows }) => rows.length > 0).length);
	expect(body).toContain('w:val="Heading1"');
	expect(Object.keys(parts).filter((path) => path.endsWith('.svg')).length).toBe(3);
	expect(text('docProps/custom.xml')).toContain(document.seal.sha256);
	expect(text('docProps/core.xml')).toContain('2026-11-29T08:30:15Z');
});

function unescape(xml: string): string {
	return xml
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&apos;', "'")
		.replaceAll('&amp;', '&');
}

test('the workbook has a sheet each with numbers that are numbers, a filter, and no formula', async () => {
	const bytes = await workbookOf(sitingReport(sitingInput({ name: '=HYPERLINK("http://example.invalid")' })));
	const sheets = await readXlsx(Buffer.from(bytes));
	expect(sheets.map(({ sheet }) => sheet)).toEqual(
		expect.arrayContaining(['结论', '核查结果', '条件', '未能判定', '不适用', '拐点'])
	);
	const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)!.data;
	const findings = rowsOf('核查结果').slice(3);
	expect(findings.length).toBe(42);
	area.findings.forEach((finding, i) => {
		expect(findings[i].slice(5, 9)).toEqual([finding.measuredM, finding.requiredM, finding.marginM, finding.accuracyM]);
		expect(findings[i][0]).toBe(area.parcel.name);
	});
	const corners = rowsOf('拐点').slice(3);
	expect(corners.length).toBe(9 + 1 + 4);
	expect(corners[3].slice(5)).toEqual([3393055.123, 537031]);
	expect(rowsOf('结论').flat()).toContain(`'=HYPERLINK("http://example.invalid")`);
	const parts = unzipSync(bytes);
	const xml = Object.keys(parts).filter((path) => /worksheets\/sheet\d+\.xml$/.test(path));
	for (const path of xml) expect(new TextDecoder().decode(parts[path])).not.toContain('<f>');
	const filtered = xml.filter((path) => new TextDecoder().decode(parts[path]).includes('<autoFilter'));
	expect(filtered.length).toBe(xml.length - 1);
});

test('the same input gives the same bytes in every format; another gives others', { timeout: 60_000 }, async () => {
	const again = sitingReport(JSON.parse(JSON.stringify(input)) as typeof input);
	for (const write of [pdfOf, wordOf, workbookOf]) {
		expect(Buffer.compare(await write(document), await write(again))).toBe(0);
	}
	const other = sitingReport(sitingInput({ asker: '另一人' }));
	expect(Buffer.compare(await pdfOf(document), await pdfOf(other))).not.toBe(0);
});

test('in English the words are English and the numbers the same', async () => {
	const english = sitingReport(sitingInput({ language: 'en' }));
	const body = pagesOf(await pdfOf(english)).join('');
	expect(body).toContain('Sitingcheckofaproposedproject');
	expect(body).toContain('Page1of');
	area.findings.forEach(({ marginM }) => marginM !== null && expect(body).toContain(marginM.toFixed(3)));
});

test('features that no map shows are not carried', () => {
	const carried = JSON.parse(document.seal.json) as { input: typeof input };
	const ids = carried.input.surroundings.map(({ id }) => id);
	expect(ids).toContain('pipeline/1');
	expect(ids).not.toContain('hazard_source/far');
	expect(sitingReport(carried.input).seal.sha256).toBe(document.seal.sha256);
});

test('a row that is taller than a page is torn, not cut off', async () => {
	const long = Array.from({ length: 400 }, (_, i) => `第${i}句说明必须完整保留在报告里。`).join('');
	const tall = sitingInput();
	tall.answer.parcels[1].notApplied[0].why.zh = long;
	const body = pagesOf(await pdfOf(sitingReport(tall))).join('');
	for (const i of [0, 99, 200, 301, 399]) expect(body).toContain(`第${i}句说明`);
});
