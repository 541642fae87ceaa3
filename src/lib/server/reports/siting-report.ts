import { planeOf } from '../../geo/plane.ts';
import type { ParcelAnswer, Provenance } from '../../siting/api.ts';
import { VERDICTS, type Use, type Verdict } from '../../risk/siting/answer.ts';
import type { Words } from '../../risk/words.ts';
import { VERSION } from '../version.ts';
import { cornerTable } from './corners.ts';
import { crsWords } from './crs-words.ts';
import { momentText, say, type Block, type Cell, type Document, type Language, type Table } from './document.ts';
import { verdictMark, verdictPattern } from './looks.ts';
import { asCarried, seal } from './seal.ts';
import type { SitingInput } from './siting-input.ts';
import {
	conditionTable,
	findingTable,
	notAppliedTable,
	overruledTable,
	policyTable,
	smallRuleTable,
	undecidedTable
} from './siting-tables.ts';
import { seenIn, siteMap, siteView } from './site-map.ts';
import { T } from './terms.ts';

/** What a verdict means for whoever reads it. */
const MEANING: Readonly<Record<Verdict, Words>> = {
	veto: {
		zh: '有规定禁止在此建设。请另行选址，或先消除下列不合规情形后重新核查。',
		en: 'Something forbids it here. Choose another site, or remove what is broken below and check again.'
	},
	undecided: {
		zh: '有相关事项未能核查或在位置精度之内，不能视为合格。请按“未能判定”所列补充或测量后重新核查。',
		en: 'Something relevant could not be asked or lies within the accuracy of the positions. See the table of what is undecided, complete it, check again.'
	},
	conditional: {
		zh: '须先完成下列申请、材料或告知，取得同意后方可建设。',
		en: 'The applications, documents and notices below come first.'
	},
	clear: {
		zh: '所问各项均已核查，未见不符合。这不是许可。',
		en: 'All that is asked was asked, and nothing was found against it. This is no permission.'
	}
};

const VALIDITY: Words = {
	zh: '本报告是依据上列规则版本和数据版本所作的初筛，只对核查当日的数据与规则成立，不是行政许可，也不代替安全评价、现场勘测和主管部门审批。地块、项目、周边要素或规则有任何变化，均须重新核查。标有“需人工核对标准原文”“系统设定”的数值，使用前须人工确认。',
	en: 'This report is a first screening by the rule set and data named above. It holds for the data and rules of that day only; it is no permit and replaces no safety assessment, survey or approval. Check again after any change of parcel, project, surroundings or rules. Numbers marked as system defaults or to be checked against the text of the standard must be confirmed by a person first.'
};

/** The report on a siting answer. It carries its own input, without the surroundings that its maps do not show. */
export function sitingReport(order: SitingInput): Document {
	const given = asCarried(order);
	const { provenance, parcels } = given.answer;
	const { metricSrid } = provenance.district;
	const shown = new Set(parcels.flatMap((one) => seenIn(siteView(one, metricSrid), given.surroundings, metricSrid)));
	const input = { ...given, surroundings: given.surroundings.filter((one) => shown.has(one)) };
	const { language } = input;
	const t = T[language];
	const worst = VERDICTS.find((verdict) => parcels.some((one) => one.verdict === verdict))!;
	const sealed = seal({ report: 'siting', version: VERSION, input });
	return {
		language,
		title: t.title,
		subject: input.name ?? parcels.map(({ parcel }) => parcel.name).join('、'),
		author: input.asker ?? '四色 Sise',
		at: provenance.at,
		summary: t.summary,
		seal: sealed,
		blocks: [
			banner(language === 'zh' ? '全部地块' : 'All parcels', worst, language),
			heading(1, t.project),
			{ kind: 'pairs', of: t.project, rows: projectPairs(input) },
			...(parcels.length > 1 ? [heading(1, t.parcels), parcelTable(parcels, language)] : []),
			...parcels.flatMap((one, i) => parcelBlocks(one, i, input)),
			heading(1, t.provenance),
			{ kind: 'pairs', of: t.provenance, rows: provenancePairs(provenance, sealed.sha256, language) },
			heading(1, t.validity),
			{ kind: 'paragraph', text: say(VALIDITY, language) }
		]
	};
}

