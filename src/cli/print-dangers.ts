import type { DangersAnswer } from '../lib/server/commands/dangers.ts';

/** Prints hidden dangers for a person: one row each, what was found below it. */
export function printDangers({ items, total, levels, overdue, today }: DangersAnswer): void {
	for (const { id, level, stateName, feature, featureName, deadline, overdue: isLate, text } of items) {
		const rank = level === 'major' ? '重大 major' : '一般 general';
		const due = deadline === null ? '' : `  期限 due ${deadline}${isLate ? ' 逾期 overdue' : ''}`;
		console.log(`${rank}  ${stateName.zh} ${stateName.en}  ${featureName ?? feature}${due}  ${id}`);
		console.log(`  ${text}`);
	}
	console.log(
		`隐患 dangers: ${total} · 重大 major ${levels.major} · 一般 general ${levels.general} · 逾期 overdue ${overdue} · ${today}`
	);
}
