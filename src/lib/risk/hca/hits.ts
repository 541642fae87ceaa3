import type { RuleSet } from '../rule-set.ts';
import { hcaRuleOf, siteReachOf, type ItemId, type SiteReach } from '../standards/gb32167.ts';
import { isHigh } from '../standards/class-location.ts';
import { classStretchesOf } from './class-stretches.ts';
import { densityOf, type Density, type Marked } from './density.ts';
import type { ClassStretch, HcaClass } from './hca.ts';
import type { Run } from './lines.ts';
import type { BuildingBeside, Neighbours } from './neighbours.ts';
import type { PlaceKind } from './places.ts';
import { clampStretch, meets, mergeStretches, type Stretch } from './stretches.ts';

/** A feature that was hit. */
export interface HitFeature {
	id: string;
	distanceM: number;
}

/** A stretch that meets an item, and by what. */
export interface Hit extends Stretch {
	item: ItemId;
	/** Households or tall buildings in the window that had most of them, with how many of them were guessed. */
	counted: { of: 'households' | 'tall'; most: number; guessed: number } | null;
	/** The kind of place that was hit, and the distance that counted; `null` where buildings were counted. */
	place: { kind: PlaceKind; reachM: number } | null;
	features: HitFeature[];
}

/** A stretch where an attribute that is not on record could make it an area of this class. */
export interface Doubt extends Stretch {
	class: HcaClass;
	attribute: string;
	features: HitFeature[];
}

/** What one run of a pipeline meets, what it might meet, and its class locations (gas only). */
export interface RunAnswer {
	hits: Hit[];
	doubts: Doubt[];
	classes: ClassStretch[];
}

/** What is asked of one run: its place among the runs of the line, and what lies around the line. */
interface Asked {
	run: Run;
	at: number;
	around: Neighbours;
	rules: RuleSet;
}

/** Items a–f of GB 32167-2015 Table 1, asked of one run of an oil pipeline. */
export function oilHits(run: Run, at: number, around: Neighbours, rules: RuleSet): RunAnswer {
	const asked: Asked = { run, at, around, rules };
	const { hca } = rules.tables;
	const density = densityOf(run, at, around.buildings, rules);
	const settlement = density.withHouseholds(hca.oilSettlement.value);
	const many = density.withHouseholds(hca.classLocation.atLeast['三级']);
	const answers = [
		counted(asked, 'oil-a', 'tall', density.tall),
		counted(asked, 'oil-b', 'households', many),
		alongside(asked, 'oil-b', 'zone', hca.strip.value),
		counted(asked, 'oil-c', 'households', settlement),
		alongside(asked, 'oil-d', 'road', hca.items['oil-d'].reach.value),
		places(asked, 'oil-d', ['explosive'], hca.items['oil-d'].reach.value, hca.boundary.value),
		alongside(asked, 'oil-e', 'nature', hca.items['oil-e'].reach.value),
		alongside(asked, 'oil-f', 'water', hca.items['oil-f'].reach.value),
		doubtsOf(asked, density, 'oil-a', 'oil-c', hca.oilSettlement.value)
	];
	return { hits: answers.flatMap((one) => one.hits), doubts: answers.flatMap((one) => one.doubts), classes: [] };
}

/** Items a–f of GB 32167-2015 Table 2, asked of one run of a gas pipeline. */
export function gasHits(
	run: Run,
	at: number,
	around: Neighbours,
	diameterMm: number | null,
	pressureMPa: number | null,
	rules: RuleSet
): RunAnswer {
	const asked: Asked = { run, at, around, rules };
	const { hca } = rules.tables;
	const density = densityOf(run, at, around.buildings, rules);
	const zones = alongside(asked, 'gas-b', 'zone', hca.strip.value);
	const publicPlaces = places(asked, 'gas-e', ['siteI', 'siteII'], hca.strip.value, hca.boundary.value);
	const classes = classStretchesOf(run, density, zones.hits, publicPlaces.hits, rules);
	const three = classes.filter((stretch) => stretch.class === '三级');
	const many = density.withHouseholds(hca.classLocation.atLeast['三级']);
	const reach = siteReachOf(diameterMm, pressureMPa, rules);
	const isRadius = reach.item !== 'gas-e';
	const answers = [
		counted(asked, 'gas-a', 'tall', density.tall),
		counted(asked, 'gas-b', 'households', many),
		zones
	].map(({ hits, doubts }) => ({
		// 三级 is where 四级 is not: item b does not hold where item a does.
		hits: hits.flatMap((hit) => (hit.item === 'gas-b' ? cutTo(hit, three) : [hit])),
		doubts
	}));
	answers.push(
		places(asked, reach.item, ['siteI', 'siteII'], reach.reachM, isRadius ? reach.reachM : hca.boundary.value),
		radiusDoubts(asked, reach),
		explosivePlaces(asked, classes),
		doubtsOf(asked, density, 'gas-a', 'gas-b', hca.classLocation.atLeast['三级'])
	);
	return { hits: answers.flatMap((one) => one.hits), doubts: answers.flatMap((one) => one.doubts), classes };
}

type Answer = Omit<RunAnswer, 'classes'>;

