import type { Exposure } from '../exposure/exposure.ts';
import type { Holding } from '../layer.ts';
import type { Level } from '../level.ts';
import type { Grade, Reason, Value } from '../reason.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { cutOffOf, gradeFromReasons, notGraded, weakest, type CutOff } from './grade.ts';
import { criticalOf, UnknownHolding, type Critical } from './substance.ts';

/** What identification gives: S, whether the unit is a major hazard source, and what went in. */
export interface Identification {
	S: number;
	isMajor: boolean;
	/** Σ β·q/Q, before α. */
	sum: number;
	inputs: Record<string, Value>;
	/** q/Q and β·q/Q of each holding by name: `q/Q 氨`, `β·q/Q 氨`. */
	terms: Record<string, number>;
	/** Of the Q alone, on which S rests; and of Q and β, on which R rests. */
	confidenceOfS: Confidence;
	confidenceOfR: Confidence;
}

const levelsOf = perRuleSet(({ gb18218 }) =>
	gb18218.levels.rows.map((row): CutOff => ({ from: row.r, grade: row.grade, level: row.level as Level }))
);
const INVENTORY = { key: 'inventory', name: { zh: '危险化学品及设计最大量', en: 'Inventory' } };
const EXPOSED = { key: 'exposedPeople', name: { zh: '厂界外500米暴露人数', en: 'People within 500 m' } };

/**
 * Identifies one unit by GB 18218-2018 4.2.1: S = Σ q/Q over its holdings, q the design maximum in tonnes; a major
 * hazard source when S ≥ 1. Never sum over an enterprise: each unit by itself. Throws UnknownHolding for a substance
 * without a Q or a quantity that is not above 0, RangeError for an empty inventory.
 */
export function identify(inventory: readonly Holding[], rules: RuleSet): Identification {
	const { threshold, tolerance } = rules.tables.gb18218;
	if (inventory.length === 0) throw new RangeError('The inventory is empty; a unit needs at least one holding.');
	let S = 0;
	let sum = 0;
	const inputs: Record<string, Value> = {};
	const terms: Record<string, number> = {};
	const ofQ: Confidence[] = [];
	const ofBeta: Confidence[] = [];
	for (const holding of inventory) {
		if (!(holding.tonnes > 0) || !Number.isFinite(holding.tonnes)) throw wrongQuantity(holding);
		const critical = criticalOf(holding, rules);
		S += holding.tonnes / critical.qTonnes;
		sum += (critical.beta * holding.tonnes) / critical.qTonnes;
		ofQ.push(critical.qConfidence);
		ofBeta.push(critical.betaConfidence);
		add(terms, `q/Q ${holding.name}`, holding.tonnes / critical.qTonnes);
		add(terms, `β·q/Q ${holding.name}`, (critical.beta * holding.tonnes) / critical.qTonnes);
		describe(inputs, holding, critical);
	}
	const isMajor = S >= threshold.value - tolerance.value;
	return { S, isMajor, sum, inputs, terms, confidenceOfS: weakest(ofQ), confidenceOfR: weakest([...ofQ, ...ofBeta]) };
}

/** α of GB 18218-2018 4.3 Table 5 for the people who may be exposed within 500 m outside the plant boundary. */
export function alphaOf(exposedPeople: number, rules: RuleSet): number {
	const row = rules.tables.gb18218.alpha.rows.find((candidate) => exposedPeople >= candidate.people);
	if (row === undefined) throw new RangeError(`${exposedPeople} exposed people; a number of people is 0 or more.`);
	return row.alpha;
}

/**
 * Grades one unit by GB 18218-2018: R = α · Σ β·q/Q and Table 6, 一级 (red) to 四级 (blue). Below the threshold the
 * unit is no major hazard source: grade `不构成`, blue. Not graded when a holding has no Q, or when it is a major
 * hazard source and the exposed people are neither on record nor counted. The judgement is RECALLED where β rests on a
 * hazard class that was recalled, and no surer than the count where α rests on one.
 */
