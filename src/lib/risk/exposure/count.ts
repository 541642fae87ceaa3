import { roundMm } from '../../geo/nearby.ts';
import type { DistrictColumns } from '../district.ts';
import type { RuleSet } from '../rule-set.ts';
import { weakest } from '../standards/grade.ts';
import type { Confidence } from '../words.ts';
import { countAround } from './around.ts';
import { inContours } from './contour.ts';
import type { Exposure } from './exposure.ts';
import { boundariesOf } from './plant.ts';
import { wordsOf } from './text.ts';

/**
 * Counts the people around every hazard source of a district, in the order of its columns: GB 18218-2018 4.3 Table 5,
 * people within 500 m outside the boundary of the plant, by exact distance, inclusively. Protection targets and
 * dwellings count, what lies wholly in the plant does not. Of a settlement that states its people and the dwellings in
 * it only the settlement counts. α is taken from the greater of what was counted and what is on record; nobody counted
 * is nobody only where the plant is on the map, both layers hold features and none around leaves its people open.
 */
export function exposuresOf(columns: DistrictColumns, rules: RuleSet): Exposure[] {
	const { hazard_source: units, enterprise, building, protection_target } = columns;
	if (units.ids.length === 0) return [];
	const withinM = rules.tables.gb18218.exposureDistance.value;
	const boundaries = boundariesOf(columns, rules);
	const counts = countAround(columns, boundaries, withinM, rules);
	const inContour = rules.tables.upgrades.contour.on ? inContours(columns, boundaries, rules) : null;
	const empty = [building, protection_target].filter((one) => one.ids.length === 0).map((one) => one.layer);
	return units.ids.map((hazardSource, i): Exposure => {
		const { kind, at, tooFar } = boundaries[i];
		const count = counts[i];
		const onRecord = units.attributes[i].exposedPeople;
		const registered = typeof onRecord === 'number' ? onRecord : null;
		const isAsked = kind === 'plant' && empty.length === 0 && count.unknown === 0;
		const isSure = count.people > 0 || isAsked;
		const people = registered === null ? (isSure ? count.people : null) : Math.max(count.people, registered);
		const isCounted = registered === null || count.people > registered;
		const ofBoundary = rules.tables.exposure.confidence as Confidence;
		return {
			hazardSource,
			boundary: { feature: kind === 'plant' ? enterprise.ids[at] : hazardSource, kind },
			withinM,
			counted: count.people,
			registered,
			people,
			who: count.who.slice(0, rules.tables.exposure.listed.value),
			features: count.who.length,
			estimated: count.estimated,
			inContour: inContour?.[i] ?? [],
			confidence: isCounted
				? weakest(kind === 'plant' ? [count.confidence] : [count.confidence, ofBoundary])
				: 'VERIFIED',
			text: wordsOf({
				count,
				registered,
				people,
				withinM,
				empty,
				boundary: kind === 'plant' ? (enterprise.names[at] ?? enterprise.ids[at]) : null,
				tooFarM: tooFar === null ? null : roundMm(tooFar.distanceM)
			})
		};
	});
}

/** The same columns, each hazard source holding the people that α is taken from as its `exposedPeople`. */
export function withExposures(columns: DistrictColumns, exposures: readonly Exposure[]): DistrictColumns {
	if (exposures.length === 0) return columns;
	const peopleOf = new Map(exposures.map((one) => [one.hazardSource, one.people]));
	const units = columns.hazard_source;
	const attributes = units.attributes.map((own, i) => {
		const people = peopleOf.get(units.ids[i]) ?? null;
		return people === null || people === own.exposedPeople ? own : { ...own, exposedPeople: people };
	});
	return { ...columns, hazard_source: { ...units, attributes } };
}