/** Item f holds outside 三级 and 四级: of the stretch beside a place, what lies in another class. */
function explosivePlaces(asked: Asked, classes: readonly ClassStretch[]): Answer {
	const { items, boundary } = asked.rules.tables.hca;
	const low = classes.filter((stretch) => !isHigh(stretch.class));
	const { hits, doubts } = places(asked, 'gas-f', ['explosive'], items['gas-f'].reach.value, boundary.value);
	return { hits: hits.flatMap((hit) => cutTo(hit, low)), doubts: doubts.flatMap((doubt) => cutTo(doubt, low)) };
}

/** What of a stretch lies in others, which do not overlap and are in order: pieces that touch are one. */
function cutTo<T extends Stretch>(one: T, others: readonly Stretch[]): T[] {
	return mergeStretches(others.filter((other) => other.fromM < one.toM && one.fromM < other.toM)).map((other) => ({
		...one,
		fromM: Math.max(one.fromM, other.fromM),
		toM: Math.min(one.toM, other.toM)
	}));
}

function counted({ at, around }: Asked, item: ItemId, of: 'households' | 'tall', marked: readonly Marked[]): Answer {
	const counts = (building: BuildingBeside) => (of === 'tall' ? building.isTall === true : building.households > 0);
	const hits = marked.map(({ fromM, toM, most, unknown }): Hit => ({
		fromM,
		toM,
		item,
		counted: { of, most, guessed: of === 'households' ? unknown : 0 },
		place: null,
		features: standing(around.buildings.filter(counts), at, [{ fromM, toM }])
	}));
	return { hits, doubts: [] };
}

/** Places within `reachM`: the stretch reaches `boundaryM` beyond the outer edges of each. */
function places(asked: Asked, item: ItemId, kinds: readonly PlaceKind[], reachM: number, boundaryM: number): Answer {
	const hits: Hit[] = [];
	const doubts: Doubt[] = [];
	for (const { id, kind, stands, missing } of asked.around.places) {
		if (!kinds.includes(kind)) continue;
		for (const { run, firstM, lastM, distanceM } of stands) {
			if (run !== asked.at || distanceM > reachM) continue;
			const stretch = clampStretch({ fromM: firstM - boundaryM, toM: lastM + boundaryM }, asked.run);
			const features = [{ id, distanceM }];
			if (missing === null) hits.push({ ...stretch, item, counted: null, place: { kind, reachM }, features });
			else doubts.push({ ...stretch, class: hcaRuleOf(item, asked.rules).class, attribute: missing, features });
		}
	}
	return { hits, doubts };
}

/** Long things within `reachM`: the stretch is what runs within that distance; there is no building to go beyond. */
function alongside(asked: Asked, item: ItemId, kind: PlaceKind, reachM: number): Answer {
	const hits: Hit[] = [];
	const doubts: Doubt[] = [];
	for (const one of asked.around.long) {
		if (one.kind !== kind) continue;
		for (const { run, fromM, toM } of one.stretches) {
			if (run !== asked.at) continue;
			const features = [{ id: one.id, distanceM: one.distanceM }];
			if (one.missing === null) hits.push({ fromM, toM, item, counted: null, place: { kind, reachM }, features });
			else doubts.push({ fromM, toM, class: hcaRuleOf(item, asked.rules).class, attribute: one.missing, features });
		}
	}
	return { hits, doubts };
}

/** What unknown storeys (item `a`) and unknown households (item `b`, from `least` of them) leave open. */
function doubtsOf({ at, around, rules }: Asked, density: Density, a: ItemId, b: ItemId, least: number): Answer {
	const doubts: Doubt[] = density.doubtfulStoreys.map((stretch) => ({
		...stretch,
		class: hcaRuleOf(a, rules).class,
		attribute: 'storeys',
		features: standing(
			around.buildings.filter((building) => building.isTall === null),
			at,
			[stretch]
		)
	}));
	for (const stretch of density.doubtfulHouseholds(least)) {
		for (const attribute of ['households', 'use'] as const) {
			const unknown = around.buildings.filter((building) => building.unknown === attribute);
			const features = standing(unknown, at, [stretch]);
			if (features.length > 0) doubts.push({ ...stretch, class: hcaRuleOf(b, rules).class, attribute, features });
		}
	}
	return { hits: [], doubts };
}

/** Without diameter or pressure the radius may reach further than 200 m; a lesser one was asked for already. */
function radiusDoubts({ run, rules }: Asked, { missing, couldBe }: SiteReach): Answer {
	if (couldBe === null) return { hits: [], doubts: [] };
	const { class: couldBeClass } = hcaRuleOf(couldBe, rules);
	const doubts = missing.map((attribute) => ({
		fromM: run.fromM,
		toM: run.toM,
		class: couldBeClass,
		attribute,
		features: []
	}));
	return { hits: [], doubts };
}

/** The buildings that stand in one of the stretches, with their distance there. */
function standing(buildings: readonly BuildingBeside[], at: number, stretches: readonly Stretch[]): HitFeature[] {
	const found: HitFeature[] = [];
	for (const { id, stands } of buildings) {
		let distanceM = Infinity;
		for (const stand of stands) {
			if (stand.run !== at || stand.distanceM >= distanceM) continue;
			if (stretches.some((stretch) => meets({ fromM: stand.atM, toM: stand.atM }, stretch)))
				distanceM = stand.distanceM;
		}
		if (distanceM < Infinity) found.push({ id, distanceM });
	}
	return found;
}
