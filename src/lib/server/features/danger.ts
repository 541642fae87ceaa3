import { RECOGNISED } from '../dangers/row.ts';

/**
 * SQL of the state of feature `f`'s major hidden danger as its register of units states it: `open`, `listed`, `overdue`,
 * `closed`; null where that says nothing. It has one value for closed and for there being none (layers/duty.ts).
 */
export const DANGER_STATE = `(case f.attributes ->> 'majorDanger' when 'none' then 'closed' else f.attributes ->> 'majorDanger' end)`;

/**
 * SQL of whether that is all there is: feature `f` states a major danger that is not closed, and none of its dangers on
 * record was ever recognised (docs/decisions/0020).
 */
export const UNRECORDED = `(f.attributes ->> 'majorDanger' in ('open', 'listed', 'overdue') and not exists (
	select from danger d where d.district = f.district and d.feature = f.id and ${RECOGNISED}))`;

export const DANGER_STATES = ['open', 'listed', 'overdue', 'closed', 'unrecorded'] as const;
export type DangerState = (typeof DANGER_STATES)[number];
