import type { ParcelAnswer, PlacedFinding } from '../../siting/api.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Words } from '../../risk/words.ts';
import { say, type Cell, type Column, type Language, type Row, type Table } from './document.ts';
import { confidenceText, FORCE_WORDS, stateMark, verdictMark } from './looks.ts';
import type { Overruled } from './siting-input.ts';
import { T } from './terms.ts';

const metres = (value: number | null): Cell => ({ value, digits: 3 });

/** A table of one parcel; all of its rows are printed. */
function table(sheet: string, of: string, columns: Column[], rows: Row[], language: Language): Table {
	return { kind: 'table', sheet, of, columns, rows, empty: T[language].none, most: Infinity, rest: '' };
}

function columns(...all: [title: string, width: number][]): Column[] {
	return all.map(([title, width]) => ({ title, width }));
}

const plain = (cells: Cell[], note: string | null = null): Row => ({ cells, note });

/** Every finding, in the order of the answer: worst first. Its number is the one on the map. */
export function findingTable({ parcel, findings }: ParcelAnswer, language: Language): Table {
	const t = T[language];
	const rows = findings.map((finding, i) =>
		plain(
			[
				`${i + 1}`,
				say(finding.name, language),
				finding.clause,
				otherText(finding, language),
				metres(finding.measuredM),
				metres(finding.requiredM),
				metres(finding.marginM),
				metres(finding.accuracyM),
				stateMark(finding.state, language),
				say(FORCE_WORDS[finding.force], language),
				finding.dataOn ?? '—'
			],
			noteOf(finding, language)
		)
	);
	const heads = columns(
		[t.number, 24],
		[t.rule, 65],
		[t.clause, 65],
		[t.other, 62],
		[t.measured, 44],
		[t.required, 43],
		[t.margin, 44],
		[t.accuracy, 41],
		[t.state, 50],
		[t.force, 45],
		[t.dataOn, 49]
	);
	return table(t.findings, parcel.name, heads, rows, language);
}

function otherText({ other }: PlacedFinding, language: Language): string {
	if (other === null) return '—';
	const layer = say(layerOf(other.layer).name, language);
	return `${other.name ?? other.id}\n(${layer})`;
}

/** What a finding says besides its numbers. */
function noteOf(finding: PlacedFinding, language: Language): string | null {
	const zh = language === 'zh';
	const confidence = confidenceText(finding.confidence, language);
	const parts = [
		...(finding.cause === null ? [] : [say(finding.cause.text, language)]),
		...finding.notes.map((note) => say(note, language)),
		...(finding.yieldsTo === null
			? []
			: [zh ? `让位于更严的规则 ${finding.yieldsTo}` : `gives way to the stricter rule ${finding.yieldsTo}`]),
		...(confidence === '' ? [] : [zh ? `数值依据：${confidence}` : `number: ${confidence}`])
	];
	return parts.length === 0 ? null : parts.join(zh ? '；' : '; ');
}

export function conditionTable({ parcel, conditions }: ParcelAnswer, language: Language): Table {
	const t = T[language];
	const rows = conditions.map((one) =>
		plain([
			say(one.what, language),
			say(one.who, language),
			one.documents.map((document) => say(document, language)).join('\n') || '—',
			withConfidence(one.clause, one.confidence, language)
		])
	);
	const heads = columns([t.what, 30], [t.who, 24], [t.documents, 30], [t.clause, 26]);
	return table(t.conditions, parcel.name, heads, rows, language);
}

function withConfidence(clause: string, confidence: Parameters<typeof confidenceText>[0], language: Language): string {
	const text = confidenceText(confidence, language);
	return text === '' ? clause : `${clause}\n(${text})`;
}

