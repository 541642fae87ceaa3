import type { DistrictColumns } from '../district.ts';
import type { Attributes, LayerId } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';
import { siteReachOf } from '../standards/gb32167.ts';
import { undecidedOf } from './doubts.ts';
import { chainsOf } from './chains.ts';
import type { PipelineHca } from './hca.ts';
import { gasHits, oilHits } from './hits.ts';
import { measureLines, type Span } from './lines.ts';
import { neighboursOf } from './neighbours.ts';
import { layersOfPlace, type PlaceKind } from './places.ts';
import { segmentsOf } from './segments.ts';
import { clampStretch, type Stretch } from './stretches.ts';

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
 * most 200.000 m away; where the pipeline bends back, a building counts at each stretch it stands beside. Windows run on
 * into the next pipeline where one goes on in the other (chainsOf), and never across a gap between two parts. `among`: only
 * the chains that hold one of these pipelines are asked; all members of them are returned.
 */
export function hcaOf(
	columns: DistrictColumns,
	rules: RuleSet,
	among: ReadonlySet<string> | null = null
): PipelineHca[] {
	const { ids, attributes, shapes } = columns.pipeline;
	const asked = ids.map((_, i) => i).filter((i) => isHcaAsked(attributes[i]));
	const reachM = asked.reduce((most, i) => {
		const { isOil, diameterMm, pressureMPa } = factsOf(attributes[i]);
		return isOil ? most : Math.max(most, siteReachOf(diameterMm, pressureMPa, rules).reachM);
	}, 0);
	const chains = chainsOf(columns.pipeline, asked).filter(
		(chain) => among === null || chain.some(({ feature }) => among.has(ids[feature]))
	);
	if (chains.length === 0) return [];
	const lines = measureLines(shapes, chains);
	// All members of a chain are of one class, diameter and pressure.
	const facts = lines.spans.map(([first]) => factsOf(attributes[first.feature]));
	const around = neighboursOf(
		columns,
		lines,
		facts.map((one) => one.isOil),
		reachM,
		rules
	);
	const found = new Map<number, PipelineHca>();
	for (const [line, spans] of lines.spans.entries()) {
		const { isOil, ...numbers } = facts[line];
		const answers = lines.runs[line].map((run, at) =>
			isOil
				? oilHits(run, at, around[line], rules)
				: gasHits(run, at, around[line], numbers.diameterMm, numbers.pressureMPa, rules)
		);
		for (const span of spans) {
			if (span.toM === span.fromM) continue;
			const own = measureLines(shapes, [[{ feature: span.feature, reversed: false }]]);
			const hits = answers.flatMap((answer) => within(answer.hits, span));
			const segments = own.runs[0].flatMap((run) => segmentsOf(own, run, cutTo(hits, run), numbers, rules));
			const doubts = answers.flatMap((answer) => within(answer.doubts, span));
			found.set(span.feature, {
				pipeline: ids[span.feature],
				lengthM: own.lengthM[0],
				segments,
				classes: answers.flatMap((answer) => within(answer.classes, span)).sort((a, b) => a.fromM - b.fromM),
				undecided: undecidedOf(doubts, segments, columns, rules),
				layersEmpty: emptyLayers(columns, isOil ? OIL_PLACES : GAS_PLACES, rules)
			});
		}
	}
	return asked.flatMap((i) => found.get(i) ?? []);
}

/** What lies of stretches of a chain in one of its pipelines, by that pipeline's own chainage. */
function within<T extends Stretch>(stretches: readonly T[], span: Span): T[] {
	const bounds = { fromM: 0, toM: span.toM - span.fromM };
	return cutTo(stretches, span).map((one) => {
		const [fromM, toM] = span.reversed
			? [span.toM - one.toM, span.toM - one.fromM]
			: [one.fromM - span.fromM, one.toM - span.fromM];
		// The first pipeline of a chain keeps its chainage to the last digit.
		return { ...one, ...(span.fromM === 0 && !span.reversed ? { fromM, toM } : clampStretch({ fromM, toM }, bounds)) };
	});
}

/** What lies of stretches within another; one that only touches it is not in it. */
function cutTo<T extends Stretch>(stretches: readonly T[], bounds: Stretch): T[] {
	return stretches.flatMap((one) => {
		const [fromM, toM] = [Math.max(one.fromM, bounds.fromM), Math.min(one.toM, bounds.toM)];
		return fromM > toM || (fromM === toM && one.fromM < one.toM) ? [] : [{ ...one, fromM, toM }];
	});
}

interface Facts {
	isOil: boolean;
	diameterMm: number | null;
	pressureMPa: number | null;
}

function factsOf({ pipeClass, diameterMm, pressureMPa }: Attributes): Facts {
	return { isOil: pipeClass === 'oil_trunk', diameterMm: numberOf(diameterMm), pressureMPa: numberOf(pressureMPa) };
}

function numberOf(value: Attributes[string] | undefined): number | null {
	return typeof value === 'number' ? value : null;
}

function emptyLayers(columns: DistrictColumns, kinds: readonly PlaceKind[], rules: RuleSet): string[] {
	const layers = new Set<LayerId>(['building', ...kinds.flatMap((kind) => layersOfPlace(kind, rules))]);
	return [...layers].filter((layer) => columns[layer].ids.length === 0);
}
