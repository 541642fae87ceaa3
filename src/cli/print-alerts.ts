import type { AlertsAnswer } from '../lib/server/commands/alerts.ts';

/** Prints alerts for a person: what, why, and how far each has come. */
export function printAlerts({ total, items }: AlertsAnswer): void {
	for (const { id, level, title, because, clause, raisedAt, acknowledged, escalation, endedAt } of items) {
		console.log(`${id} ${level} ${raisedAt} ${title.zh} ${title.en}`);
		if (because !== null) console.log(`  ${because.zh} ${because.en} ${clause ?? ''}`.trimEnd());
		const { to, next, nextAt } = escalation;
		if (to !== null) console.log(`  已升级至 escalated to: ${to.zh} ${to.en}`);
		if (next !== null) console.log(`  ${nextAt} 升级至 escalates to: ${next.zh} ${next.en}`);
		if (acknowledged !== null) {
			const { by, at, note } = acknowledged;
			console.log(`  已确认 acknowledged: ${by} ${at} ${note ?? ''}`.trimEnd());
		}
		if (endedAt !== null) console.log(`  已解除 ended: ${endedAt}`);
	}
	console.log(`预警 alerts: ${total}`);
}
