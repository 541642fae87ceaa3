import { perRuleSet, SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import type { DangerFields, DangerLevel, DangerState } from './danger.ts';

export type FieldId = keyof DangerFields | 'evidence' | 'note';
/** What the unit's attribute `majorDanger` says. */
export type MajorDanger = 'none' | 'open' | 'listed' | 'overdue';

export interface StateRow {
	id: DangerState;
	name: Words;
	of: readonly DangerLevel[];
	/** What a major danger in this state makes of its unit; null: nothing. */
	counts: Exclude<MajorDanger, 'none'> | null;
}

/** A step that somebody makes. */
export interface StepRow {
	id: string;
	name: Words;
	of: readonly DangerLevel[];
	from: readonly DangerState[];
	/** null: it stays where it is. */
	to: DangerState | null;
	/** The level that it gives. */
	level?: DangerLevel;
	right: string;
	/** What may be given with it; what must stand there when it is made; what must be given with it. */
	takes: readonly FieldId[];
	needs: readonly FieldId[];
	fresh: readonly FieldId[];
	/** Fields that it fills in by itself: the day, or who made it. */
	stamps: readonly ('recognisedAt' | 'listedAt' | 'acceptedAt' | 'closedAt' | 'askedBy')[];
	on?: boolean;
	standard?: string;
	clause: string;
	confidence?: Confidence;
}

/** A step that time makes of an overdue danger. */
export interface EscalationRow {
	id: string;
	name: Words;
	of: DangerLevel;
	from: readonly DangerState[];
	to: DangerState;
	clause: string;
	/** On which day after the deadline, 1 the day after. */
	days: { value: number };
}

export interface FieldRow {
	id: FieldId;
	name: Words;
	tier: 'general' | 'persons';
	parts?: readonly { id: string; name: Words }[];
}

/** Which fields somebody may set right, while a danger is in one of some states. */
export interface ChangeRow {
	states: readonly DangerState[];
	right: string;
	fields: readonly (keyof DangerFields)[];
}

/** The life of a hidden danger, as data/rules/danger-life.json has it. */
export interface DangerLife {
	standard: string;
	clause: string;
	confidence: Confidence;
	timeZone: string;
	/** The set under which criteria are cited that are not stored. */
	otherCriteria: string;
	states: readonly StateRow[];
	steps: readonly StepRow[];
	changes: readonly ChangeRow[];
	/** The states in which the level may be set right. */
	levelChangesIn: readonly DangerState[];
	escalations: readonly EscalationRow[];
	byAnother: { on: boolean; clause: string; steps: readonly string[] };
	fields: readonly FieldRow[];
}

/**
 * The life of dangers by a rule set. One that was made by an edition without it has none: the one that is shipped is
 * taken, for no run asks it.
 */
export const dangerLifeOf: (rules: RuleSet) => DangerLife = perRuleSet((tables) => {
	const { dangerLife } = tables as Partial<RuleTables>;
	const table = dangerLife ?? SHIPPED.tables.dangerLife;
	return { ...table, steps: table.steps.rows, escalations: table.escalations.rows } as unknown as DangerLife;
});

/** The words of a field. Throws a RangeError for one that danger-life.json does not have. */
export function nameOfField(id: string, rules: RuleSet): Words {
	const row = dangerLifeOf(rules).fields.find((one) => one.id === id);
	if (row === undefined) throw new RangeError(`A danger has no field "${id}".`);
	return row.name;
}

/** A state as danger-life.json has it. Throws a RangeError for one that it does not have. */
export function stateRowOf(id: DangerState, rules: RuleSet): StateRow {
	const row = dangerLifeOf(rules).states.find((one) => one.id === id);
	if (row === undefined) throw new RangeError(`A danger has no state "${id}".`);
	return row;
}

/** Where a step rests: clause and how sure, its own or those of the table. */
export function basisOf(
	{ standard, clause, confidence }: Pick<StepRow, 'standard' | 'clause' | 'confidence'>,
	rules: RuleSet
): { clause: string; confidence: Confidence } {
	const life = dangerLifeOf(rules);
	return { clause: `${standard ?? life.standard} ${clause}`, confidence: confidence ?? life.confidence };
}
