/** The calendar day where the server stands, `2026-11-23`: what ages and dates are held against. */
export function localDay(now: Date): string {
	const two = (n: number) => String(n).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
