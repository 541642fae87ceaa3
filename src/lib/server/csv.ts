/** A quoted cell. What a spreadsheet would take for a formula begins with an apostrophe, so that it stays text. */
export function cellOf(text: string): string {
	const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}

/** A line of a CSV file. */
export function lineOf(cells: readonly string[]): string {
	return `${cells.map(cellOf).join(',')}\r\n`;
}

/** By this mark WPS and Excel know that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
