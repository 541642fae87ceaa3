import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

/** How the map shows a criterion: rules of the catalogue whose findings speak of it, and what they can say. */
export interface SeenBy {
	rules: readonly string[];
	how: Words;
}

/** One item of a criteria standard: a summary, not the text. */
export interface Criterion {
	/** `121` with `3`, `AQ3067` with `5.2.2`. */
	set: string;
	no: string;
	name: Words;
	/** `AQ 3067-2026 5.2.2`. */
	clause: string;
	confidence: Confidence;
	/** Only the topic of the clause was seen. */
	isTopicOnly: boolean;
	/** `null`: no map can see it, somebody has to look. */
	seenBy: SeenBy | null;
}

/** What holds for an enterprise: criteria, and words where there are none or not all. */
export interface Criteria {
	items: Criterion[];
	/** Why the list is empty, or what is lacking in it: never read an empty list as no danger. */
	remarks: Words[];
}

/** An article of the 危险化学品安全法 for display, with its fines in 万元. */
export interface Article {
	article: string;
	name: Words;
	fines: Readonly<Record<string, { from?: number; upTo: number }>> | null;
	/** Articles that fine what this one asks. */
	finesIn: readonly string[];
	seenBy: SeenBy | null;
	note: Words | null;
	clause: string;
	confidence: Confidence;
}

interface CriteriaSet {
	id: string;
	standard: string;
	clause: string;
	confidence: Confidence;
	effectiveFrom: string | null;
	effectiveTo: string | null;
	note?: Words;
	incomplete?: boolean;
	kinds: string[];
	industries: string[];
	items: { no: string; name: Words; topicOnly?: boolean; seenBy?: SeenBy }[];
}

const setsOf = perRuleSet(({ hiddenDangers }) => hiddenDangers.sets as unknown as CriteriaSet[]);

/**
 * The criteria of major hidden dangers that hold on a day (`2026-11-23`) for an enterprise, by its kind
 * (`hazchem_storage`) or its industry code of GB/T 4754 (`2614`). Where none is known it says so.
 */
export function criteriaFor(
	{ kind, industry }: { kind?: string | null; industry?: string | null },
	today: string,
	rules: RuleSet
): Criteria {
	const isKnown = Boolean(kind) || Boolean(industry);
	const fitting = setsOf(rules).filter(({ kinds, industries }) => {
		return kinds.includes(kind ?? '') || industries.some((code) => industry?.startsWith(code));
	});
	const holding = fitting.filter((set) => isInForce(set, today));
	const remarks = fitting.filter((set) => !isInForce(set, today)).map(notInForce);
	for (const { incomplete, note } of holding) if (incomplete && note !== undefined) remarks.push(note);
	if (fitting.length === 0) remarks.push(isKnown ? NO_SET : NOT_KNOWN);
	return { items: holding.flatMap(itemsOf), remarks };
}

/** Every criterion that is in force on a day, of whatever sector. */
export function criteriaOn(today: string, rules: RuleSet): Criterion[] {
	return setsOf(rules)
		.filter((set) => isInForce(set, today))
		.flatMap(itemsOf);
}

/** The criterion that is cited by its set and number, as it holds on a day; else why it cannot be cited. */
export function citedCriterion(
	{ set: id, no }: Pick<Criterion, 'set' | 'no'>,
	day: string,
	rules: RuleSet
): Criterion | { refused: Words } {
	const set = setsOf(rules).find((one) => one.id === id);
	const item = set && itemsOf(set).find((one) => one.no === no);
	if (set === undefined || item === undefined) {
		return {
			refused: {
				zh: `没有收录判定标准 ${id} 的 ${no}, 请从列表中选择`,
				en: `no criterion ${no} of ${id} is stored: choose one from the list`
			}
		};
	}
	return isInForce(set, day) ? item : { refused: notInForce(set) };
}

/** The articles of the 危险化学品安全法 that the platform shows. Empty on a day before it came into force. */
export function hazchemLawOf(today: string, rules: RuleSet): Article[] {
	const { law } = rules.tables.hiddenDangers;
	if (today < law.effectiveFrom) return [];
	return (law.articles as unknown as Partial<Article>[]).map((row) => ({
		article: row.article ?? '',
		name: row.name ?? { zh: '', en: '' },
		fines: row.fines ?? null,
		finesIn: row.finesIn ?? [],
		seenBy: row.seenBy ?? null,
		note: row.note ?? null,
		clause: `${law.standard} ${row.article}`,
		confidence: law.confidence as Confidence
	}));
}

const NOT_KNOWN: Words = {
	zh: '缺少企业类型(kind)和行业代码(industry), 无法确定适用的判定标准: 请补充',
	en: 'Without kind and industry no criteria can be chosen: record one of them'
};
const NO_SET: Words = {
	zh: '没有收录该类企业的判定标准, 请按所属行业的标准人工判定',
	en: 'No criteria are stored for this kind of enterprise: judge by the standard of its sector'
};

function itemsOf({ id, standard, confidence, items }: CriteriaSet): Criterion[] {
	return items.map(({ no, name, topicOnly, seenBy }) => ({
		set: id,
		no,
		name,
		clause: `${standard} ${no}`,
		confidence,
		isTopicOnly: topicOnly ?? false,
		seenBy: seenBy ?? null
	}));
}

function isInForce({ effectiveFrom, effectiveTo }: CriteriaSet, today: string): boolean {
	return (effectiveFrom === null || effectiveFrom <= today) && (effectiveTo === null || today <= effectiveTo);
}

function notInForce({ standard, effectiveFrom, effectiveTo }: CriteriaSet): Words {
	return {
		zh: `${standard} 当日不适用(${effectiveFrom ?? '…'} 至 ${effectiveTo ?? '…'})`,
		en: `${standard} does not hold on this day (${effectiveFrom ?? '…'} to ${effectiveTo ?? '…'})`
	};
}