function heading(rank: 1 | 2, text: string, newPage = false): Block {
	return { kind: 'heading', rank, text, newPage };
}

function banner(of: string, verdict: Verdict, language: Language): Block {
	const mark = verdictMark(verdict, language);
	return { kind: 'banner', of, mark, pattern: verdictPattern(verdict), text: say(MEANING[verdict], language) };
}

function projectPairs({ name, asker, answer, types, language }: SitingInput): [string, Cell][] {
	const t = T[language];
	const zh = language === 'zh';
	const { proposal, provenance } = answer;
	const uses = proposal.uses.flatMap((use, i): [string, Cell][] => {
		const type = types.find(({ id }) => id === use.type);
		const which = proposal.uses.length > 1 ? `${t.use} ${i + 1}` : t.use;
		return [[which, type ? say(type.name, language) : use.type], ...factPairs(use, type?.facts ?? [], language)];
	});
	return [
		...(name === null ? [] : [[zh ? '方案名称' : 'Case', name] as [string, Cell]]),
		...(asker === null ? [] : [[zh ? '核查人' : 'Asked by', asker] as [string, Cell]]),
		[zh ? '辖区' : 'District', `${provenance.district.name} ${provenance.district.code}`],
		...uses,
		[zh ? '扩建对象' : 'Extends', proposal.extends ?? (zh ? '新建' : 'nothing: new')],
		...(proposal.existingAreaM2 === null
			? []
			: [
					[zh ? '已有面积 (m²)' : 'Area that stands (m²)', { value: proposal.existingAreaM2, digits: 1 }] as [
						string,
						Cell
					]
				]),
		[
			zh ? '期限' : 'Stands for',
			proposal.months === null ? (zh ? '长期' : 'good') : `${proposal.months} ${zh ? '个月' : 'months'}`
		]
	];
}

type Facts = SitingInput['types'][number]['facts'];

/** Every fact that the type asks for, also one that was not told, and whatever else was told. */
function factPairs(use: Use, facts: Facts, language: Language): [string, Cell][] {
	const t = T[language];
	const asked = facts.map((fact): [string, Cell] => {
		const value = use.facts[fact.key];
		const unit = fact.unit === undefined ? '' : ` (${fact.unit})`;
		const choice = fact.choices?.find((one) => one.value === value);
		return [`${say(fact.name, language)}${unit}`, choice ? say(choice.name, language) : valueText(value, t)];
	});
	const others = Object.entries(use.facts).filter(([key]) => !facts.some((fact) => fact.key === key));
	return [...asked, ...others.map(([key, value]): [string, Cell] => [key, valueText(value, t)])];
}

function valueText(value: Use['facts'][string] | undefined, t: (typeof T)[Language]): string {
	if (value === undefined || value === null) return t.notTold;
	if (typeof value === 'boolean') return value ? t.yes : t.no;
	return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
}

function parcelTable(parcels: readonly ParcelAnswer[], language: Language): Table {
	const t = T[language];
	return {
		kind: 'table',
		sheet: t.parcels,
		of: null,
		columns: [
			{ title: t.number, width: 10 },
			{ title: t.parcel, width: 40 },
			{ title: t.verdict, width: 24 },
			{ title: t.area, width: 20 },
			{ title: t.findings, width: 14 },
			{ title: t.conditions, width: 14 }
		],
		rows: parcels.map(({ parcel, verdict, areaM2, findings, conditions }, i) => ({
			cells: [
				`${i + 1}`,
				parcel.name,
				verdictMark(verdict, language),
				{ value: areaM2, digits: 1 },
				{ value: findings.length, digits: 0 },
				{ value: conditions.length, digits: 0 }
			],
			note: null
		})),
		empty: t.none,
		most: Infinity,
		rest: ''
	};
}

