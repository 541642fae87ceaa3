import PDFDocument from 'pdfkit';
import { textOf, type Block, type Document } from './document.ts';
import { hatch } from './hatch.ts';
import { breakLines } from './lines.ts';
import { paint } from './pdf-drawing.ts';
import { beginningOf, writeTable } from './pdf-table.ts';
import { Sheet, INK, FAINT, MARGIN, PAGE_WIDTH, WIDTH, HEAD_Y, FOOT_Y } from './pdf-sheet.ts';
import { fontOf, readable } from './typeface.ts';

/** Name of the file that a report carries. */
export const CARRIED = 'sise-report.json';

/**
 * A document as PDF/A-3: A4, text that can be selected and searched, maps as vectors, and the report's own input as an
 * attached file. The same document gives the same bytes.
 */
export async function pdfOf(document: Document): Promise<Uint8Array> {
	const at = new Date(document.at);
	const pdf = new PDFDocument({
		size: 'A4',
		margin: 0,
		bufferPages: true,
		pdfVersion: '1.7',
		subset: 'PDF/A-3b',
		lang: document.language === 'zh' ? 'zh-CN' : 'en',
		displayTitle: true,
		// Else pdfkit takes Helvetica along, and PDF/A wants every typeface embedded.
		font: null as unknown as string,
		info: {
			Title: `${document.title} · ${document.subject}`,
			Author: document.author,
			Subject: document.subject,
			Keywords: `SHA-256 ${document.seal.sha256}`,
			Creator: '四色 Sise',
			CreationDate: at,
			ModDate: at
		}
	});
	const chunks: Uint8Array[] = [];
	const done = new Promise<void>((resolve, reject) => {
		pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
		pdf.on('end', resolve);
		pdf.on('error', reject);
	});
	// pdfkit takes an open font as it is: it is parsed once, not once a report.
	for (const weight of ['regular', 'bold'] as const) pdf.registerFont(weight, fontOf(weight) as unknown as string);
	const sheet = new Sheet(pdf);
	writeTitle(sheet, document);
	document.blocks.forEach((block, i) => writeBlock(sheet, block, document.blocks[i + 1]));
	writeHeadsAndFeet(sheet, document);
	pdf.file(Buffer.from(document.seal.json), {
		name: CARRIED,
		type: 'application/json',
		description: document.title,
		creationDate: at,
		modifiedDate: at,
		relationship: 'Source'
	} as PDFKit.Mixins.PDFAttachmentOptions);
	pdf.end();
	await done;
	return Buffer.concat(chunks);
}

function writeTitle(sheet: Sheet, { title, subject }: Document): void {
	sheet.y += 4;
	sheet.writeLines(breakLines(readable(title), WIDTH, 20, 'bold'), { size: 20, weight: 'bold' });
	sheet.writeLines(breakLines(readable(subject), WIDTH, 10, 'regular'), { size: 10, colour: FAINT });
	sheet.y += 6;
}

function writeBlock(sheet: Sheet, block: Block, next: Block | undefined): void {
	switch (block.kind) {
		case 'heading':
			return writeHeading(sheet, block, next);
		case 'paragraph':
			return writeParagraph(sheet, block.text);
		case 'banner':
			return writeBanner(sheet, block);
		case 'pairs':
			return writePairs(
				sheet,
				block.rows.map(([name, value]) => [name, textOf(value)])
			);
		case 'chart': {
			const caption = breakLines(readable(block.caption), WIDTH, 7.5, 'regular');
			sheet.need(block.drawing.height + 8 + caption.length * 11);
			paint(sheet.pdf, block.drawing, MARGIN + (WIDTH - block.drawing.width) / 2, sheet.y);
			sheet.y += block.drawing.height + 4;
			sheet.writeLines(caption, { size: 7.5, colour: FAINT });
			sheet.y += 6;
			return;
		}
		case 'table':
			return writeTable(sheet, block);
	}
}

/** A heading takes the beginning of what follows with it. */
function writeHeading(
	sheet: Sheet,
	{ rank, text, newPage }: Extract<Block, { kind: 'heading' }>,
	next: Block | undefined
): void {
	const size = rank === 1 ? 13.5 : 10.5;
	const lines = breakLines(readable(text), WIDTH - 10, size, 'bold');
	if (newPage && !sheet.isFresh) sheet.turn();
	const follows = next?.kind === 'table' ? beginningOf(next) : next?.kind === 'chart' ? next.drawing.height + 40 : 70;
	sheet.need(15 + lines.length * size * 1.45 + follows);
	sheet.y += sheet.isFresh ? 0 : rank === 1 ? 12 : 8;
	if (rank === 1) {
		sheet.pdf.rect(MARGIN, sheet.y + 2, 3, lines.length * size * 1.45 - 4).fill(INK);
		sheet.pdf.outline.addItem(readable(text));
	}
	sheet.writeLines(lines, { size, weight: 'bold', indent: rank === 1 ? 9 : 0 });
	sheet.y += 3;
}

