import * as v from 'valibot';
import type { CaseChange, SitingAnswer } from '../../siting/api.ts';
import { AnswerError, parse } from '../http.ts';
import { FileRefused } from '../imports/row.ts';
import { orderOf, readReport } from '../reports/read-report.ts';
import { reprint } from '../reports/reprint.ts';
import { askSiting } from '../siting/ask.ts';
import { changesOf } from '../siting/changes.ts';
import { orderSchema } from '../siting/order.ts';
import { command, CommandError } from './command.ts';
import { readBytes } from './read-bytes.ts';

export interface ReportVerification {
	report: 'siting' | 'district';
	sha256: string;
	/** Whether the pages are those that its own input gives; `other-version`: another version of Sise made them. */
	pages: 'same' | 'different' | 'other-version';
	/** Of a siting report, asked again by the rules and data of today: whether the answer is the same. */
	answer: 'same' | 'different' | null;
	/** What became otherwise, and because of what. */
	changes: CaseChange[];
}

const MOST_BYTES = 64 * 2 ** 20;

/** Recomputes a PDF report: whether its pages are its own, and whether today's answer is the one that it gives. */
export const verifyReport = command({
	input: v.object({ file: v.pipe(v.string(), v.minLength(1)) }),
	async perform(sise, { file }, tell): Promise<ReportVerification> {
		try {
			const bytes = await readBytes(file, MOST_BYTES);
			if (bytes === null) {
				throw new CommandError({
					zh: `${file} 过大，不是四色的报告。`,
					en: `${file} is too large to be a report of Sise.`
				});
			}
			const carried = readReport(bytes);
			tell({ done: null, text: { zh: '重新生成页面', en: 'Making its pages again' } });
			const pages = await reprint(bytes, carried);
			const base = { report: carried.report, sha256: carried.sha256, pages };
			if (carried.report === 'district') return { ...base, answer: null, changes: [] };
			tell({ done: null, text: { zh: '重新核查', en: 'Asking it again' } });
			const { order, answer: told } = orderOf(carried);
			const before = told as unknown as SitingAnswer;
			const after = await askSiting(sise.db, sise.who, parse(orderSchema, order));
			const changes = changesOf([before], [after]);
			return { ...base, answer: changes.length === 0 ? 'same' : 'different', changes };
		} catch (error) {
			if (error instanceof FileRefused) throw new CommandError(error.words);
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});
