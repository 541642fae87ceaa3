import type { AlertItem } from './api.ts';

/** So many are held: the newest. The list behind the number has them all. */
export const HELD_AT_MOST = 200;

/** Open is what nobody acknowledged, or what is still so. */
export function isOpen({ acknowledged, endedAt }: AlertItem): boolean {
	return acknowledged === null || endedAt === null;
}

/** The alerts after one of them was told: what is over and acknowledged is gone, the newest are held. */
export function heldAfter(alerts: readonly AlertItem[], told: AlertItem): AlertItem[] {
	const others = alerts.filter(({ id }) => id !== told.id);
	return (isOpen(told) ? [told, ...others] : others).sort(newestFirst).slice(0, HELD_AT_MOST);
}

/** Who has to act first: what nobody acknowledged before what somebody did, then the newest. */
export function urgentFirst(alerts: readonly AlertItem[]): AlertItem[] {
	const isWaiting = (alert: AlertItem) => (alert.acknowledged === null ? 1 : 0);
	return [...alerts].sort((a, b) => isWaiting(b) - isWaiting(a) || newestFirst(a, b));
}

function newestFirst(a: AlertItem, b: AlertItem): number {
	return Date.parse(b.raisedAt) - Date.parse(a.raisedAt) || b.id - a.id;
}
