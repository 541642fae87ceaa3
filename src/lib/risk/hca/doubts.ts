import type { DistrictColumns } from '../district.ts';
import type { RuleSet } from '../rule-set.ts';
import { HCA_CLASSES } from '../standards/gb32167.ts';
import type { HcaSegment, PipelineHca } from './hca.ts';
import type { Doubt } from './hits.ts';
import { stretchText } from './chainage.ts';
import { holds, mergeStretches } from './stretches.ts';

const NAMES: Readonly<Record<string, { zh: string; en: string }>> = {
	households: { zh: '户数', en: 'households' },
	use: { zh: '用途', en: 'use' },
	storeys: { zh: '层数', en: 'storeys' },
	people: { zh: '人数', en: 'people' },
	kind: { zh: '类型', en: 'kind' },
	diameterMm: { zh: '管径', en: 'diameter' },
	pressureMPa: { zh: '最大允许操作压力', en: 'maximum pressure' }
};

/**
 * What is open: one entry for each attribute that is not on record. A doubt does not count where the pipeline is an area
 * of that class or a higher one anyway: it changes nothing there. Where the map has no buildings, nobody was counted.
 */
export function undecidedOf(
	doubts: readonly Doubt[],
	segments: readonly HcaSegment[],
	columns: DistrictColumns,
	rules: RuleSet
): PipelineHca['undecided'] {
	const rank = (one: { class: HcaSegment['class'] }) => HCA_CLASSES.indexOf(one.class);
	const open = doubts.filter((doubt) => {
		return !segments.some((segment) => rank(segment) >= rank(doubt) && holds(segment, doubt));
	});
	const undecided = [...new Set(open.map((doubt) => doubt.attribute))].map((attribute) => {
		return entryOf(
			attribute,
			open.filter((doubt) => doubt.attribute === attribute),
			rules
		);
	});
	if (columns.building.ids.length > 0) return undecided;
	const text = {
		zh: '图上没有建筑, 无法统计两侧户数。请导入建筑图层',
		en: 'There are no buildings on the map, so households could not be counted. Import the building layer'
	};
	return [...undecided, { code: 'layer-empty', attribute: 'households', features: [], text }];
}

function entryOf(attribute: string, doubts: readonly Doubt[], rules: RuleSet): PipelineHca['undecided'][number] {
	const nearest = new Map<string, number>();
	for (const { id, distanceM } of doubts.flatMap((doubt) => doubt.features)) {
		nearest.set(id, Math.min(nearest.get(id) ?? Infinity, distanceM));
	}
	const ids = [...nearest].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
	const name = NAMES[attribute] ?? { zh: attribute, en: attribute };
	const chainages = mergeStretches(doubts).map(stretchText).join('、');
	const whose =
		ids.length === 0
			? { zh: `本管道未登记“${name.zh}”`, en: `The pipeline's ${name.en} is not on record` }
			: {
					zh: `${ids.length} 个要素未登记“${name.zh}”`,
					en: `The ${name.en} of ${ids.length} features is not on record`
				};
	return {
		code: 'attribute-missing',
		attribute,
		features: ids.slice(0, rules.tables.hca.featuresShown.value),
		text: {
			zh: `高后果区未能判定: ${whose.zh}, 可能改变结论; ${chainages}。请补充登记`,
			en: `High consequence areas are undecided: ${whose.en} and could change the answer; ${chainages}. Record it`
		}
	};
}
