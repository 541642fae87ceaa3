/** What a spreadsheet would take for a formula begins with an apostrophe, so that it stays text. */
export function inertText(text: string): string {
	return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** A quoted cell, never a formula; a number is one, whatever its sign. */
export function cellOf(cell: string | number): string {
	return typeof cell === 'number' ? `"${cell}"` : `"${inertText(cell).replaceAll('"', '""')}"`;
}

/** A line of a CSV file. */
export function lineOf(cells: readonly (string | number)[]): string {
	return `${cells.map(cellOf).join(',')}\r\n`;
}

/** By this mark WPS and Excel know that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
