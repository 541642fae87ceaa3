import type { DrawnParcel } from './parcel.ts';

/** One parcel before and after; null: it was not, or is no more, at position `at` of the list. */
export interface Change {
	at: number;
	before: DrawnParcel | null;
	after: DrawnParcel | null;
}

/** What is done and undone at once: a file may bring many parcels. */
export type Step = readonly Change[];

/** The parcels after a step. Its changes are made one after the other, each counting positions as it finds them. */
export function apply(parcels: readonly DrawnParcel[], step: Step): DrawnParcel[] {
	const list = [...parcels];
	for (const { at, before, after } of step) {
		list.splice(at, before === null ? 0 : 1, ...(after === null ? [] : [after]));
	}
	return list;
}

/** The step that takes a step back. */
export function mirror(step: Step): Step {
	return step.map(({ at, before, after }) => ({ at, before: after, after: before })).reverse();
}

/** What was done, and what was undone and can be done again. */
export interface History {
	readonly done: readonly Step[];
	readonly undone: readonly Step[];
}

export const NO_HISTORY: History = { done: [], undone: [] };
/** 系统设定: so many steps are kept. */
const MOST_STEPS = 200;

/** A new step ends what could have been done again. */
export function record({ done }: History, step: Step): History {
	return { done: [...done, step].slice(-MOST_STEPS), undone: [] };
}

/** The step to make for one step back, with the history after it; null: there is nothing to undo. */
export function stepBack({ done, undone }: History): { step: Step; history: History } | null {
	const last = done.at(-1);
	if (last === undefined) return null;
	return { step: mirror(last), history: { done: done.slice(0, -1), undone: [...undone, last] } };
}

/** The step to make for one step forward, with the history after it; null: nothing was undone. */
export function stepForward({ done, undone }: History): { step: Step; history: History } | null {
	const next = undone.at(-1);
	if (next === undefined) return null;
	return { step: next, history: { done: [...done, next], undone: undone.slice(0, -1) } };
}
