import type { FindingItem } from '../../api.ts';
import type { Cell, Language, Row, Table } from './document.ts';
import { confidenceText } from './looks.ts';

/** Rows of one table that are printed: what a person reads of it; the workbook has all. */
const MOST = 2000;

/** A table of a district: all of its rows are of the district. */
export function tableOf(
	sheet: string,
	columns: readonly [title: string, width: number][],
	rows: Row[],
	language: Language
): Table {
	const zh = language === 'zh';
	return {
		kind: 'table',
		sheet,
		of: null,
		columns: columns.map(([title, width]) => ({ title, width })),
		rows,
		empty: zh ? '无' : 'None',
		most: MOST,
		rest: zh
			? `共 ${rows.length} 条，此处列出前 ${MOST} 条，全部见工作簿“${sheet}”表。`
			: `${rows.length} rows, the first ${MOST} are listed; the workbook's sheet “${sheet}” has all.`
	};
}

export const row = (cells: Cell[], note: string | null = null): Row => ({ cells, note });
export const count = (value: number): Cell => ({ value, digits: 0 });
export const metres = (value: number | null): Cell => ({ value, digits: 3 });

/** A clause, and how sure its number is. */
export function withConfidence(clause: string, confidence: FindingItem['confidence'], language: Language): string {
	const text = confidenceText(confidence, language);
	return text === '' ? clause : `${clause} (${text})`;
}
