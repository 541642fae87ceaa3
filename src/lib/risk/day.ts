/** The same day so many months later, `2026-11-23`; the last day of the month where there is no such day. */
export function monthsAfter(day: string, months: number): string {
	const [year, month, date] = day.split('-').map(Number);
	const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
	const due = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)));
	return due.toISOString().slice(0, 10);
}
