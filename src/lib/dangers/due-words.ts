import type { DangerItem } from './api.ts';
import { m } from '$lib/paraglide/messages.js';
import { count, day } from '$lib/ui/numbers.ts';

type Due = Pick<DangerItem, 'state' | 'overdue' | 'daysLeft' | 'overdueSince' | 'closedAt' | 'deadline'>;

/** How a danger stands to its deadline, in words: 逾期 5 天, 今天到期, 还剩 3 天. */
export function dueWords({ state, overdue, daysLeft, overdueSince, closedAt, deadline }: Due): string {
	if (state === 'closed') return closedAt === null ? m.dng_closed() : m.dng_closed_on({ day: day(closedAt) });
	if (state === 'verified') return m.dng_verified_waiting();
	if (overdue && daysLeft !== null && daysLeft < 0) return m.dng_overdue_by({ days: count(-daysLeft) });
	if (overdue) return overdueSince === null ? m.dng_overdue() : m.dng_overdue_since({ day: day(overdueSince) });
	if (deadline === null) return m.dng_no_deadline();
	if (daysLeft === null) return m.dng_mended_waiting();
	return daysLeft === 0 ? m.dng_due_today() : m.dng_days_left({ days: count(daysLeft) });
}
