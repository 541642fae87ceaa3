import {
	AlignmentType,
	Document as WordDocument,
	Footer,
	Header,
	HeadingLevel,
	ImageRun,
	Packer,
	PageNumber,
	Paragraph,
	ShadingType,
	TabStopType,
	TextRun,
	type FileChild
} from 'docx';
import { printable, textOf, type Block, type Document } from './document.ts';
import { fixedZip } from './fixed-zip.ts';
import { rasterOf } from './raster.ts';
import { svgOf } from './svg.ts';
import { CONTENT_TWIPS, pairTable, wordTable } from './word-table.ts';

const MARGIN_TWIPS = 850;
/** Pixels, 96 a inch, in a point. */
const PIXEL = 96 / 72;
const FONT = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' };

/**
 * A document as Word: headings and tables of Word's own, the maps as SVG (with a picture of it for what shows no SVG), the
 * hash of the report's input as a document property and in every footer. The input itself is carried by the PDF only.
 */
export async function wordOf(document: Document): Promise<Uint8Array> {
	const { title, seal, language } = document;
	const [subject, author] = [printable(document.subject), printable(document.author)];
	const word = new WordDocument({
		title: `${title} · ${subject}`,
		subject,
		creator: author,
		lastModifiedBy: author,
		description: `SHA-256 ${seal.sha256}`,
		customProperties: [{ name: 'SiseSha256', value: seal.sha256 }],
		styles: {
			default: {
				document: { run: { font: FONT, size: 20, language: { value: 'en-GB', eastAsia: 'zh-CN' } } },
				title: { run: { font: FONT, size: 40, bold: true }, paragraph: { spacing: { after: 60 } } },
				heading1: headingStyle(27, 240),
				heading2: headingStyle(21, 160)
			}
		},
		sections: [
			{
				properties: {
					page: {
						size: { width: 11906, height: 16838 },
						margin: { top: 1100, bottom: 1000, left: MARGIN_TWIPS, right: MARGIN_TWIPS, header: 500, footer: 480 }
					}
				},
				headers: { default: new Header({ children: [edge([`${title} · ${subject}`], [seal.sha256.slice(0, 12)])] }) },
				footers: { default: new Footer({ children: [edge([`SHA-256 ${seal.sha256}`], pageWords(language))] }) },
				children: [
					new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
					new Paragraph({ children: [new TextRun({ text: subject, color: '565C66' })], spacing: { after: 120 } }),
					...document.blocks.flatMap((block, i) => blockOf(block, `${i + 1}`))
				]
			}
		]
	});
	const packed = await Packer.toBuffer(word);
	return fixedZip(packed, document.at, (path, text) =>
		path === 'docProps/core.xml' ? dated(text, document.at) : text
	);
}

function headingStyle(size: number, before: number) {
	return {
		run: { font: FONT, size, bold: true, color: '16191E' },
		paragraph: { spacing: { before, after: 80 }, keepNext: true }
	};
}

/** One line above or below each page: something to the left and something to the right. */
function edge(left: (string | typeof PageNumber.CURRENT)[], right: (string | typeof PageNumber.CURRENT)[]): Paragraph {
	return new Paragraph({
		tabStops: [{ type: TabStopType.RIGHT, position: CONTENT_TWIPS }],
		children: [new TextRun({ children: [...left, '\t', ...right], size: 13, color: '565C66' })]
	});
}

function pageWords(language: Document['language']): string[] {
	const [before, between, after] = language === 'zh' ? ['第 ', ' 页 共 ', ' 页'] : ['Page ', ' of ', ''];
	return [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after];
}

/** @param id of its drawing, so that the same document gives the same ids */
function blockOf(block: Block, id: string): FileChild[] {
	switch (block.kind) {
		case 'heading':
			return [
				new Paragraph({
					text: printable(block.text),
					heading: block.rank === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
					pageBreakBefore: block.newPage
				})
			];
		case 'paragraph':
			return [new Paragraph({ text: printable(block.text) })];
		case 'banner': {
			const { fill, on } = block.mark;
			return [
				new Paragraph({
					children: [new TextRun({ text: printable(block.of), size: 16, color: '565C66' })],
					keepNext: true
				}),
				new Paragraph({
					children: [new TextRun({ text: ` ${textOf(block.mark)} `, size: 44, bold: true, color: hex(on) })],
					shading: { type: ShadingType.CLEAR, fill: hex(fill), color: 'auto' },
					keepNext: true
				}),
				new Paragraph({ text: printable(block.text), spacing: { before: 60, after: 160 } })
			];
		}
		case 'pairs':
			return [pairTable(block.rows), new Paragraph({ spacing: { after: 60 } })];
		case 'chart':
			return [
				chartOf(block, id),
				new Paragraph({ children: [new TextRun({ text: printable(block.caption), size: 15, color: '565C66' })] })
			];
		case 'table':
			return [...wordTable(block), new Paragraph({ spacing: { after: 60 } })];
	}
}

function chartOf({ drawing }: Extract<Block, { kind: 'chart' }>, id: string): Paragraph {
	const size = { width: Math.round(drawing.width * PIXEL), height: Math.round(drawing.height * PIXEL) };
	const image = new ImageRun({
		type: 'svg',
		data: Buffer.from(svgOf(drawing)),
		transformation: size,
		fallback: { type: 'png', data: Buffer.from(rasterOf(drawing)) },
		altText: { id, name: `map-${id}`, description: printable(drawing.alt) }
	});
	return new Paragraph({ children: [image], alignment: AlignmentType.CENTER, keepNext: true });
}

/** Word's own properties say when the answer was made, not when the file was. */
function dated(core: string, at: string): string {
	const moment = `${new Date(at).toISOString().slice(0, 19)}Z`;
	return core.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${moment}`);
}

export function hex(colour: string): string {
	return colour.slice(1).toUpperCase();
}
