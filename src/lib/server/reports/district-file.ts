import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { localDay } from '../local-day.ts';
import type { Language } from './document.ts';
import { readDistrictInput } from './read-district.ts';
import { writeReport, type Format } from './write-report.ts';

/**
 * The report on a district's newest run, as it is seen, with its name without the ending. Throws an AnswerError 404 where
 * there is no run.
 */
export async function districtReportFile(
	db: Database,
	who: Who,
	district: string,
	format: Format,
	language: Language
): Promise<{ bytes: Uint8Array; name: string }> {
	const now = new Date();
	const today = localDay(now);
	const order = { district, at: now.toISOString(), today, asker: who.name, language };
	const input = await readDistrictInput(db, who.sight, order);
	if (input === null) {
		throw new AnswerError(404, 'no-run', {
			zh: `${district} 还没有评估批次，没有报告。请先评估全区。`,
			en: `${district} has no run yet, so there is nothing to report. Run an assessment first.`
		});
	}
	const bytes = await writeReport({ report: 'district', input }, format);
	await recordAlone(db, { who, action: 'report.export', district, object: String(input.run.id), after: { format } });
	return { bytes, name: `区域安全风险报告-${input.district.name}-${input.run.id}-${today}` };
}
