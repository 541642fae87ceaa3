import type { DistrictColumns } from '../district.ts';
import type { Attributes, LayerId } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';
import { siteReachOf } from '../standards/gb32167.ts';
import { undecidedOf } from './doubts.ts';
import type { HcaSegment, PipelineHca } from './hca.ts';
import { gasHits, oilHits, type Doubt } from './hits.ts';
import { measureLines } from './lines.ts';
import { neighboursOf } from './neighbours.ts';
import { layersOfPlace, type PlaceKind } from './places.ts';
import { segmentsOf } from './segments.ts';

/** Kinds of places that are asked for. */
const OIL_PLACES: readonly PlaceKind[] = ['explosive', 'road', 'nature', 'water', 'zone'];
const GAS_PLACES: readonly PlaceKind[] = ['explosive', 'siteI', 'siteII', 'zone'];

/** Whether high consequence areas are asked of a pipeline: an oil or gas trunk line that is not abandoned. */
export function isHcaAsked({ pipeClass, status }: Attributes): boolean {
	return (pipeClass === 'oil_trunk' || pipeClass === 'gas_trunk') && status !== 'abandoned';
}

/**
 * The high consequence areas of every trunk pipeline of a district (GB 32167-2015 6.1) and the class locations of those
 * for gas (GB 50251-2015 4.2.2), in the order of the pipelines. Lengths are metres along the pipeline in the metric
 * plane. Left out are abandoned pipelines, those of another class, and those without a class or without length.
 *
 * A building counts in a 2 km window when the place of the pipeline that is nearest to it lies in the window and is at
 * most 200.000 m away; where the pipeline bends back, a building counts at each stretch it stands beside. One feature is
 * one pipeline: its windows do not run on into the next feature, nor across a gap between two parts of it.
 */
export function hcaOf(columns: DistrictColumns, rules: RuleSet): PipelineHca[] {
	const { ids, attributes, shapes } = columns.pipeline;
	const asked = ids.map((_, i) => i).filter((i) => isHcaAsked(attributes[i]));
	if (asked.length === 0) return [];
	const lines = measureLines(shapes, asked);
	const facts = lines.feature.map((i) => {
		const diameterMm = numberOf(attributes[i].diameterMm);
		const pressureMPa = numberOf(attributes[i].pressureMPa);
		return { isOil: attributes[i].pipeClass === 'oil_trunk', diameterMm, pressureMPa };
	});
	const reachM = facts.reduce((most, { isOil, diameterMm, pressureMPa }) => {
		return isOil ? most : Math.max(most, siteReachOf(diameterMm, pressureMPa, rules).reachM);
	}, 0);
	const isOil = facts.map((one) => one.isOil);
	const around = neighboursOf(columns, lines, isOil, reachM, rules);
	return lines.feature.map((i, line) => {
		const { isOil, ...numbers } = facts[line];
		const segments: HcaSegment[] = [];
		const doubts: Doubt[] = [];
		const classes: PipelineHca['classes'] = [];
		lines.runs[line].forEach((run, at) => {
			const answer = isOil
				? oilHits(run, at, around[line], rules)
				: gasHits(run, at, around[line], numbers.diameterMm, numbers.pressureMPa, rules);
			segments.push(...segmentsOf(lines, run, answer.hits, numbers, rules));
			doubts.push(...answer.doubts);
			classes.push(...answer.classes);
		});
		return {
			pipeline: ids[i],
			lengthM: lines.lengthM[line],
			segments,
			classes,
			undecided: undecidedOf(doubts, segments, columns, rules),
			layersEmpty: emptyLayers(columns, isOil ? OIL_PLACES : GAS_PLACES, rules)
		};
	});
}

function numberOf(value: Attributes[string] | undefined): number | null {
	return typeof value === 'number' ? value : null;
}

function emptyLayers(columns: DistrictColumns, kinds: readonly PlaceKind[], rules: RuleSet): string[] {
	const layers = new Set<LayerId>(['building', ...kinds.flatMap((kind) => layersOfPlace(kind, rules))]);
	return [...layers].filter((layer) => columns[layer].ids.length === 0);
}
