import type { RuleSet } from '../rule-set.ts';
import { CLASS_LOCATIONS, classLocationOf, designClassOf } from '../standards/class-location.ts';
import type { Density } from './density.ts';
import type { ClassLocation, ClassStretch } from './hca.ts';
import type { Run } from './lines.ts';
import { clampStretch, type Stretch } from './stretches.ts';

interface Tier extends Stretch {
	class: ClassLocation;
	households: number;
}

/**
 * The class locations of one run, covering its whole length: at each chainage the highest that a window or a zone gives
 * it. Planned buildings count as those that stand (GB 50251-2015 4.2.2: where planning would raise a class, the planned
 * class holds). `publicPlaces` are the stretches with a school, hospital or another public place.
 */
export function classStretchesOf(
	run: Run,
	density: Density,
	zones: readonly Stretch[],
	publicPlaces: readonly Stretch[],
	rules: RuleSet
): ClassStretch[] {
	const { atLeast, above } = rules.tables.hca.classLocation;
	const tiers: Tier[] = [
		...[atLeast['一级二类'], above['二级'] + 1, atLeast['三级']].flatMap((least) =>
			density.withHouseholds(least).map((stretch) => ({
				...stretch,
				class: classLocationOf(least, false, rules),
				households: stretch.most
			}))
		),
		...zones.map((zone) => ({ ...clampStretch(zone, run), class: '三级' as const, households: 0 })),
		...density.tall.map((stretch) => ({ ...stretch, class: '四级' as const, households: 0 }))
	];
	const ends = [run, ...tiers, ...publicPlaces.map((place) => clampStretch(place, run))];
	const cuts = [...new Set(ends.flatMap(({ fromM, toM }) => [fromM, toM]))].sort((a, b) => a - b);
	const stretches: ClassStretch[] = [];
	for (let n = 1; n < cuts.length; n++) {
		const [fromM, toM] = [cuts[n - 1], cuts[n]];
		const covers = (stretch: Stretch) => stretch.fromM <= fromM && toM <= stretch.toM;
		let own: ClassLocation = '一级一类';
		let households = 0;
		for (const tier of tiers) {
			if (!covers(tier)) continue;
			if (CLASS_LOCATIONS.indexOf(tier.class) > CLASS_LOCATIONS.indexOf(own)) own = tier.class;
			households = Math.max(households, tier.households);
		}
		const designClass = designClassOf(own, publicPlaces.some(covers));
		const last = stretches.at(-1);
		if (last !== undefined && last.class === own && last.designClass === designClass) {
			last.toM = toM;
			last.households = Math.max(last.households, households);
		} else stretches.push({ fromM, toM, class: own, designClass, households });
	}
	return stretches;
}
