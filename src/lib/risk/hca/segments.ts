import type { RuleSet } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import { hcaRuleOf, highestClass, levelOfClass, type ItemId } from '../standards/gb32167.ts';
import { weakest } from '../standards/grade.ts';
import type { HcaItem, HcaSegment } from './hca.ts';
import type { Hit, HitFeature } from './hits.ts';
import { cutLine, type Lines, type Run } from './lines.ts';
import { mergeStretches, meets } from './stretches.ts';
import { stretchText } from './chainage.ts';

/** Numbers of the pipeline that decided which item it was asked by. */
export interface PipelineNumbers {
	diameterMm: number | null;
	pressureMPa: number | null;
}

/** The segments of one run: hits that overlap or touch are one, of the highest class among them, with all their items. */
export function segmentsOf(
	lines: Lines,
	run: Run,
	hits: readonly Hit[],
	numbers: PipelineNumbers,
	rules: RuleSet
): HcaSegment[] {
	return mergeStretches(hits).map((stretch) => {
		const own = hits.filter((hit) => meets(hit, stretch));
		const ids = [...new Set(own.map((hit) => hit.item))].sort();
		const items = ids.map((item) =>
			itemOf(
				item,
				own.filter((hit) => hit.item === item),
				numbers,
				rules
			)
		);
		const hcaClass = highestClass(items.map((item) => item.class));
		return {
			...stretch,
			class: hcaClass,
			level: levelOfClass(hcaClass, rules),
			items,
			lines: cutLine(lines, run, stretch)
		};
	});
}

function itemOf(item: ItemId, hits: readonly Hit[], numbers: PipelineNumbers, rules: RuleSet): HcaItem {
	const rule = hcaRuleOf(item, rules);
	const features = nearestFirst(hits.flatMap((hit) => hit.features));
	const chainages = mergeStretches(hits).map(stretchText).join('、');
	const said = [countedOf(hits, rules), placesOf(item, hits, numbers, rules)].filter((one) => one !== null);
	return {
		item,
		class: rule.class,
		clause: rule.clause,
		confidence: weakest([rule.confidence, ...said.map((one) => one.confidence)]),
		text: {
			zh: `${rule.name.zh}: ${said.map((one) => one.zh).join('; ')}; ${chainages}${rule.note === null ? '' : ` (${rule.note})`}`,
			en: `${rule.name.en}: ${said.map((one) => one.en).join('; ')}; ${chainages}`
		},
		inputs: { ...Object.assign({}, ...said.map((one) => one.inputs)), features: features.length, chainages },
		features: features.slice(0, rules.tables.hca.featuresShown.value).map((feature) => feature.id)
	};
}

interface Said {
	zh: string;
	en: string;
	confidence: Confidence;
	inputs: HcaItem['inputs'];
}

/** What the windows counted: the most that any of them had. */
function countedOf(hits: readonly Hit[], rules: RuleSet): Said | null {
	let best: NonNullable<Hit['counted']> | null = null;
	for (const { counted } of hits) if (counted !== null && (best === null || counted.most > best.most)) best = counted;
	if (best === null) return null;
	const { hca } = rules.tables;
	const windowM = hca.window.value;
	const stripM = hca.strip.value;
	if (best.of === 'tall') {
		const { storeys, least } = hca.tall;
		return {
			zh: `${windowM} m 内最多 ${best.most} 栋(≥ ${least.value} 栋)`,
			en: `up to ${best.most} of them in ${windowM} m (≥ ${least.value})`,
			confidence: least.confidence as Confidence,
			inputs: { tallBuildings: best.most, leastTall: least.value, storeys: storeys.value, windowM, stripM }
		};
	}
	const least = hits[0].item === 'oil-c' ? hca.oilSettlement.value : hca.classLocation.atLeast['三级'];
	const rests = best.most - best.guessed < least;
	return {
		zh: `${windowM} m 内最多 ${best.most} 户(≥ ${least} 户)${best.guessed > 0 ? `, 其中 ${best.guessed} 户未登记, 按最少计` : ''}`,
		en: `up to ${best.most} households in ${windowM} m (≥ ${least})${best.guessed > 0 ? `, ${best.guessed} of them not on record, at the least` : ''}`,
		confidence: rests ? (hca.dwellings.unknownHouseholds.confidence as Confidence) : (hca.confidence as Confidence),
		inputs: { households: best.most, leastHouseholds: least, guessed: best.guessed, windowM, stripM }
	};
}

/** How many places were hit, the nearest of them, and within which distance. */
function placesOf(item: ItemId, hits: readonly Hit[], numbers: PipelineNumbers, rules: RuleSet): Said | null {
	const placed = hits.filter((hit) => hit.place !== null);
	if (placed.length === 0) return null;
	const features = nearestFirst(placed.flatMap((hit) => hit.features));
	const withinM = placed[0].place!.reachM;
	const nearestM = features[0].distanceM;
	const { places } = rules.tables.hca;
	const isRadius = item === 'gas-c' || item === 'gas-d';
	// A site of the second kind rests on a definition that nobody has seen; one of the first kind beside it does not need it.
	const onSecond = placed.every((hit) => hit.place!.kind === 'siteII');
	const confidences: Confidence[] = [rules.tables.hca.confidence as Confidence];
	if (onSecond) confidences.push(places.siteII.confidence as Confidence);
	if (isRadius) confidences.push(rules.tables.pipeline.impactRadius.confidence as Confidence);
	const within = isRadius
		? { zh: `潜在影响半径 ${withinM.toFixed(1)} m`, en: `the radius of ${withinM.toFixed(1)} m` }
		: { zh: `${withinM} m`, en: `${withinM} m` };
	return {
		zh: `${features.length} 处, 最近 ${nearestM} m(≤ ${within.zh})`,
		en: `${features.length}, the nearest at ${nearestM} m (≤ ${within.en})`,
		confidence: weakest(confidences),
		inputs: {
			places: features.length,
			nearestM,
			withinM: Math.round(withinM * 1000) / 1000,
			...(isRadius ? { diameterMm: numbers.diameterMm, pressureMPa: numbers.pressureMPa } : {})
		}
	};
}

function nearestFirst(features: readonly HitFeature[]): HitFeature[] {
	const nearest = new Map<string, HitFeature>();
	for (const feature of features) {
		const known = nearest.get(feature.id);
		if (known === undefined || feature.distanceM < known.distanceM) nearest.set(feature.id, feature);
	}
	return [...nearest.values()].sort((a, b) => a.distanceM - b.distanceM || (a.id < b.id ? -1 : 1));
}
