import { open, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { AuditPage, AuditVerification } from '../../access/api.ts';
import { exportAudit } from '../audit/export.ts';
import { auditFilter } from '../audit/filter.ts';
import { listAudit } from '../audit/list.ts';
import { verifyAudit } from '../audit/verify.ts';
import { command, CommandError } from './command.ts';

export type AuditAnswer =
	| { verification: AuditVerification }
	| { page: AuditPage }
	/** The file that was written, and its bytes. */
	| { file: string; bytes: number };

/** The audit: whether its chain is whole, its newest rows, all of it as a file. */
export const audit = command({
	input: v.variant('what', [
		v.object({ what: v.literal('verify') }),
		v.object({
			...auditFilter,
			what: v.literal('list'),
			limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 50)
		}),
		v.object({ ...auditFilter, what: v.literal('export'), file: v.pipe(v.string(), v.minLength(1)) })
	]),
	async perform(sise, input): Promise<AuditAnswer> {
		if (input.what === 'verify') return { verification: await verifyAudit(sise) };
		if (input.what === 'list') {
			const { what: _, ...asked } = input;
			return { page: await listAudit(sise.db, asked) };
		}
		const { what: _, file, ...filter } = input;
		const text = await exportAudit(sise.db, sise.who, file.endsWith('.ndjson') ? 'ndjson' : 'csv', filter);
		return { file, bytes: await write(file, text) };
	}
});

/** Writes a file that is not there yet, for its owner alone. Throws a CommandError where it cannot. */
async function write(file: string, text: AsyncIterable<string>): Promise<number> {
	try {
		const handle = await open(file, 'wx', 0o600);
		try {
			await writeFile(handle, text);
			await handle.sync();
			return (await handle.stat()).size;
		} finally {
			await handle.close();
		}
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === undefined) throw error;
		throw new CommandError(
			code === 'EEXIST'
				? { zh: `${file} 已存在，请换一个文件名。`, en: `${file} is there already; give another name.` }
				: { zh: `无法写入 ${file}：${message}`, en: `${file} cannot be written: ${message}` }
		);
	}
}
