/** A quarter ends when it ends in China, wherever the server stands: UTC+8, without summer time since 1991. */
const BEIJING_MS = 8 * 3_600_000;

/**
 * The last quarter that is over: its name, `2026 Q3`, the moment at which it ended, and the first day of the one that runs,
 * `2026-10-01`.
 */
export function lastQuarter(now: Date): { quarter: string; end: Date; since: string } {
	const there = new Date(now.getTime() + BEIJING_MS);
	const begun = Math.floor(there.getUTCMonth() / 3);
	const end = new Date(Date.UTC(there.getUTCFullYear(), 3 * begun, 1) - BEIJING_MS);
	const quarter = begun === 0 ? `${there.getUTCFullYear() - 1} Q4` : `${there.getUTCFullYear()} Q${begun}`;
	const since = new Date(end.getTime() + BEIJING_MS).toISOString().slice(0, 10);
	return { quarter, end, since };
}
