import { textOf, type Mark, type Row, type Table } from './document.ts';
import { breakLines } from './lines.ts';
import { FAINT, MARGIN, WIDTH, type Sheet } from './pdf-sheet.ts';
import { readable } from './typeface.ts';

const SIZE = 7.2;
const LEADING = 10;
const PAD = 3;
const HEAD_FILL = '#e9ebee';
const GRID = '#c3c8cf';
/** Rows are torn only where they are taller than this: a page would hold little else. */
const TALL = 500;

interface Laid {
	/** Lines of each cell. */
	cells: string[][];
	looks: { mark: Mark | null; isNumber: boolean }[];
	note: string[];
	height: number;
}

/** A table that breaks between rows, its head repeated on each page; a row that is taller than a page is torn. */
export function writeTable(sheet: Sheet, table: Table): void {
	if (table.rows.length === 0) {
		sheet.writeLines([table.empty], { size: 9, colour: FAINT });
		sheet.y += 4;
		return;
	}
	const { widths, head } = headOf(table);
	const rows = table.rows.slice(0, table.most).map((row) => layOut(row, widths, 'regular'));
	sheet.need(head.height + Math.min(rows[0].height, TALL));
	drawRow(sheet, head, widths, true);
	for (const row of rows) writeRow(sheet, row, head, widths);
	if (table.rows.length > table.most) sheet.writeLines([table.rest], { size: SIZE, colour: FAINT });
	sheet.y += 6;
}

/** Points that the head and the first row of a table take: a heading does not stay alone above them. */
export function beginningOf(table: Table): number {
	const { widths, head } = headOf(table);
	const first = table.rows[0];
	return first === undefined ? 14 : head.height + Math.min(layOut(first, widths, 'regular').height, TALL);
}

function headOf({ columns }: Table): { widths: number[]; head: Laid } {
	const sum = columns.reduce((total, { width }) => total + width, 0);
	const widths = columns.map(({ width }) => (width / sum) * WIDTH);
	return { widths, head: layOut({ cells: columns.map(({ title }) => title), note: null }, widths, 'bold') };
}

function writeRow(sheet: Sheet, row: Laid, head: Laid, widths: number[]): void {
	let rest = row;
	while (rest.height > sheet.left) {
		const taken = Math.floor((sheet.left - 2 * PAD) / LEADING) - 1;
		const isTorn = rest.height > TALL && taken > 3;
		if (isTorn) {
			drawRow(sheet, heightened(sliced(rest, 0, taken)), widths, false);
			rest = heightened(sliced(rest, taken, Infinity));
		}
		sheet.turn();
		drawRow(sheet, head, widths, true);
	}
	drawRow(sheet, rest, widths, false);
}

/** Some lines of a row; its note counts as lines below the longest cell. */
function sliced(row: Laid, from: number, to: number): Laid {
	const longest = Math.max(...row.cells.map((lines) => lines.length));
	const cut = (lines: string[], below: number) => lines.slice(Math.max(0, from - below), Math.max(0, to - below));
	return { ...row, cells: row.cells.map((lines) => cut(lines, 0)), note: cut(row.note, longest) };
}

function layOut({ cells, note }: Row, widths: readonly number[], weight: 'regular' | 'bold'): Laid {
	const lines = cells.map((cell, i) => breakLines(readable(textOf(cell)), widths[i] - 2 * PAD, SIZE, weight));
	return heightened({
		cells: lines,
		looks: cells.map((cell) => ({
			mark: typeof cell === 'object' && 'word' in cell ? cell : null,
			isNumber: typeof cell === 'object' && 'digits' in cell
		})),
		note: note === null ? [] : breakLines(readable(note), WIDTH - widths[0] - 2 * PAD, SIZE, 'regular'),
		height: 0
	});
}

function heightened(row: Laid): Laid {
	const longest = Math.max(0, ...row.cells.map((lines) => lines.length));
	const noteHeight = row.note.length === 0 ? 0 : row.note.length * LEADING + 2;
	return { ...row, height: longest * LEADING + noteHeight + 2 * PAD };
}

function drawRow(sheet: Sheet, row: Laid, widths: readonly number[], isHead: boolean): void {
	const { pdf, y } = sheet;
	const longest = Math.max(0, ...row.cells.map((lines) => lines.length));
	const cellsHeight = longest * LEADING + 2 * PAD;
	if (isHead) pdf.rect(MARGIN, y, WIDTH, row.height).fill(HEAD_FILL);
	pdf.lineWidth(0.4).strokeColor(GRID).rect(MARGIN, y, WIDTH, row.height).stroke();
	let x = MARGIN;
	row.cells.forEach((lines, i) => {
		if (i > 0)
			pdf
				.moveTo(x, y)
				.lineTo(x, y + cellsHeight)
				.lineWidth(0.4)
				.strokeColor(GRID)
				.stroke();
		const { mark, isNumber } = row.looks[i];
		if (mark && lines.length > 0) {
			pdf.rect(x + 1, y + PAD - 1, widths[i] - 2, lines.length * LEADING + 1).fill(mark.fill);
		}
		lines.forEach((line, k) => {
			sheet.put(line, isNumber ? x + widths[i] - PAD : x + PAD, y + PAD + 7.6 + k * LEADING, {
				size: SIZE,
				weight: isHead ? 'bold' : 'regular',
				colour: mark ? mark.on : undefined,
				align: isNumber ? 'end' : 'start'
			});
		});
		x += widths[i];
	});
	row.note.forEach((line, k) => {
		const baseline = y + PAD + 7.6 + longest * LEADING + 2 + k * LEADING;
		sheet.put(line, MARGIN + widths[0] + PAD, baseline, { size: SIZE, colour: FAINT });
	});
	sheet.y += row.height;
}
