import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import readXlsx from 'read-excel-file/node';
import { unzipSync } from 'fflate';
import { readable } from '../../src/lib/server/reports/typeface.ts';
import type { SitingAnswer, SitingOrder } from '../../src/lib/siting/api.ts';
import { expect, test } from './page.ts';
import { SitingPage } from './siting-page.ts';

/** A finding's numbers as they are printed: measured, required, margin. */
const printed = (numbers: (number | null)[]) => numbers.map((m) => (m === null ? '—' : m.toFixed(3)));

async function download(page: Page, kind: string): Promise<Buffer> {
	const coming = page.waitForEvent('download') as Promise<Download>;
	await page.getByRole('group', { name: '报告' }).getByRole('button', { name: kind }).click();
	const chunks: Buffer[] = [];
	for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function textOfPdf(bytes: Buffer): string {
	const folder = mkdtempSync(join(tmpdir(), 'sise-pdf-'));
	try {
		const file = join(folder, 'report.pdf');
		writeFileSync(file, bytes);
		return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test('page, API, PDF, Word and XLSX say the same numbers', async ({ page, map }) => {
	const siting = new SitingPage(page, map);
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 3);
	const asked = page.waitForRequest((request) => request.url().endsWith('/api/siting') && request.method() === 'POST');
	await siting.chooseType('school');
	const order = (await asked).postDataJSON() as SitingOrder;
	await siting.answered();

	const response = await page.request.post('/api/siting', { data: order });
	const { parcels } = (await response.json()) as SitingAnswer;
	const [{ findings, verdict }] = parcels;
	expect(findings.length).toBeGreaterThan(1);
	expect(verdict).toBe('veto');
	const byApi = findings.map(({ name, measuredM, requiredM, marginM }) => [
		name.zh,
		...printed([measuredM, requiredM, marginM])
	]);

	const cards = page.locator('[data-finding]');
	await expect(cards).toHaveCount(findings.length);
	const byPage = await cards.evaluateAll((all) =>
		all.map((card) => [
			card.querySelector('strong')!.textContent.trim(),
			...[...card.querySelectorAll('dd')].map((dd) => dd.textContent.replace(/ m$/, '').trim())
		])
	);
	expect(byPage).toEqual(byApi);
	await expect(siting.verdict).toContainText('一票否决');

	const sheets = await readXlsx(await download(page, 'XLSX'));
	const sheet = sheets.find((one) => one.sheet === '核查结果')!.data;
	const head = sheet.findIndex((row) => row.includes('实测 (m)'));
	const at = (word: string) => sheet[head].findIndex((cell) => String(cell).startsWith(word));
	const columns = ['规则', '实测', '要求', '余量'].map(at);
	const byWorkbook = sheet
		.slice(head + 1)
		.filter((row) => typeof row[columns[1]] === 'number')
		.map((row) => columns.map((k) => (typeof row[k] === 'number' ? row[k].toFixed(3) : String(row[k] ?? '—'))));
	expect(byWorkbook).toEqual(byApi.filter(([, measured]) => measured !== '—'));

	const pdf = textOfPdf(await download(page, 'PDF')).replaceAll(/\s/g, '');
	const word = Buffer.from(unzipSync(await download(page, 'Word'))['word/document.xml'])
		.toString('utf8')
		.replaceAll(/<[^>]*>|\s/g, '');
	for (const [what, text] of Object.entries({ pdf, word })) {
		expect(text, what).toContain('一票否决');
		for (const [name, ...numbers] of byApi) {
			// The typeface of the PDF has no raised minus: it is written ^-7 there.
			const written = what === 'pdf' ? readable(name) : name;
			expect(text, `${what}: ${name}`).toContain(written.replaceAll(/\s/g, ''));
			expect(text, `${what}: ${name}`).toContain(numbers.join(''));
		}
	}
});
