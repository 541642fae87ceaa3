import type { RunProgress } from '../../api.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import { inForce } from '../../risk/adjust/in-force.ts';
import { rulesInForce } from '../../risk/clearance/catalogue.ts';
import { clear, type Clearances } from '../../risk/clearance/clear.ts';
import type { Rule } from '../../risk/clearance/rule.ts';
import { DistrictBuilder, type DistrictColumns } from '../../risk/district.ts';
import { exposuresOf, withExposures } from '../../risk/exposure/count.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { Finding } from '../../risk/finding.ts';
import { hcaOf } from '../../risk/hca/find.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { zoningNumbersOf } from '../../risk/zoning/numbers.ts';
import { zoneDistrict, type Zoning } from '../../risk/zoning/zone.ts';
import { receiveRules } from '../rules/sent.ts';
import { areasOf, type DistrictAreas } from './areas.ts';
import { assess, findingsByFeature, type ToAssess } from './assess.ts';
import { columnsOfGraded } from './graded.ts';
import { segmentsInDegrees, zoneInDegrees } from './in-degrees.ts';
import { InputHash } from './input-hash.ts';
import { pairsById } from './pairs.ts';
import { Places } from './placed.ts';
import type { RawFeature } from './read.ts';
import type { Assessment, RulePairs, RunResult } from './result.ts';
import type { RunOrder } from './run-worker.ts';
import { SnapshotBuilder } from './snapshot.ts';
import type { StoredSummary } from './latest.ts';
import { summarize } from './summary.ts';

export type ComputationOrder = Extract<RunOrder, { type: 'begin' }>;

/** Everything a run knows when it is computed: what a change to one feature is worked into. */
export interface ComputedDistrict {
	order: ComputationOrder;
	plane: Plane;
	rules: RuleSet;
	inForce: readonly Rule[];
	input: InputHash;
	/** The features as they are stored. */
	stored: DistrictColumns;
	exposures: Exposure[];
	/** The same features, each hazard source with the people that were counted. */
	columns: DistrictColumns;
	clearances: Clearances;
	hca: PipelineHca[];
	areas: DistrictAreas;
	places: Places;
	assessments: Assessment[];
	graded: ReturnType<typeof columnsOfGraded>;
	zoning: Zoning;
	timings: Record<string, number>;
}

/** One run over one district: features go in one by one, the whole result comes out. Pure but for the clock of its timings. */
export class RunComputation {
	readonly #order: ComputationOrder;
	readonly #tell: (progress: RunProgress) => void;
	readonly #found: (pairs: RulePairs[]) => void;
	readonly #snapshot: SnapshotBuilder | null;
	readonly #builder = new DistrictBuilder();
	readonly #input = new InputHash();
	readonly #timings: Record<string, number> = {};
	#since = Date.now();

	/** `found` hears the pairs as soon as the clearances are asked. */
	constructor(
		order: ComputationOrder,
		tell: (progress: RunProgress) => void,
		found: (pairs: RulePairs[]) => void = () => {}
	) {
		this.#order = order;
		this.#tell = tell;
		this.#found = found;
		this.#snapshot = order.snapshot ? new SnapshotBuilder() : null;
	}

