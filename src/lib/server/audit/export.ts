import type { Who } from '../access/who.ts';
import { BYTE_ORDER_MARK, lineOf } from '../csv.ts';
import type { Database } from '../db/database.ts';
import type { AuditFilter } from './filter.ts';
import { readRows } from './read.ts';
import { recordAlone, type AuditRow } from './record.ts';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const CSV_COLUMNS: readonly (readonly [title: string, column: keyof AuditRow])[] = [
	['序号', 'seq'],
	['时间', 'at'],
	['操作者类型', 'actor_kind'],
	['操作者编号', 'actor'],
	['操作者', 'actor_name'],
	['角色', 'role'],
	['来源地址', 'address'],
	['会话', 'session'],
	['操作', 'action'],
	['辖区', 'district'],
	['对象', 'object'],
	['操作前', 'before'],
	['操作后', 'after'],
	['结果', 'result'],
	['前一条哈希值', 'previous'],
	['本条哈希值', 'hash']
];

/**
 * The audit as text, oldest first, page by page as it is read: CSV for WPS and Excel (as the lists are, none of its cells
 * a formula), or NDJSON of the rows as they are hashed, by which anybody can check the chain. That it was exported is a
 * deed of its own, the last row of the export; it is on record before the first is given out.
 */
export async function exportAudit(
	db: Database,
	who: Who,
	format: ExportFormat,
	filter: AuditFilter
): Promise<AsyncGenerator<string>> {
	await recordAlone(db, { who, action: 'audit.export', after: { format, ...filter } });
	const { rows } = await db.query<{ seq: number }>('select max(seq) as seq from audit', [], 1);
	return textOf(db, format, filter, rows[0].seq);
}

async function* textOf(db: Database, format: ExportFormat, filter: AuditFilter, until: number): AsyncGenerator<string> {
	if (format === 'csv') yield BYTE_ORDER_MARK + lineOf(CSV_COLUMNS.map(([title]) => title));
	for await (const rows of readRows(db, filter, until)) {
		yield rows.map(format === 'csv' ? csvOf : (row) => `${JSON.stringify(row)}\n`).join('');
	}
}

function csvOf(row: AuditRow): string {
	return lineOf(CSV_COLUMNS.map(([, column]) => String(row[column] ?? '')));
}
