import type { Danger, DangerState } from '../risk/dangers/danger.ts';
import { daysAfter } from '../risk/dangers/district-day.ts';
import type { DangerLife } from '../risk/dangers/life.ts';
import type { Words } from '../risk/words.ts';
import type { DangerStep } from './api.ts';

type Past = Pick<DangerStep, 'step' | 'from' | 'to' | 'day'>;

/** A state on the line of a danger's life. */
export interface Stop {
	id: DangerState;
	name: Words;
	/** `passed`: it was there and went on; `skipped`: it went on without; `here`; `ahead`. */
	stand: 'passed' | 'skipped' | 'here' | 'ahead';
	/** The day on which it last came there; null: it never did. */
	day: string | null;
}

/** A step that time makes of a danger that is not mended. */
export interface Escalation {
	id: string;
	name: Words;
	clause: string;
	/** The day on which it is, or was, due. */
	day: string;
	/** The day on which it was made; null: not yet. */
	made: string | null;
}

/**
 * The life of a danger as it is drawn: the states of its level in their order, and beside them those into which only time
 * brings it.
 */
export function lifeLineOf(
	{ level, state }: Pick<Danger, 'level' | 'state'>,
	history: readonly Past[],
	life: Pick<DangerLife, 'states' | 'escalations'>
): { main: Stop[]; late: Stop[] } {
	const byTime = new Set(life.escalations.filter(({ of }) => of === level).map(({ to }) => to));
	const states = life.states.filter(({ of }) => of.includes(level));
	const arrivals = new Map(history.filter(({ from, to }, i) => i === 0 || from !== to).map(({ to, day }) => [to, day]));
	const main = states.filter(({ id }) => !byTime.has(id));
	const lastOnMain = byTime.has(state) ? history.findLast(({ to }) => !byTime.has(to))?.to : state;
	const here = main.findIndex(({ id }) => id === lastOnMain);
	const stopOf = (id: DangerState, name: Words, behind: boolean): Stop => {
		const day = arrivals.get(id) ?? null;
		const stand = id === state ? 'here' : !behind ? 'ahead' : day === null ? 'skipped' : 'passed';
		return { id, name, stand, day };
	};
	return {
		main: main.map(({ id, name }, i) => stopOf(id, name, i < here || (i === here && byTime.has(state)))),
		late: states.filter(({ id }) => byTime.has(id)).map(({ id, name }) => stopOf(id, name, arrivals.has(id)))
	};
}

/** What time makes, or has made, of a danger with a deadline that is not closed; none where it asks nothing more of time. */
export function escalationsOf(
	{ level, state, deadline }: Pick<Danger, 'level' | 'state' | 'deadline'>,
	history: readonly Past[],
	{ escalations }: Pick<DangerLife, 'escalations'>
): Escalation[] {
	if (deadline === null || state === 'closed') return [];
	return escalations
		.filter(({ of }) => of === level)
		.map(({ id, name, clause, days }) => ({
			id,
			name,
			clause,
			day: daysAfter(deadline, days.value),
			made: history.findLast(({ step }) => step === id)?.day ?? null
		}));
}
