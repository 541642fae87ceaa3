import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import type { Danger, DangerState, Mover, Refusal } from './danger.ts';
import { lackingFor } from './lacking.ts';
import { basisOf, dangerLifeOf, stateRowOf, type FieldId, type StepRow } from './life.ts';
import { refuse } from './refuse.ts';

/** A step out of the state in which a danger is, with what it asks for. */
export interface PossibleStep {
	id: string;
	name: Words;
	to: DangerState;
	/** Why whoever asks may not make it; `null`: they may, with what is missing. */
	refused: Refusal | null;
	takes: readonly FieldId[];
	/** What has to be given with it: `measure`, `scheme.goal`. */
	missing: readonly string[];
	clause: string;
	confidence: Confidence;
}

/** The steps that lead out of the state of a danger, in the order of danger-life.json. */
export function stepsFrom(danger: Danger, who: Mover, rules: RuleSet): PossibleStep[] {
	return dangerLifeOf(rules)
		.steps.filter((step) => leadsFrom(step, danger, rules))
		.map((step) => ({
			id: step.id,
			name: step.name,
			to: step.to ?? danger.state,
			refused: mayNot(step, danger, who, rules),
			takes: step.takes,
			missing: lackingFor(step, danger, {}),
			...basisOf(step, rules)
		}));
}

/** Whether a step is switched on and leads out of where a danger is. */
export function leadsFrom(
	{ on = true, of, from }: StepRow,
	{ level, state }: Pick<Danger, 'level' | 'state'>,
	rules: RuleSet
): boolean {
	return on && of.includes(level) && from.includes(state) && stateRowOf(state, rules).of.includes(level);
}

/** Why somebody may not make a step out of the right state; `null` where they may. */
export function mayNot(step: StepRow, danger: Danger, who: Mover, rules: RuleSet): Refusal | null {
	if (!who.rights.has(step.right)) {
		return refuse('no-right', null, {
			zh: `您的角色没有“${step.name.zh}”的权限, 请交由有权限的人员办理`,
			en: `Your role has no right to “${step.name.en}”: ask somebody who has`
		});
	}
	const { byAnother } = dangerLifeOf(rules);
	const isOwn = who.id === danger.recordedBy || who.id === danger.askedBy;
	if (byAnother.on && byAnother.steps.includes(step.id) && isOwn) {
		return refuse('by-another', null, {
			zh: '发现人和申请验收的人不能复查、验收同一隐患, 请由另一人办理',
			en: 'Whoever found it or asked for its acceptance does not verify it: have somebody else do it'
		});
	}
	return null;
}