function writeParagraph(sheet: Sheet, text: string): void {
	const size = 9.5;
	sheet.writeLines(breakLines(readable(text), WIDTH, size, 'regular'), { size });
	sheet.y += 5;
}

function writeBanner(sheet: Sheet, { of, mark, pattern, text }: Extract<Block, { kind: 'banner' }>): void {
	const tile = 62;
	const room = WIDTH - tile - 26;
	const words = breakLines(readable(text), room, 9, 'regular');
	const height = Math.max(tile, 26 + words.length * 13 + 18);
	sheet.need(height + 10);
	const { pdf, y } = sheet;
	const [x, right] = [MARGIN, MARGIN + tile];
	pdf.rect(x, y, WIDTH, height).lineWidth(1.2).strokeColor(INK).stroke();
	pdf.rect(x, y, tile, height).fill(mark.fill);
	const corners: [number, number][] = [
		[x, y],
		[right, y],
		[right, y + height],
		[x, y + height]
	];
	paint(
		pdf,
		{ width: 0, height: 0, alt: '', layers: [{ clip: null, shapes: [hatch([corners], pattern, 7, 0.7, mark.on)] }] },
		0,
		0
	);
	pdf.circle(x + tile / 2, y + height / 2, 20).fill(mark.fill);
	pdf
		.circle(x + tile / 2, y + height / 2, 20)
		.lineWidth(1.5)
		.strokeColor(mark.on)
		.stroke();
	sheet.put(mark.sign, x + tile / 2, y + height / 2 + 10, {
		size: 28,
		weight: 'bold',
		colour: mark.on,
		align: 'middle'
	});
	sheet.put(readable(of), right + 14, y + 15, { size: 8, colour: FAINT });
	sheet.put(mark.word, right + 14, y + 37, { size: 20, weight: 'bold' });
	words.forEach((line, i) => sheet.put(line, right + 14, y + 54 + i * 13, { size: 9 }));
	sheet.y += height + 8;
}

function writePairs(sheet: Sheet, rows: readonly (readonly [string, string])[]): void {
	const size = 8.5;
	const leading = 12.5;
	const nameWidth = 130;
	for (const [name, value] of rows) {
		const names = breakLines(readable(name), nameWidth - 8, size, 'regular');
		const values = breakLines(readable(value), WIDTH - nameWidth - 6, size, 'regular');
		const height = Math.max(names.length, values.length) * leading + 3;
		sheet.need(height);
		const { y } = sheet;
		names.forEach((line, i) => sheet.put(line, MARGIN + 4, y + 10 + i * leading, { size, colour: FAINT }));
		values.forEach((line, i) => sheet.put(line, MARGIN + nameWidth, y + 10 + i * leading, { size }));
		sheet.y += height;
		sheet.rule(sheet.y - 0.5);
	}
	sheet.y += 6;
}

/** Title and short hash above, the whole hash and the page number below, once all pages are known. */
function writeHeadsAndFeet(sheet: Sheet, { title, subject, language, seal }: Document): void {
	const { pdf } = sheet;
	const { count } = pdf.bufferedPageRange();
	for (let i = 0; i < count; i++) {
		pdf.switchToPage(i);
		const [head] = breakLines(readable(`${title} · ${subject}`), WIDTH - 90, 7.5, 'regular');
		sheet.put(head, MARGIN, HEAD_Y, { size: 7.5, colour: FAINT });
		sheet.put(seal.sha256.slice(0, 12), PAGE_WIDTH - MARGIN, HEAD_Y, { size: 7.5, colour: FAINT, align: 'end' });
		sheet.rule(HEAD_Y + 5);
		sheet.rule(FOOT_Y - 10);
		sheet.put(`SHA-256 ${seal.sha256}`, MARGIN, FOOT_Y, { size: 6.5, colour: FAINT });
		const page = language === 'zh' ? `第 ${i + 1} 页 共 ${count} 页` : `Page ${i + 1} of ${count}`;
		sheet.put(page, PAGE_WIDTH - MARGIN, FOOT_Y, { size: 7.5, align: 'end' });
	}
}
