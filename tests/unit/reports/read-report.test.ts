import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pdfOf } from '../../../src/lib/server/reports/pdf.ts';
import { orderOf, readReport } from '../../../src/lib/server/reports/read-report.ts';
import { reprint } from '../../../src/lib/server/reports/reprint.ts';
import { sitingReport } from '../../../src/lib/server/reports/siting-report.ts';
import { FileRefused } from '../../../src/lib/server/imports/row.ts';
import { sitingInput } from './siting-fixture.ts';

const input = sitingInput();
const document = sitingReport(input);
const pdf = await pdfOf(document);

function change(bytes: Uint8Array, from: string, to: string): Uint8Array {
	const text = Buffer.from(bytes).toString('latin1');
	expect(text).toContain(from);
	return Buffer.from(text.replace(from, to), 'latin1');
}

test('a report gives back what it was made of, and printing it again gives the same pages', async () => {
	const report = readReport(pdf);
	expect(report.report).toBe('siting');
	expect(report.sha256).toBe(document.seal.sha256);
	expect(report.input.answer).toEqual(JSON.parse(JSON.stringify(input.answer)));
	expect(await reprint(pdf, report)).toBe('same');
	const { order, answer } = orderOf(report);
	expect(order).toEqual({
		district: '420112',
		parcels: input.answer.parcels.map(({ parcel }) => parcel),
		proposal: input.answer.proposal
	});
	expect(answer).toEqual(report.input.answer);
	expect(() => orderOf({ ...report, input: { run: {} } })).toThrow(/选址/);
});

test('a page that was changed is found although the hash holds', async () => {
	const other = sitingInput();
	other.answer.parcels[0].findings[0].measuredM = 99.999;
	const pages = await pdfOf({ ...sitingReport(other), seal: document.seal });
	const report = readReport(pages);
	expect(report.sha256).toBe(document.seal.sha256);
	expect(await reprint(pages, report)).toBe('different');
});

test('what it carries cannot be changed without the hash', () => {
	const text = Buffer.from(pdf).toString('latin1');
	const at = /\/Type \/EmbeddedFile[^]*?stream\n/.exec(text)!;
	const wrong = Buffer.from(pdf);
	wrong[at.index + at[0].length + 40] ^= 1;
	expect(() => readReport(wrong)).toThrow(/SHA-256/);
	const stated = change(
		pdf,
		`<pdf:Keywords>SHA-256 ${document.seal.sha256}`,
		`<pdf:Keywords>SHA-256 ${'0'.repeat(64)}`
	);
	expect(() => readReport(stated)).toThrow(/SHA-256/);
});

test('a report of another version is not printed again', async () => {
	expect(await reprint(pdf, { ...readReport(pdf), version: '0.0.1' })).toBe('other-version');
});

test('an input that makes no report made none of these pages', async () => {
	expect(await reprint(pdf, { ...readReport(pdf), input: {} })).toBe('different');
});

test.each([
	['an empty file', new Uint8Array()],
	['a text', Buffer.from('hello')],
	['a PDF of another program', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF')],
	['a report cut off', pdf.subarray(0, 2000)]
])('%s is refused with what to do', (_, bytes) => {
	expect(() => readReport(bytes)).toThrow(FileRefused);
	expect(() => readReport(bytes)).toThrow(/四色|原件/);
});

test('an attachment that unpacks to more than it may is refused before it fills the memory', () => {
	const bomb = deflateSync(Buffer.alloc(300 * 2 ** 20));
	const head = `%PDF-1.7\n<pdf:Keywords>SHA-256 ${'0'.repeat(64)}</pdf:Keywords>\n1 0 obj\n<<\n/Type /EmbeddedFile\n/Length ${bomb.length}\n/Filter /FlateDecode\n>>\nstream\n`;
	expect(() => readReport(Buffer.concat([Buffer.from(head, 'latin1'), bomb]))).toThrow(FileRefused);
});
