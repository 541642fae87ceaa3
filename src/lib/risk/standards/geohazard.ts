import type { Attributes } from '../layer.ts';
import type { Level } from '../level.ts';
import type { Grade, Reason } from '../reason.ts';
import type { RuleSet, RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { gradeFromReasons, notGraded } from './grade.ts';
import { Refusal, refuseUnlessFrom } from './refusal.ts';

/** A size class, 特大型 to 小型, with its clause: how much was lost, or is at stake. It is no risk level. */
export interface SizeClass {
	name: Words;
	/** 1 小型 … 4 特大型. */
	size: number;
	clause: string;
	confidence: Confidence;
	/** People from which the class holds. */
	fromPeople: number;
}

type SizeTable = RuleTables['geohazard']['loss'];
const RISK = { key: 'risk', name: { zh: '风险等级', en: 'Risk' } };
const LOSS = { zh: '直接经济损失', en: 'Direct loss' };

/**
 * Grades a geohazard zone by its `risk` class, else by its `susceptibility`. The classes are those of the risk survey,
 * their colours 系统设定. Neither on record: not graded. The size class of the people it threatens stands beside as a
 * reason without a level.
 */
export function gradeGeohazard(attributes: Attributes, rules: RuleSet): Grade {
	const data = rules.tables.geohazard;
	const beside = threatReasons(attributes, rules);
	const byRisk = data.risk.rows.find((row) => row.class === attributes.risk);
	if (byRisk !== undefined) {
		const text = { zh: `${byRisk.class}风险区`, en: `Risk class ${byRisk.class}` };
		return grade('GEOHAZARD-RISK', data.risk, text, byRisk, { risk: byRisk.class }, beside);
	}
	const bySusceptibility = data.susceptibility.rows.find((row) => row.class === attributes.susceptibility);
	if (bySusceptibility !== undefined) {
		const text = { zh: `${bySusceptibility.class}易发区`, en: `Susceptibility class ${bySusceptibility.class}` };
		const inputs = { susceptibility: bySusceptibility.class };
		return grade('GEOHAZARD-SUSCEPTIBILITY', data.susceptibility, text, bySusceptibility, inputs, beside);
	}
	const none = notGraded([RISK], `${data.risk.standard} ${data.risk.clause}`);
	return { ...none, reasons: [...none.reasons, ...beside] };
}

/** The class of a disaster that happened (灾情): deaths and direct loss in 万元, the worse of the two. Throws a Refusal below 0. */
export function lossClassOf(deaths: number, lossWan: number, rules: RuleSet): SizeClass {
	return sizeOf('deaths', { zh: '死亡人数', en: 'Deaths' }, deaths, lossWan, rules.tables.geohazard.loss);
}

/** The class of a threat (险情): people threatened and possible loss in 万元, the worse of the two. Throws a Refusal below 0. */
export function threatClassOf(people: number, lossWan: number, rules: RuleSet): SizeClass {
	const name = { zh: '受威胁人数', en: 'People threatened' };
	return sizeOf('threatenedPeople', name, people, lossWan, rules.tables.geohazard.threat);
}

function sizeOf(field: string, name: Words, people: number, lossWan: number, table: SizeTable): SizeClass {
	refuseUnlessFrom(field, name, people, 0);
	refuseUnlessFrom('lossWan', LOSS, lossWan, 0);
	const at = table.rows.findIndex((row) => people >= row.people || lossWan >= row.lossWan);
	const row = table.rows[at];
	return {
		name: row.class,
		size: table.rows.length - at,
		clause: `${table.standard} ${table.clause}`,
		confidence: table.confidence as Confidence,
		fromPeople: row.people
	};
}

function threatReasons({ threatenedPeople }: Attributes, rules: RuleSet): Reason[] {
	if (typeof threatenedPeople !== 'number') return [];
	try {
		const size = threatClassOf(threatenedPeople, 0, rules);
		const text = {
			zh: `受威胁 ${threatenedPeople} 人, 险情${size.name.zh}(规模, 不是风险等级)`,
			en: `${threatenedPeople} people threatened, ${size.name.en} (a size, not a level of risk)`
		};
		return [threatReason(text, size.clause, size.confidence, threatenedPeople, size.fromPeople)];
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { standard, clause } = rules.tables.geohazard.threat;
		return [threatReason(error.words, `${standard} ${clause}`, 'VERIFIED', threatenedPeople, null)];
	}
}

function threatReason(
	text: Words,
	clause: string,
	confidence: Confidence,
	threatenedPeople: number,
	limit: number | null
): Reason {
	return {
		rule: 'GEOHAZARD-THREAT',
		clause,
		text,
		inputs: { threatenedPeople },
		measured: threatenedPeople,
		limit,
		unit: '人',
		confidence,
		level: null
	};
}

function grade(
	rule: string,
	table: { standard: string; clause: string; confidence: string },
	text: Reason['text'],
	row: { class: string; level: string },
	inputs: Reason['inputs'],
	beside: readonly Reason[]
): Grade {
	const reason: Reason = {
		rule,
		clause: `${table.standard} ${table.clause}`,
		text,
		inputs,
		measured: null,
		limit: null,
		unit: null,
		confidence: table.confidence as Confidence,
		level: row.level as Level
	};
	return gradeFromReasons([reason, ...beside], text.zh, {});
}
