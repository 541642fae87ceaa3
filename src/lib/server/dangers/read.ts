import type { CitedCriterion, DangerDetail, DangerItem, DangerStep } from '../../dangers/api.ts';
import { changeableFields } from '../../risk/dangers/change.ts';
import type { Cited, Danger, DangerFields, DangerState, Evidence } from '../../risk/dangers/danger.ts';
import { daysBetween, districtDay } from '../../risk/dangers/district-day.ts';
import { isOverdue, statesThatFallDue } from '../../risk/dangers/escalate.ts';
import { dangerLifeOf, stateRowOf } from '../../risk/dangers/life.ts';
import { stepsFrom } from '../../risk/dangers/steps-from.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { citedCriterion } from '../../risk/standards/hidden-danger.ts';
import type { Words } from '../../risk/words.ts';
import type { Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { COLUMNS, dangerOf, type DangerRow } from './row.ts';
import { noDanger, seenDanger, seenFields, withheldFrom } from './seen.ts';

/** Everything that is disclosed of one danger, with what whoever asks may do next. Throws an AnswerError 404. */
export async function readDanger(
	db: Queryable,
	who: Pick<Who, 'id' | 'rights' | 'sight'>,
	district: string,
	id: string,
	now = new Date()
): Promise<DangerDetail> {
	const params: unknown[] = [district, id];
	const seen = seenDanger(who.sight, district, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<ItemRow>(
		`select ${ITEM_COLUMNS} from ${ITEM_TABLES} where d.district = $1 and d.id = $2::uuid and ${seen}`,
		params
	);
	if (rows.length === 0) throw noDanger(id);
	const rules = await currentRuleSet(db, district);
	const danger = dangerOf(rows[0]);
	return {
		...itemOf(rows[0], who.sight, district, districtDay(now, rules), rules),
		cited: danger.criteria.map((one) => citedAs(one, danger.discoveredAt, rules)),
		history: await historyOf(db, who.sight, district, id, rules),
		steps: stepsFrom(danger, who, rules),
		changeable: changeableFields(danger, who, rules),
		withheld: withheldFrom(who.sight)
	};
}

/** A danger that is seen, held until the end of the transaction. Throws an AnswerError 404. */
export async function lockDanger(tx: Queryable, sight: Sight, district: string, id: string): Promise<Danger> {
	const params: unknown[] = [district, id];
	const seen = seenDanger(sight, district, (value) => `$${params.push(value)}`);
	const { rows } = await tx.query<DangerRow>(
		`select ${COLUMNS} from danger d where d.district = $1 and d.id = $2::uuid and ${seen} for update of d`,
		params
	);
	if (rows.length === 0) throw noDanger(id);
	return dangerOf(rows[0]);
}

export const ITEM_COLUMNS = `${COLUMNS}, f.name as feature_name, f.id is null as feature_gone`;
export const ITEM_TABLES = 'danger d left join feature f on f.district = d.district and f.id = d.feature';
export type ItemRow = DangerRow & { feature_name: string | null; feature_gone: boolean };

/** A danger as a list shows it, on a day of the district. */
export function itemOf(row: ItemRow, sight: Sight, district: string, today: string, rules: RuleSet): DangerItem {
	const { recordedBy: _, askedBy: __, ...danger } = dangerOf(row);
	const isMending = statesThatFallDue(rules).includes(danger.state);
	return {
		...seenFields(sight, danger, rules),
		district,
		featureName: row.feature_name,
		layer: danger.feature.split('/', 1)[0] as LayerId,
		featureGone: row.feature_gone,
		stateName: stateRowOf(danger.state, rules).name,
		overdue: isOverdue(danger, today, rules),
		daysLeft: danger.deadline === null || !isMending ? null : daysBetween(today, danger.deadline)
	};
}

interface StepRow {
	id: string;
	step: string;
	from_state: DangerState;
	to_state: DangerState;
	day: string;
	given: Partial<DangerFields>;
	note: string | null;
	evidence: Evidence[];
	by_kind: string;
	by_name: string;
	at: Date;
	version: number;
}

async function historyOf(
	db: Queryable,
	sight: Sight,
	district: string,
	id: string,
	rules: RuleSet
): Promise<DangerStep[]> {
	const { rows } = await db.query<StepRow>(
		`select id, step, from_state, to_state, day, given, note, evidence, by_kind, by_name, at, version
		from danger_step where district = $1 and danger = $2::uuid order by seq`,
		[district, id]
	);
	return rows.map((row) => ({
		id: row.id,
		step: row.step,
		name: nameOfStep(row.step, rules),
		from: row.from_state,
		to: row.to_state,
		day: row.day,
		given: seenFields(sight, row.given, rules),
		note: row.note,
		evidence: row.evidence,
		by: sight.tiers.has('persons') ? row.by_name : null,
		bySystem: row.by_kind === 'system',
		at: row.at.toISOString(),
		version: row.version
	}));
}

const OTHER_STEPS: Readonly<Record<string, Words>> = {
	record: { zh: '登记', en: 'Recorded' },
	change: { zh: '修改', en: 'Changed' },
	overdue: { zh: '逾期', en: 'Overdue' }
};

/** The words of a step; one that the rules no longer have is named as it is written. */
function nameOfStep(id: string, rules: RuleSet): Words {
	const { steps, escalations } = dangerLifeOf(rules);
	return [...steps, ...escalations].find((row) => row.id === id)?.name ?? OTHER_STEPS[id] ?? { zh: id, en: id };
}

function citedAs({ set, no }: Cited, day: string, rules: RuleSet): CitedCriterion {
	const found = citedCriterion({ set, no }, day, rules);
	if ('refused' in found) return { set, no, name: { zh: no, en: no }, clause: no, confidence: null };
	return { set, no, name: found.name, clause: found.clause, confidence: found.confidence };
}
