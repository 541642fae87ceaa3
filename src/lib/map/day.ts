/** Today where the reader is, `2026-11-23`. */
export function today(): string {
	return dayOf(new Date());
}

/** The day so many months after a day; the last of the month where it has no such day. */
export function dayAfter(day: string, months: number): string {
	const [year, month, date] = day.split('-').map(Number);
	const last = new Date(year, month + months, 0).getDate();
	return dayOf(new Date(year, month - 1 + months, Math.min(date, last)));
}

function dayOf(date: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