const MEASURE: Words = {
	zh: '与限值之差小于位置精度：请现场测量，把测得的坐标和精度录入后重新核查。',
	en: 'Nearer to the limit than the positions are accurate: measure on site, record position and accuracy, check again.'
};
const COMPLETE: Words = {
	zh: '补充所缺数据后重新核查。',
	en: 'Record what is missing and check again.'
};
const RECORD: Words = {
	zh: '登记该类要素，或由辖区确认本区没有，然后重新核查。',
	en: 'Record such features, or have the district confirm that it has none, and check again.'
};

/** All that stays open: what could not be asked, and findings without an answer. */
export function undecidedTable({ parcel, findings, unasked }: ParcelAnswer, language: Language): Table {
	const t = T[language];
	const open = findings.flatMap((finding, i) => {
		if (finding.state !== 'undecided' && finding.state !== 'uncertain') return [];
		const mark = stateMark(finding.state, language);
		return plain([
			`${t.findings} ${i + 1}: ${finding.other?.name ?? say(finding.name, language)}`,
			say(finding.name, language),
			finding.cause === null ? mark.word : say(finding.cause.text, language),
			say(finding.state === 'uncertain' ? MEASURE : COMPLETE, language)
		]);
	});
	const notAsked = unasked.map((one) =>
		plain([say(one.name, language), one.rules.join(', '), say(one.cause.text, language), say(RECORD, language)])
	);
	const heads = columns([t.subject, 26], [t.rules, 26], [t.cause, 34], [t.toDo, 34]);
	return table(t.undecided, parcel.name, heads, [...notAsked, ...open], language);
}

export function notAppliedTable({ parcel, notApplied }: ParcelAnswer, language: Language): Table {
	const t = T[language];
	const rows = notApplied.map((one) =>
		plain([say(one.name, language), one.clause, say(one.why, language), metres(one.nearestM)])
	);
	const heads = columns([t.rule, 30], [t.clause, 30], [t.why, 44], [t.nearest, 16]);
	return table(t.notApplied, parcel.name, heads, rows, language);
}

export function policyTable({ parcel, policies }: ParcelAnswer, language: Language): Table {
	const t = T[language];
	const rows = policies.map((one) =>
		plain([
			say(one.name, language),
			withConfidence(one.clause, one.confidence, language),
			say(one.text, language),
			verdictMark(one.counts, language)
		])
	);
	const heads = columns([t.name, 24], [t.clause, 28], [t.text, 46], [t.counts, 18]);
	return table(t.policies, parcel.name, heads, rows, language);
}

export function smallRuleTable({ parcel, smallRules }: ParcelAnswer, language: Language): Table {
	const t = T[language];
	const rows = smallRules.map((one) =>
		plain([
			`${say(one.name, language)}\n${one.rule}`,
			withConfidence(one.clause, one.confidence, language),
			say(one.text, language),
			Object.entries(one.inputs)
				.map(([key, value]) => `${key} = ${value ?? '—'}`)
				.join('\n') || '—'
		])
	);
	const heads = columns([t.name, 24], [t.clause, 28], [t.text, 44], [t.inputs, 20]);
	return table(t.smallRules, parcel.name, heads, rows, language);
}

/** Findings that a person set aside: what they decided and why, beside the computed answer. */
export function overruledTable(
	{ parcel, findings }: ParcelAnswer,
	overruled: readonly Overruled[],
	language: Language
): Table {
	const t = T[language];
	const rows = overruled.map((one) => {
		const finding = findings[one.finding];
		return plain([
			`${one.finding + 1}`,
			say(finding.name, language),
			verdictMark(finding.counts, language),
			verdictMark(one.counts, language),
			one.reason,
			one.by,
			one.on
		]);
	});
	const [computed, set] = language === 'zh' ? ['系统结论', '人工结论'] : ['Computed', 'Set to'];
	const heads = columns(
		[t.number, 10],
		[t.rule, 24],
		[computed, 18],
		[set, 18],
		[t.reason, 34],
		[t.by, 16],
		[t.on, 16]
	);
	return table(t.overruled, parcel.name, heads, rows, language);
}
