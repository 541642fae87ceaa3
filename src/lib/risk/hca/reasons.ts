import type { Reason, Value } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import { CLASS_LOCATIONS } from '../standards/class-location.ts';
import { hcaRuleOf, levelOfClass, type ItemId } from '../standards/gb32167.ts';
import { weakest } from '../standards/grade.ts';
import { stretchText } from './chainage.ts';
import type { HcaItem, PipelineHca } from './hca.ts';
import { mergeStretches } from './stretches.ts';

/**
 * Why a trunk pipeline has the level of its high consequence areas: one reason an item with the chainages where it holds
 * and the number that decided, what could not be asked (level null), the class locations of a gas pipeline (level null),
 * and where nothing was met and nothing is open, that there is none (blue).
 */
export function hcaReasons(hca: PipelineHca, rules: RuleSet): Reason[] {
	const items = hca.segments.flatMap((segment) => segment.items);
	const met = [...new Set(items.map((item) => item.item))].sort();
	const reasons = met.map((id) =>
		itemReason(
			items.filter((item) => item.item === id),
			rules
		)
	);
	reasons.push(...hca.undecided.map((open) => openReason(open, rules)));
	if (reasons.length === 0) reasons.push(noneReason(hca, rules));
	if (hca.classes.length > 0) reasons.push(classReason(hca, rules));
	return reasons;
}

/** What is said of an abandoned trunk pipeline. */
export function abandonedReason(rules: RuleSet): Reason {
	return {
		...plain('GB32167-ABANDONED', rules),
		text: { zh: '停用管道, 不识别高后果区', en: 'Abandoned: high consequence areas are not identified' }
	};
}

/** One item of several segments. */
function itemReason(items: readonly HcaItem[], rules: RuleSet): Reason {
	const [first] = items;
	const worst = items.reduce((a, b) => (decisive(b) > decisive(a) ? b : a));
	const chainages = items.map((item) => item.inputs.chainages).join('、');
	const rule = hcaRuleOf(first.item as ItemId, rules);
	const more =
		items.length > 1 ? { zh: `; 共 ${items.length} 段: ${chainages}`, en: `; ${items.length} stretches` } : null;
	return {
		rule: `GB32167-${first.item}`,
		clause: rule.clause,
		text: {
			zh: `高后果区${first.class}级, ${worst.text.zh}${more?.zh ?? ''}`,
			en: `High consequence area, class ${first.class}. ${worst.text.en}${more?.en ?? ''}`
		},
		inputs: { class: first.class, ...worst.inputs, chainages },
		...measuredOf(worst.inputs),
		confidence: weakest(items.map((item) => item.confidence)),
		level: levelOfClass(first.class, rules)
	};
}

/** By what one stretch is worse than another of the same item: more households or buildings, or nearer. */
function decisive({ inputs }: HcaItem): number {
	const { measured, unit } = measuredOf(inputs);
	return unit === 'm' ? -(measured ?? Infinity) : (measured ?? -Infinity);
}

function measuredOf(inputs: HcaItem['inputs']): Pick<Reason, 'measured' | 'limit' | 'unit'> {
	const number = (value: Value | undefined) => (typeof value === 'number' ? value : null);
	if ('tallBuildings' in inputs) {
		return { measured: number(inputs.tallBuildings), limit: number(inputs.leastTall), unit: '栋' };
	}
	if ('households' in inputs) {
		return { measured: number(inputs.households), limit: number(inputs.leastHouseholds), unit: '户' };
	}
	return { measured: number(inputs.nearestM), limit: number(inputs.withinM), unit: 'm' };
}

function openReason({ code, attribute, features, text }: PipelineHca['undecided'][number], rules: RuleSet): Reason {
	return { ...plain('GB32167-UNDECIDED', rules), text, inputs: { code, attribute, features: features.join(', ') } };
}

function noneReason({ lengthM, layersEmpty }: PipelineHca, rules: RuleSet): Reason {
	const empty =
		layersEmpty.length === 0
			? { zh: '', en: '' }
			: {
					zh: `; 图层 ${layersEmpty.join('、')} 无要素, 相应条款未命中`,
					en: `; layers ${layersEmpty.join(', ')} are empty, so that nothing of theirs could be met`
				};
	return {
		...plain('GB32167-NONE', rules),
		text: {
			zh: `已识别全长 ${Math.round(lengthM)} m, 无高后果区${empty.zh}`,
			en: `All ${Math.round(lengthM)} m were asked: there is no high consequence area${empty.en}`
		},
		inputs: { lengthM: Math.round(lengthM), layersEmpty: layersEmpty.join(', ') },
		// Where 四层及以上楼房普遍集中 begins is this house's number.
		confidence: 'DESIGN',
		level: 'blue'
	};
}

function classReason({ classes }: PipelineHca, rules: RuleSet): Reason {
	const { standard, clause, confidence } = rules.tables.hca.classLocation;
	const present = CLASS_LOCATIONS.filter((one) => classes.some((stretch) => stretch.class === one));
	const each = present.map((one) => {
		const own = classes.filter((stretch) => stretch.class === one);
		return { one, metres: own.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0) };
	});
	const raised = classes.filter((stretch) => stretch.designClass !== stretch.class);
	const design = mergeStretches(raised).map(stretchText).join('、');
	const list = each.map(({ one, metres }) => `${one} ${Math.round(metres)} m`).join(', ');
	return {
		...plain('GB50251-4.2.2', rules),
		clause: `${standard} ${clause}`,
		text: {
			zh: `地区等级: ${list}${design === '' ? '' : `; 一、二级地区内有学校、医院等公共场所, 设计按三级: ${design}`}`,
			en: `Class locations: ${list}${design === '' ? '' : `; designed as 三级 for a school, hospital or public place: ${design}`}`
		},
		inputs: {
			...Object.fromEntries(each.map(({ one, metres }) => [one, Math.round(metres)])),
			households: Math.max(...classes.map((stretch) => stretch.households)),
			designedAsThree: design
		},
		confidence: confidence as Confidence
	};
}

function plain(rule: string, rules: RuleSet): Omit<Reason, 'text'> {
	const { standard, clause, confidence } = rules.tables.hca;
	const numbers = { measured: null, limit: null, unit: null };
	return {
		rule,
		clause: `${standard} ${clause}`,
		inputs: {},
		...numbers,
		confidence: confidence as Confidence,
		level: null
	};
}
