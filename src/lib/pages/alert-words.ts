import { m } from '$lib/paraglide/messages.js';
import { count } from '$lib/ui/numbers.ts';
import { say } from '$lib/ui/words.ts';
import type { AlertItem, AlertKind } from '$lib/wall/api.ts';

const KIND_NAMES: Record<AlertKind, () => string> = {
	level: m.alert_kind_level,
	violation: m.alert_kind_violation,
	danger: m.alert_kind_danger,
	alarm: m.alert_kind_alarm,
	many: m.alert_kind_many
};
export const ALERT_KINDS = Object.keys(KIND_NAMES) as AlertKind[];

export function kindName(kind: AlertKind): string {
	return KIND_NAMES[kind]();
}

/** A span of time as people say it: 40 秒, 3 分钟, 5 小时, 2 天. */
export function span(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	if (whole < 60) return m.alert_seconds({ count: count(whole) });
	if (whole < 3600) return m.alert_minutes({ count: count(Math.floor(whole / 60)) });
	if (whole < 86_400) return m.alert_hours({ count: count(Math.floor(whole / 3600)) });
	return m.alert_days({ count: count(Math.floor(whole / 86_400)) });
}

/** How long ago a moment is, `now` in milliseconds. */
export function ago(iso: string, now: number): string {
	return m.alert_ago({ time: span((now - Date.parse(iso)) / 1000) });
}

/** To whom it has escalated, and to whom and when it does next. */
export function escalationWords({ escalation, acknowledged, endedAt }: AlertItem, now: number): string[] {
	const { to, next, nextAt } = escalation;
	const words = to === null ? [] : [m.alert_escalated({ to: say(to) })];
	if (next !== null && nextAt !== null) {
		const seconds = (Date.parse(nextAt) - now) / 1000;
		const next_ = say(next);
		words.push(
			seconds > 0
				? m.alert_escalates({ time: span(Math.ceil(seconds)), to: next_ })
				: m.alert_escalates_now({ to: next_ })
		);
	} else if (acknowledged === null && endedAt === null && to !== null) words.push(m.alert_no_escalation());
	return words.length > 0 ? words : [m.alert_not_escalated()];
}
