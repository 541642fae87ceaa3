import type { ReportAnswer } from '../lib/server/commands/report.ts';
import type { ReportVerification } from '../lib/server/commands/verify-report.ts';
import { VERDICT_WORDS } from '../lib/siting/api.ts';

const SAME = {
	same: '一致 same',
	different: '不一致 different',
	'other-version': '由其他版本生成 made by another version'
};
const BECAUSE = { rules: '规则 rules', data: '数据 data', day: '日期 day', order: '地块或项目 order' };

/** Prints whether a report is what it says it is, and what is otherwise today. */
export function printReportVerification({ sha256, pages, answer, changes }: ReportVerification): void {
	console.log(`SHA-256 ${sha256}`);
	console.log(`页面 pages: ${SAME[pages]}`);
	if (answer !== null) console.log(`今日核查 asked today: ${SAME[answer]}`);
	for (const { parcel, verdict, appeared, gone, changed, because } of changes) {
		const [before, after] = verdict === null ? [] : [VERDICT_WORDS[verdict.before], VERDICT_WORDS[verdict.after]];
		const words =
			before === undefined || after === undefined ? '' : ` ${before.zh} → ${after.zh} (${before.en} → ${after.en})`;
		console.log(`  地块 parcel ${parcel + 1}:${words} ${because.map((one) => BECAUSE[one]).join('、')}`);
		for (const one of appeared) console.log(`    + ${one.rule} ${one.other?.name ?? one.other?.id ?? ''} ${one.state}`);
		for (const one of gone) console.log(`    - ${one.rule} ${one.other?.name ?? one.other?.id ?? ''} ${one.state}`);
		for (const { before, after: now } of changed)
			console.log(`    ~ ${now.rule} ${before.measuredM} → ${now.measuredM} m, ${before.state} → ${now.state}`);
	}
}

export function printReport({ file, bytes }: ReportAnswer): void {
	console.log(`${file} · ${(bytes / 1024).toFixed(0)} KB`);
}