	/** Takes one feature; they come in the byte order of their ids. */
	add(raw: RawFeature): void {
		this.#input.add(raw);
		this.#snapshot?.add(raw);
		this.#builder.add({
			id: raw.id,
			layer: raw.layer as LayerId,
			name: raw.name,
			attributes: JSON.parse(raw.attributes) as Attributes,
			accuracyM: raw.accuracy_m,
			wkb: raw.wkb
		});
	}

	finish(): RunResult {
		const computed = this.compute();
		return { ...resultOf(computed), snapshot: this.#snapshot?.finish() ?? [] };
	}

	/** Computes, without making rows of it. */
	compute(): ComputedDistrict {
		const { district, today, method } = this.#order;
		const rules = receiveRules(this.#order.rules);
		const stored = this.#builder.finish();
		this.#lap('read');
		this.#say('expose', 0.15, '统计周边人员', 'Counting exposed people');
		const exposures = exposuresOf(stored, rules);
		// α follows who was counted: from here on a hazard source holds that number.
		const columns = withExposures(stored, exposures);
		this.#lap('expose');
		const asked = rulesInForce(today, district, rules);
		const clearances = clear(columns, asked, today, {
			tell: (share) => this.#say('clear', 0.2 + 0.2 * share, '核查安全距离', 'Checking clearances')
		});
		this.#found(clearances.pairs.map(pairsById));
		this.#lap('clear');
		this.#say('hca', 0.4, '识别高后果区', 'Identifying high consequence areas');
		const hca = hcaOf(columns, rules);
		this.#lap('hca');
		this.#say('grade', 0.45, '评定等级', 'Grading');
		const areas = areasOf(columns);
		const places = new Places(columns, areas);
		const order = this.#order;
		const findings = findingsByFeature(clearances.findings);
		const assessments = assess(toAssess({ order, rules, columns, exposures, hca, areas, places }, findings));
		this.#lap('grade');
		this.#say('zone', 0.55, '绘制四色图', 'Zoning');
		const graded = columnsOfGraded(columns, assessments);
		const zoning = zoneDistrict({
			...areas,
			features: graded.features,
			cellM: this.#order.cellM ?? rules.tables.zoning.cell.value,
			method,
			numbers: zoningNumbersOf(rules)
		});
		this.#lap('zone');
		return {
			order,
			plane: planeOf(order.srid),
			rules,
			inForce: asked,
			input: this.#input,
			stored,
			exposures,
			columns,
			clearances,
			hca,
			areas,
			places,
			assessments,
			graded,
			zoning,
			timings: this.#timings
		};
	}

	#say(phase: RunProgress['phase'], done: number, zh: string, en: string): void {
		this.#tell({ district: this.#order.district, phase, done, text: { zh, en } });
	}

	#lap(phase: string): void {
		const now = Date.now();
		this.#timings[phase] = now - this.#since;
		this.#since = now;
	}
}

/** What features are graded with, whether all of them or some. */
export function toAssess(
	from: Pick<ComputedDistrict, 'order' | 'rules' | 'columns' | 'exposures' | 'hca' | 'areas' | 'places'>,
	findings: ReadonlyMap<string, readonly Finding[]>
): ToAssess {
	const { order, rules, columns, exposures, hca, areas, places } = from;
	return {
		columns,
		findings,
		exposures: new Map(exposures.map((one) => [one.hazardSource, one])),
		hca: new Map(hca.map((one) => [one.pipeline, one])),
		overrides: inForce(order.overrides, order.today),
		places,
		subdistrictIds: areas.ids,
		rules,
		today: order.today
	};
}

/** The summary of what was computed. */
export function summaryOf(computed: ComputedDistrict): StoredSummary {
	const { order, columns, places, clearances, assessments, hca, zoning, areas, rules, timings } = computed;
	return summarize({
		columns,
		places,
		clearances,
		assessments,
		hca,
		zoning,
		areas,
		rules,
		today: order.today,
		before: order.before ?? null,
		timings
	});
}

/** What was computed as rows to store, all but its snapshot. */
export function resultOf(computed: ComputedDistrict): Omit<RunResult, 'snapshot'> {
	const { order, plane, input, clearances, assessments, hca, zoning, graded } = computed;
	const { originX, originY, columns, rows, cellM } = zoning.grid;
	return {
		inputSha256: input.digest(),
		method: order.method,
		assessments,
		findings: clearances.findings,
		segments: segmentsInDegrees(hca, plane),
		zones: zoning.zones.map((zone) => zoneInDegrees(zone, graded.ids, plane)),
		grid: { originX, originY, columns, rows, cellM, levels: zoning.levels },
		summary: summaryOf(computed)
	};
}