export function gradeMajorHazardSource(
	inventory: readonly Holding[],
	exposedPeople: number | null,
	rules: RuleSet,
	exposure: Exposure | null = null
): Grade {
	const { threshold, tolerance } = rules.tables.gb18218;
	const { standard } = threshold;
	if (inventory.length === 0) return notGraded([INVENTORY], `${standard} 4.2`);
	if (exposedPeople !== null && !(exposedPeople >= 0)) {
		return notGraded([EXPOSED], `${standard} 4.3 表5`, {
			zh: `“${EXPOSED.name.zh}”(exposedPeople)为 ${exposedPeople}, 应为不小于 0 的数, 请核对`,
			en: `“${EXPOSED.name.en}” (exposedPeople) is ${exposedPeople}; it has to be a number from 0 on: correct it`
		});
	}
	let unit: Identification;
	try {
		unit = identify(inventory, rules);
	} catch (error) {
		if (error instanceof UnknownHolding) return notGraded([INVENTORY], `${standard} 4.1`, error.words);
		throw error;
	}
	if (!unit.isMajor) {
		return gradeFromReasons([identified(unit, 'blue', rules)], '不构成', { ...unit.terms, S: unit.S });
	}
	if (exposedPeople === null) {
		const grade = notGraded([EXPOSED], `${standard} 4.3 表5`, exposure === null ? null : notCounted(exposure));
		return {
			...grade,
			reasons: [...grade.reasons, identified(unit, null, rules)],
			values: { ...unit.terms, S: unit.S }
		};
	}

	const alpha = alphaOf(exposedPeople, rules);
	const R = alpha * unit.sum;
	const row = cutOffOf(R, levelsOf(rules), tolerance.value);
	const graded: Reason = {
		rule: 'GB18218-R',
		clause: `${standard} 4.3 表5、表6`,
		text: {
			zh: `R = α·Σβq/Q = ${alpha} × ${round(unit.sum)} = ${round(R)}, ${row.grade}重大危险源。暴露 ${exposedPeople} 人, α = ${alpha}${exposure === null ? '' : `: ${exposure.text.zh}`}`,
			en: `R = α·Σβq/Q = ${alpha} × ${round(unit.sum)} = ${round(R)}: major hazard source ${row.grade}. ${exposedPeople} people exposed, α = ${alpha}${exposure === null ? '' : `: ${exposure.text.en}`}`
		},
		inputs: { ...unit.inputs, S: unit.S, alpha, exposedPeople, ...(exposure !== null && countedInputs(exposure)), R },
		measured: R,
		limit: row.from,
		unit: null,
		confidence: weakest([unit.confidenceOfR, ...(exposure === null ? [] : [exposure.confidence])]),
		level: row.level
	};
	return gradeFromReasons([graded, identified(unit, null, rules)], row.grade, { ...unit.terms, S: unit.S, R, alpha });
}

/** Where the number of people came from, for a person who counts again. */
function countedInputs({ boundary, withinM, counted, registered, features, estimated }: Exposure): Reason['inputs'] {
	return { boundary: boundary.feature, withinM, counted, registered, countedFeatures: features, estimated };
}

function notCounted({ text }: Exposure): Words {
	return { zh: `未评估: ${text.zh}`, en: `Not assessed: ${text.en}` };
}

function identified(unit: Identification, level: Level | null, rules: RuleSet): Reason {
	const { threshold } = rules.tables.gb18218;
	return {
		rule: 'GB18218-S',
		clause: `${threshold.standard} 4.2.1`,
		text: unit.isMajor
			? { zh: `S = ${round(unit.S)} ≥ 1, 构成重大危险源`, en: `S = ${round(unit.S)} ≥ 1: a major hazard source` }
			: {
					zh: `S = ${round(unit.S)} < 1, 未达到临界量, 不构成重大危险源`,
					en: `S = ${round(unit.S)} < 1: below the threshold, not a major hazard source`
				},
		inputs: { ...unit.inputs, S: unit.S },
		measured: unit.S,
		limit: threshold.value,
		unit: null,
		confidence: unit.confidenceOfS,
		level
	};
}

/** The same substance may be held twice. */
function add(terms: Record<string, number>, key: string, value: number): void {
	terms[key] = (terms[key] ?? 0) + value;
}

function describe(inputs: Record<string, Value>, holding: Holding, critical: Critical): void {
	// A substance may be held twice: each holding stands for itself, so that the sum can be followed.
	let name = holding.name;
	for (let n = 2; name in inputs; n++) name = `${holding.name} (${n})`;
	inputs[`${name} q(t)`] = holding.tonnes;
	inputs[`${name} Q(t)`] = critical.qTonnes;
	inputs[`${name} β`] = critical.beta;
	inputs[name] = critical.clause;
}

function wrongQuantity(holding: Holding): UnknownHolding {
	const words: Words = {
		zh: `${holding.name}: 数量 ${holding.tonnes} t 无效, 设计最大量应大于 0`,
		en: `${holding.name}: ${holding.tonnes} t; the design maximum must be above 0`
	};
	return new UnknownHolding(words);
}

/** For words only: decisions use the full number. */
function round(value: number): number {
	return Number(value.toPrecision(6));
}