function parcelBlocks(answer: ParcelAnswer, index: number, input: SitingInput): Block[] {
	const { language, surroundings } = input;
	const t = T[language];
	const srid = input.answer.provenance.district.metricSrid;
	const { parcel } = answer;
	const overruled = input.overruled.filter((one) => one.parcel === index);
	const optional = [
		[t.overruled, overruledTable(answer, overruled, language)],
		[t.policies, policyTable(answer, language)],
		[t.smallRules, smallRuleTable(answer, language)]
	] as const;
	return [
		heading(1, `${t.parcel} ${index + 1}: ${parcel.name}`, true),
		banner(parcel.name, answer.verdict, language),
		{ kind: 'pairs', of: parcel.name, rows: parcelPairs(answer, srid, language) },
		{ kind: 'chart', drawing: siteMap(answer, surroundings, srid, language), caption: captionOf(answer, input) },
		heading(2, t.findings),
		findingTable(answer, language),
		heading(2, t.conditions),
		conditionTable(answer, language),
		heading(2, t.undecided),
		undecidedTable(answer, language),
		...optional.flatMap(([title, table]) => (table.rows.length === 0 ? [] : [heading(2, title), table])),
		heading(2, t.notApplied),
		notAppliedTable(answer, language),
		heading(2, t.corners),
		cornerTable(parcel.name, parcel.geometry, srid, language)
	];
}

function parcelPairs(answer: ParcelAnswer, srid: number, language: Language): [string, Cell][] {
	const zh = language === 'zh';
	const count = (state: string) => answer.findings.filter((one) => one.state === state).length;
	const { asked, answered } = answer.subjects;
	return [
		[T[language].area, { value: answer.areaM2, digits: 1 }],
		[zh ? '地块位置精度 (m)' : 'Accuracy of the parcel (m)', { value: answer.parcel.accuracyM, digits: 3 }],
		[
			zh ? '核查结果' : 'Findings',
			zh
				? `${answer.findings.length} 项：不合规 ${count('broken')}，需现场测量 ${count('uncertain')}，未能判定 ${count('undecided')}，合规 ${count('met')}`
				: `${answer.findings.length}: ${count('broken')} broken, ${count('uncertain')} to measure, ${count('undecided')} undecided, ${count('met')} met`
		],
		[
			zh ? '所问对象' : 'Subjects',
			zh ? `应问 ${asked}，已答 ${answered}` : `${asked} to be asked, ${answered} answered`
		],
		[zh ? '坐标系' : 'Coordinate system', say(crsWords(planeOf(srid).srid), language)]
	];
}

function captionOf({ parcel, findings }: ParcelAnswer, { answer, language }: SitingInput): string {
	const dates = findings.flatMap(({ dataOn }) => (dataOn === null ? [] : [dataOn])).sort();
	const { today, dataVersion } = answer.provenance;
	const span = dates.length === 0 ? '—' : dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} – ${dates.at(-1)}`;
	return language === 'zh'
		? `图：${parcel.name} 及周边。数据版本 ${dataVersion}，要素数据日期 ${span}，核查日期 ${today}。编号与核查结果表序号一致。`
		: `Map: ${parcel.name} and its surroundings. Data version ${dataVersion}, features of ${span}, checked on ${today}. Numbers are those of the findings.`;
}

function provenancePairs(one: Provenance, sealed: string, language: Language): [string, Cell][] {
	const zh = language === 'zh';
	return [
		[zh ? '核查时间' : 'Checked at', momentText(one.at)],
		[zh ? '规则适用日期' : 'Rules as of', one.today],
		[zh ? '规则版本' : 'Rule set', one.rulesVersion],
		[zh ? '数据版本' : 'Data version', `${one.dataVersion}`],
		[zh ? '数据 SHA-256' : 'Data SHA-256', one.dataSha256],
		[zh ? '请求 SHA-256' : 'Order SHA-256', one.orderSha256],
		[zh ? '引擎' : 'Engine', one.engine],
		[zh ? '程序版本' : 'Program', `四色 Sise ${VERSION}`],
		[zh ? '坐标系' : 'Coordinate system', say(crsWords(one.district.metricSrid), language)],
		[zh ? '本报告所附数据 SHA-256' : 'SHA-256 of the data carried', sealed],
		[zh ? '校验方法' : 'To verify', 'npm run sise -- verify-report FILE.pdf']
	];
}
