import {
	AlignmentType,
	BorderStyle,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	WidthType,
	type FileChild
} from 'docx';
import { printable, textOf, type Cell, type Mark, type Row, type Table as Tabled } from './document.ts';

/** Width between the margins of A4, twentieths of a point. */
export const CONTENT_TWIPS = 10206;
const SIZE = 15;
const LINE = { style: BorderStyle.SINGLE, size: 3, color: 'C3C8CF' };
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE };

/** A table whose head repeats on each page and whose rows are not torn; a sentence where it has no rows. */
export function wordTable(table: Tabled): FileChild[] {
	if (table.rows.length === 0) return [new Paragraph({ text: table.empty })];
	const sum = table.columns.reduce((total, { width }) => total + width, 0);
	const widths = table.columns.map(({ width }) => Math.floor((width / sum) * CONTENT_TWIPS));
	const head = new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: table.columns.map(({ title }, i) => cellOf(title, widths[i], { bold: true, fill: 'E9EBEE' }))
	});
	const rows = table.rows.slice(0, table.most).flatMap((row) => rowsOf(row, widths));
	const rest = table.rows.length > table.most ? [new Paragraph({ children: [runOf(table.rest, {})] })] : [];
	return [tableOf([head, ...rows], widths), ...rest];
}

/** Names to the left, what they are to the right. */
export function pairTable(rows: readonly (readonly [name: string, value: Cell])[]): Table {
	const widths = [2600, CONTENT_TWIPS - 2600];
	return tableOf(
		rows.map(
			([name, value]) =>
				new TableRow({
					cantSplit: true,
					children: [cellOf(name, widths[0], { faint: true }), cellOf(value, widths[1], {})]
				})
		),
		widths
	);
}

function tableOf(rows: TableRow[], columnWidths: number[]): Table {
	return new Table({
		rows,
		columnWidths,
		width: { size: CONTENT_TWIPS, type: WidthType.DXA },
		layout: TableLayoutType.FIXED
	});
}

function rowsOf({ cells, note }: Row, widths: readonly number[]): TableRow[] {
	const row = new TableRow({
		cantSplit: true,
		children: cells.map((cell, i) => cellOf(cell, widths[i], { right: isNumber(cell) }))
	});
	if (note === null) return [row];
	const below = new TableCell({
		columnSpan: widths.length,
		borders: BORDERS,
		margins: { left: 60, right: 60 },
		children: [new Paragraph({ children: [runOf(note, { faint: true })], indent: { left: widths[0] } })]
	});
	return [row, new TableRow({ children: [below] })];
}

interface Look {
	bold?: boolean;
	faint?: boolean;
	fill?: string;
	right?: boolean;
}

function cellOf(cell: Cell, width: number, look: Look): TableCell {
	const mark = typeof cell === 'object' && 'word' in cell ? cell : null;
	return new TableCell({
		width: { size: width, type: WidthType.DXA },
		borders: BORDERS,
		margins: { left: 60, right: 60, top: 20, bottom: 20 },
		...(look.fill ? { shading: filled(look.fill) } : {}),
		children: textOf(cell)
			.split('\n')
			.map(
				(line) =>
					new Paragraph({
						alignment: look.right ? AlignmentType.RIGHT : AlignmentType.LEFT,
						children: [runOf(line, look, mark)]
					})
			)
	});
}

function isNumber(cell: Cell): boolean {
	return typeof cell === 'object' && 'digits' in cell;
}

function filled(fill: string) {
	return { type: ShadingType.CLEAR, fill, color: 'auto' };
}

/** A mark is filled behind its own words only. */
function runOf(text: string, { bold = false, faint = false }: Look, mark: Mark | null = null): TextRun {
	const colour = mark ? mark.on.slice(1) : faint ? '565C66' : '16191E';
	const shading = mark ? { shading: filled(mark.fill.slice(1)) } : {};
	return new TextRun({ text: printable(text), size: SIZE, bold, color: colour, ...shading });
}
