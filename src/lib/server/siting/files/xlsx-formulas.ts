import type { Limits } from '../../imports/limits.ts';
import { FileRefused, type Reading } from '../../imports/row.ts';
import { readXlsx } from '../../imports/readers/xlsx.ts';
import type { Source } from '../../imports/source.ts';
import { openZip } from '../../imports/unzip.ts';

/**
 * XLSX in which cells may be formulas. A formula is never computed here: the value that the spreadsheet stored beside it
 * counts, and a note says so. Throws a FileRefused that names the cell where none is stored, or where it is an error.
 */
export async function readXlsxWithFormulas(source: Source, limits: Limits): Promise<Reading> {
	const reading = await readXlsx(source, limits);
	let formulas = 0;
	for (const entry of openZip(source.name, source.bytes(), limits)) {
		if (!/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) continue;
		for (const { cell, value } of formulasOf(new TextDecoder().decode(entry.bytes()))) {
			formulas++;
			if (value === null) throw withoutValue(source.name, cell);
		}
	}
	const note = {
		zh: `${source.name} 有 ${formulas} 个公式单元格，取其保存时的计算结果，未重新计算。`,
		en: `${source.name} has ${formulas} formula cells; the values stored with them were taken, nothing was computed.`
	};
	if (formulas > 0) for (const table of reading.tables) table.notes.push(note);
	return reading;
}

/** The cells of a sheet that hold a formula; `value` is null where none is stored, or an error (#REF!) is. */
function* formulasOf(sheet: string): Generator<{ cell: string; value: string | null }> {
	for (const part of sheet.split(/<c(?=[\s>])/).slice(1)) {
		const end = part.indexOf('</c>');
		const body = end < 0 ? part : part.slice(0, end);
		if (!/<f[\s>/]/.test(body)) continue;
		const head = body.slice(0, body.indexOf('>'));
		const value = /<v>([^<]+)<\/v>/.exec(body)?.[1] ?? null;
		const isError = /\st="e"/.test(head);
		yield { cell: /\sr="([A-Z]+\d+)"/.exec(head)?.[1] ?? '?', value: isError ? null : value };
	}
}

function withoutValue(name: string, cell: string): FileRefused {
	return new FileRefused({
		zh: `${name} 的单元格 ${cell} 是公式，但没有保存计算结果，或结果有误。请用 Excel 或 WPS 打开、重算并保存，或粘贴为数值后重新上传。`,
		en: `Cell ${cell} of ${name} is a formula without a stored value, or with an error. Open it in a spreadsheet, recalculate and save it, or paste it as values, and upload it again.`
	});
}
