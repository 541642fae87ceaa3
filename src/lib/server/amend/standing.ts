import { createHash } from 'node:crypto';
import { indexShapes, type ShapeIndex } from '../../geo/nearby.ts';
import { joinShapes, selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { inForce } from '../../risk/adjust/in-force.ts';
import type { Override } from '../../risk/adjust/override.ts';
import { clear, worstFirst, type AskedPairs } from '../../risk/clearance/clear.ts';
import { layersOf } from '../../risk/clearance/role.ts';
import { withExposures } from '../../risk/exposure/count.ts';
import type { Finding } from '../../risk/finding.ts';
import { LAYER_IDS, type LayerId } from '../../risk/layer.ts';
import { assessOne, findingsByFeature } from '../runs/assess.ts';
import { summaryOf, toAssess, type ComputedDistrict } from '../runs/compute.ts';
import { segmentsInDegrees, wkbOfZone, zoneInDegrees } from '../runs/in-degrees.ts';
import type { RawFeature } from '../runs/read.ts';
import type { Assessment } from '../runs/result.ts';
import type { Amended, StoredZone } from './amended.ts';
import { exposedAgain } from './exposed-again.ts';
import { furthestSiteM, highConsequenceAgain } from './hca-again.ts';
import { pairsOf } from './pairs-of.ts';
import { Playing } from './playing.ts';
import { replaceFeature, type Place, type Replaced } from './replace.ts';
import { around, partOf, Reaches } from './surroundings.ts';
import { zoneAgain } from './zone-again.ts';

/** Why a change is not worked into the newest run: the whole district has to be computed. */
export class ReachesFurther extends Error {
	constructor(why: string) {
		super(why);
		this.name = 'ReachesFurther';
	}
}

/**
 * A district as its newest run computed it, held in memory so that a change to single features is worked in: the same
 * functions as in a run, asked of the surroundings of the change. What comes out is, row by row, what a run would store.
 */
export class StandingRun {
	readonly #now: ComputedDistrict;
	readonly #playing: Playing;
	readonly #reaches: Reaches;
	readonly #places = new Map<string, Place>();
	readonly #indexes = new Map<LayerId, ShapeIndex>();
	/** The stored zones by the hash of their geometry. */
	#zones: Map<string, StoredZone>;
	#nextZone: number;
	/** How far around pipelines places are looked for, metres. */
	#furthestSiteM: number;
	/** Layers in which a nearest neighbour is looked for: any of its features may be the nearest of any other. */
	readonly #nearestLayers: ReadonlySet<LayerId>;

	/** Throws a ReachesFurther when the stored run is not what its data give: it was made by another version, say. */
	constructor(computed: ComputedDistrict, inputSha256: string, zones: readonly StoredZone[]) {
		if (computed.input.digest() !== inputSha256) throw new ReachesFurther('The data are not those of the newest run.');
		this.#now = computed;
		this.#playing = new Playing(computed.columns, computed.inForce);
		this.#reaches = new Reaches(computed.columns, computed.inForce);
		for (const layer of LAYER_IDS) computed.stored[layer].ids.forEach((id, i) => this.#places.set(id, { layer, i }));
		const nearest = computed.inForce.filter((rule) => rule.asks === 'nearest');
		this.#nearestLayers = new Set(nearest.flatMap((rule) => layersOf(rule.targets, rule.set)));
		this.#furthestSiteM = furthestSiteM(computed.columns, computed.rules);
		this.#zones = new Map(zones.map((zone) => [zone.md5, zone]));
		this.#nextZone = Math.max(-1, ...zones.map((zone) => zone.id)) + 1;
		const computedZones = computed.zoning.zones.map((zone) => md5Of(wkbOfZone(zone)));
		if (computedZones.length !== zones.length || computedZones.some((md5) => !this.#zones.has(md5)))
			throw new ReachesFurther('The zones are not those of the newest run.');
	}

	/**
	 * Works features, as they are stored now, and overrides into the run. Throws a ReachesFurther where that is not
	 * enough; whatever it throws, this standing run is of no further use then.
	 */
	amend(raws: readonly RawFeature[], overrides: Override[]): Amended {
		const now = this.#now;
		const { rules, order } = now;
		const overridden = overridesChanged(order.overrides, overrides, order.today);
		order.overrides = overrides;
		const changed = raws.map((raw) => this.#replace(raw));
		const ids = new Set(raws.map((raw) => raw.id));

		const exposuresBefore = now.exposures;
		now.exposures = exposedAgain(
			now.stored,
			exposuresBefore,
			{
				shapes: this.#shapesOf(changed.filter(({ layer }) => layer === 'building' || layer === 'protection_target')),
				sources: new Set(changed.flatMap(({ layer, i }) => (layer === 'hazard_source' ? [i] : []))),
				all: changed.some((one) => one.layer === 'risk_contour' || (one.layer === 'enterprise' && one.isElsewhere))
			},
			(layer) => this.#indexOf(layer),
			rules
		);
		const columnsBefore = now.columns;
		now.columns = withExposures(now.stored, now.exposures);
		now.exposures.forEach((one, i) => {
			if (JSON.stringify(one) !== JSON.stringify(exposuresBefore[i])) ids.add(one.hazardSource);
		});
		const asked = this.#countPlaying(ids, changed, columnsBefore.hazard_source.attributes);

		const findings = this.#clearAgain([...ids], asked);
		const hcaBefore = new Map(now.hca.map((one) => [one.pipeline, one]));
		now.hca = highConsequenceAgain(
			now.columns,
			now.hca,
			{
				shapes: joinShapes([this.#shapesOf(changed), this.#shapesNow(ids)]),
				ids,
				furthestBeforeM: this.#furthestSiteM
			},
			(layer) => this.#indexOf(layer),
			rules
		);
		this.#furthestSiteM = furthestSiteM(now.columns, rules);
		const pipelines = now.hca.filter(
			(one) => JSON.stringify(one) !== JSON.stringify(hcaBefore.get(one.pipeline) ?? null)
		);
		const pipelinesGone = [...hcaBefore.keys()].filter((id) => !now.hca.some((one) => one.pipeline === id));

		const toGrade = new Set([...ids, ...overridden, ...pipelinesGone, ...pipelines.map((one) => one.pipeline)]);
		for (const { source, target } of [...findings.gone, ...findings.put]) {
			toGrade.add(source);
			if (target !== null) toGrade.add(target);
		}
		const graded = this.#gradeAgain(toGrade);
		const zoned = zoneAgain(now, changed, graded);
		const hcaPipelines = [...pipelinesGone, ...pipelines.map((one) => one.pipeline)];
		return {
			inputSha256: now.input.digest(),
			features: [...ids],
			assessments: graded,
			findings: { gone: findings.gone, put: findings.put },
			segments: { pipelines: hcaPipelines, put: segmentsInDegrees(pipelines, now.plane) },
			zones: zoned.cells === null ? { gone: [], put: [] } : this.#zonesAgain(),
			grid: zoned.cells === null || zoned.cells === 0 ? null : now.zoning.levels,
			cells: zoned.cells ?? 0,
			summary: summaryOf(now),
			pairs: findings.pairs
		};
	}

	#replace(raw: RawFeature): Replaced & { isElsewhere: boolean } {
		const place = this.#places.get(raw.id);
		const { stored, areas, input } = this.#now;
		if (place === undefined || place.layer !== raw.layer)
			throw new ReachesFurther(`Feature ${raw.id} was added, or is in another layer.`);
		if (raw.layer === 'area' || this.#nearestLayers.has(place.layer) || place.layer === 'park')
			throw new ReachesFurther(`Features of layer ${raw.layer} reach the whole district.`);
		if (!this.#reaches.covers(raw.accuracy_m))
			throw new ReachesFurther(`Feature ${raw.id} is less accurate than any other was.`);
		const nameBefore = stored[place.layer].names[place.i];
		const replaced = replaceFeature(stored, place, raw);
		if (replaced.shapeBefore !== null) {
			if (areas.outline === 'box') throw new ReachesFurther('Without an area the district is the box of its features.');
			this.#indexes.delete(place.layer);
			this.#now.places.move(stored, place.layer, place.i);
		}
		input.replace(raw);
		return { ...replaced, isElsewhere: replaced.shapeBefore !== null || nameBefore !== raw.name };
	}

	/** The rules asked of the district, which must be those that were asked before. */
	#countPlaying(
		ids: ReadonlySet<string>,
		changed: readonly Replaced[],
		sourcesBefore: ComputedDistrict['columns']['hazard_source']['attributes']
	) {
		const before = new Map(changed.map((one) => [one.id, one.attributesBefore]));
		const known = new Set(this.#now.clearances.asked);
		for (const id of ids) {
			const { layer, i } = this.#places.get(id)!;
			const attributes = this.#now.columns[layer].attributes[i];
			this.#playing.add(layer, layer === 'hazard_source' ? sourcesBefore[i] : before.get(id)!, -1);
			this.#playing.add(layer, attributes, 1);
			this.#reaches.take(layer, attributes);
		}
		const asked = this.#playing.asked();
		if (asked.length !== known.size || asked.some((rule) => !known.has(rule.id)))
			throw new ReachesFurther('A rule is asked that was not, or the other way round.');
		return asked;
	}

	/** Asks every rule again of the features given and what is around them. */
	#clearAgain(ids: readonly string[], asked: ReturnType<Playing['asked']>) {
		const now = this.#now;
		const places = ids.map((id) => this.#places.get(id)!);
		const ownM = places.map(({ layer, i }) => this.#reaches.ownM(layer, now.columns[layer].attributes[i]));
		const chosen = around(
			now.columns,
			(layer) => this.#indexOf(layer),
			this.#shapesNow(ids),
			(layer, k) => Math.max(ownM[k], this.#reaches.furthestM(layer))
		);
		for (const layer of this.#nearestLayers) chosen.set(layer, new Set(now.columns[layer].ids.keys()));
		const part = ids.length === 0 ? null : clear(partOf(now.columns, chosen), asked, now.order.today, { isPart: true });
		const isOf = new Set(ids);
		const involves = ({ source, target }: Finding) => isOf.has(source) || (target !== null && isOf.has(target));
		const before = now.clearances.findings.filter(involves);
		const after = (part?.findings ?? []).filter(involves);
		const kept = now.clearances.findings.filter((finding) => !involves(finding));
		now.clearances.findings = [...kept, ...after].sort(worstFirst);
		const pairs: AskedPairs[] = part?.pairs ?? [];
		return { ...differences(before, after), pairs: pairsOf(pairs, isOf) };
	}

	/** Grades features anew; what comes out otherwise than before. */
	#gradeAgain(ids: ReadonlySet<string>): Amended['assessments'] {
		const now = this.#now;
		const of = now.clearances.findings.filter(
			({ source, target }) => ids.has(source) || (target !== null && ids.has(target))
		);
		const to = toAssess(now, findingsByFeature(of));
		const known = new Map(now.assessments.map((one) => [one.feature, one]));
		const answer: Amended['assessments'] = { gone: [], put: [], before: [] };
		for (const id of ids) {
			const place = this.#places.get(id);
			if (place === undefined) continue;
			const was = known.get(id);
			const is = assessOne(to, place.layer, place.i);
			if (JSON.stringify(was ?? null) === JSON.stringify(is)) continue;
			if (was !== undefined) answer.before.push(was);
			if (is === null) {
				answer.gone.push(id);
				known.delete(id);
			} else {
				answer.put.push(is);
				known.set(id, is);
			}
		}
		if (answer.put.length + answer.gone.length > 0) now.assessments = this.#inOrder(known);
		return answer;
	}

	/** Assessments in the order in which a run gives them: sums over them must come to the same last bit. */
	#inOrder(known: Map<string, Assessment>): Assessment[] {
		const orderOf = (one: Assessment) => LAYER_IDS.indexOf(one.layer);
		return [...known.values()].sort(
			(a, b) => orderOf(a) - orderOf(b) || this.#places.get(a.feature)!.i - this.#places.get(b.feature)!.i
		);
	}

	#zonesAgain(): Amended['zones'] {
		const { zoning, graded, plane } = this.#now;
		const zones = new Map<string, StoredZone>();
		const answer: Amended['zones'] = { gone: [], put: [] };
		for (const zone of zoning.zones) {
			const md5 = md5Of(wkbOfZone(zone));
			const known = this.#zones.get(md5);
			const features = zone.features.map(({ feature }) => graded.ids[feature]);
			const isSame = known?.level === zone.level && JSON.stringify(known.features) === JSON.stringify(features);
			if (known !== undefined && isSame) {
				zones.set(md5, known);
				continue;
			}
			const id = this.#nextZone++;
			zones.set(md5, { id, md5, level: zone.level, features });
			answer.put.push({ id, ...zoneInDegrees(zone, graded.ids, plane) });
		}
		const kept = new Set([...zones.values()].map((zone) => zone.id));
		for (const { id } of this.#zones.values()) if (!kept.has(id)) answer.gone.push(id);
		this.#zones = zones;
		return answer;
	}

	#indexOf(layer: LayerId): ShapeIndex {
		const known = this.#indexes.get(layer) ?? indexShapes(this.#now.stored[layer].shapes);
		this.#indexes.set(layer, known);
		return known;
	}

	#shapesNow(ids: Iterable<string>): Shapes {
		return joinShapes(
			Array.from(ids, (id) => {
				const { layer, i } = this.#places.get(id)!;
				return selectShapes(this.#now.stored[layer].shapes, Uint32Array.of(i));
			})
		);
	}

	/** The shapes of changed features as they were and as they are. */
	#shapesOf(changed: readonly Replaced[]): Shapes {
		return joinShapes(
			changed.flatMap(({ layer, i, shapeBefore }) => {
				const is = selectShapes(this.#now.stored[layer].shapes, Uint32Array.of(i));
				return shapeBefore === null ? [is] : [shapeBefore, is];
			})
		);
	}
}

function overridesChanged(before: readonly Override[], after: readonly Override[], today: string): string[] {
	const [was, is] = [inForce(before, today), inForce(after, today)];
	const features = new Set([...was.keys(), ...is.keys()]);
	return [...features].filter((id) => JSON.stringify(was.get(id)) !== JSON.stringify(is.get(id)));
}

/** Findings of either side that the other does not have alike. */
function differences(before: readonly Finding[], after: readonly Finding[]): { gone: Finding[]; put: Finding[] } {
	const [was, is] = [before, after].map((all) => new Set(all.map((one) => JSON.stringify(one))));
	return {
		gone: before.filter((one) => !is.has(JSON.stringify(one))),
		put: after.filter((one) => !was.has(JSON.stringify(one)))
	};
}

function md5Of(bytes: Uint8Array): string {
	return createHash('md5').update(bytes).digest('hex');
}
