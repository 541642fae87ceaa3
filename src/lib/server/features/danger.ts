/**
 * SQL of the state of feature `f`'s major hidden danger as its register states it: `open`, `listed`, `overdue`, `closed`;
 * null where the register says nothing. The register has one value for closed and for there being none (layers/duty.ts).
 */
export const DANGER_STATE = `(case f.attributes ->> 'majorDanger' when 'none' then 'closed' else f.attributes ->> 'majorDanger' end)`;

export const DANGER_STATES = ['open', 'listed', 'overdue', 'closed'] as const;
export type DangerState = (typeof DANGER_STATES)[number];
