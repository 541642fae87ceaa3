import { createHash } from 'node:crypto';
import type { RunProgress } from '../../api.ts';
import { unprojectGeometry } from '../../geo/densify.ts';
import { containing, type ShapeIndex } from '../../geo/nearby.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import { pointOnSurface } from '../../geo/surface-point.ts';
import { writeWkb } from '../../geo/wkb.ts';
import { rulesInForce } from '../../risk/clearance/catalogue.ts';
import { clear, type AskedPairs, type Clearances } from '../../risk/clearance/clear.ts';
import { DistrictBuilder, type DistrictColumns } from '../../risk/district.ts';
import type { Finding } from '../../risk/finding.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { LAYERS } from '../../risk/layers/registry.ts';
import { DEFAULT_CELL_M, ZONING_NUMBERS } from '../../risk/zoning/numbers.ts';
import { zoneDistrict, type Zoning } from '../../risk/zoning/zone.ts';
import { areasOf } from './areas.ts';
import type { RawFeature } from './read.ts';
import type { Assessment, RulePairs, RunResult } from './result.ts';
import { needsJudgement } from './role-sql.ts';
import type { RunOrder } from './run-worker.ts';
import { summarize } from './summary.ts';
import { columnsOfGraded } from './graded.ts';

type Order = Extract<RunOrder, { type: 'begin' }>;

/** One run over one district: features go in one by one, the whole result comes out. Pure but for the clock of its timings. */
export class RunComputation {
	readonly #order: Order;
	readonly #tell: (progress: RunProgress) => void;
	readonly #builder = new DistrictBuilder();
	readonly #hash = createHash('sha256');
	readonly #timings: Record<string, number> = {};
	#since = Date.now();

	constructor(order: Order, tell: (progress: RunProgress) => void) {
		this.#order = order;
		this.#tell = tell;
	}

	/** Takes one feature. The hash of the inputs is over id, layer, attributes, accuracy and geometry, in order of id. */
	add(raw: RawFeature): void {
		this.#hash.update(`${raw.id}\0${raw.layer}\0${raw.attributes}\0${raw.accuracy_m ?? ''}\0`).update(raw.wkb);
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
		const { district, today, method } = this.#order;
		const plane = planeOf(this.#order.srid);
		const columns = this.#builder.finish();
		this.#lap('read');
		this.#say('clear', 0.2, '核查安全距离', 'Checking clearances');
		const clearances = clear(columns, rulesInForce(today, district), today);
		this.#lap('clear');
		this.#say('grade', 0.45, '评定等级', 'Grading');
		const areas = areasOf(columns);
		const assessments = assess(columns, clearances, areas.index, areas.ids, today);
		this.#lap('grade');
		this.#say('zone', 0.55, '绘制四色图', 'Zoning');
		const graded = columnsOfGraded(columns, assessments);
		const zoning = zoneDistrict({
			...areas,
			features: graded.features,
			cellM: this.#order.cellM ?? DEFAULT_CELL_M,
			method,
			numbers: ZONING_NUMBERS
		});
		this.#lap('zone');
		const summary = summarize({ columns, clearances, assessments, zoning, areas, timings: this.#timings });
		return {
			inputSha256: this.#hash.digest('hex'),
			method,
			assessments,
			findings: clearances.findings,
			zones: zonesInDegrees(zoning, graded.ids, plane),
			grid: { ...pick(zoning.grid), levels: zoning.levels },
			summary,
			pairs: clearances.pairs.map(pairsById)
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

/**
 * Grades every feature of the layers that carry a level. Buildings that nobody appraised (most of a city) are left out:
 * they are not assessed, and say so when asked.
 */
function assess(
	columns: DistrictColumns,
	clearances: Clearances,
	subdistricts: ShapeIndex,
	subdistrictIds: readonly string[],
	today: string
): Assessment[] {
	const findingsOf = findingsByFeature(clearances.findings);
	const assessments: Assessment[] = [];
	for (const layer of LAYERS) {
		if (layer.grade === null) continue;
		const { ids, attributes, shapes } = columns[layer.id];
		for (let i = 0; i < ids.length; i++) {
			const grade = layer.grade(attributes[i], { findings: findingsOf.get(ids[i]) ?? [], today });
			if (grade.level === null && layer.id === 'building') continue;
			const [x, y] = pointOnSurface(shapes, i);
			const [holder] = containing(x, y, subdistricts);
			assessments.push({
				feature: ids[i],
				layer: layer.id,
				level: grade.level,
				grade: grade.grade,
				reasons: grade.reasons,
				missing: grade.missing,
				influence: grade.level === null ? null : (layer.influence?.(attributes[i], grade) ?? null),
				subdistrict: holder === undefined ? null : subdistrictIds[holder]
			});
		}
	}
	return assessments;
}

function findingsByFeature(findings: readonly Finding[]): Map<string, Finding[]> {
	const byFeature = new Map<string, Finding[]>();
	const add = (feature: string, finding: Finding) => {
		const known = byFeature.get(feature);
		if (known) known.push(finding);
		else byFeature.set(feature, [finding]);
	};
	for (const finding of findings) {
		add(finding.source, finding);
		if (finding.target !== null) add(finding.target, finding);
	}
	return byFeature;
}

function zonesInDegrees(zoning: Zoning, ids: readonly string[], plane: Plane): RunResult['zones'] {
	return zoning.zones.map((zone) => {
		const metric = { type: 'MultiPolygon' as const, coordinates: zone.polygons };
		return {
			level: zone.level,
			areaM2: zone.areaM2,
			features: zone.features.map(({ feature }) => ids[feature]),
			wkbHex: Buffer.from(writeWkb(unprojectGeometry(metric, plane))).toString('hex'),
			metricWkbHex: Buffer.from(writeWkb(metric)).toString('hex')
		};
	});
}

function pairsById({ rule, source, target, players, targets, reachM, ...found }: AskedPairs): RulePairs {
	const isJudged = needsJudgement(rule.targets, target.layer);
	return {
		rule: rule.id,
		targetLayer: target.layer,
		players: Array.from(players, (i) => source.ids[i]),
		reachM: Array.from(reachM),
		judged: isJudged ? Array.from(targets, (i) => target.ids[i]) : [],
		source: Array.from(found.sourceAt, (i) => source.ids[i]),
		target: Array.from(found.targetAt, (i) => target.ids[i]),
		distanceM: found.distanceM
	};
}

function pick({ originX, originY, columns, rows, cellM }: Zoning['grid']) {
	return { originX, originY, columns, rows, cellM };
}
