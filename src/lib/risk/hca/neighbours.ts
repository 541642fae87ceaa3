import type { DistrictColumns } from '../district.ts';
import type { Attributes, LayerId } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';
import { alongOf, type Along } from './along.ts';
import { besideOf, indexLines, type Beside, type Stand } from './beside.ts';
import type { Lines } from './lines.ts';
import { isPlace, layersOfPlace, type PlaceKind } from './places.ts';

/** A building in the strip of a line. */
export interface BuildingBeside {
	id: string;
	distanceM: number;
	stands: readonly Stand[];
	/** Households on record; of a dwelling without: the least it has. */
	households: number;
	/** The most it can have: no more than people where those are on record. */
	mostHouseholds: number;
	/** The attribute without which nobody knows how many households it has; `null`: it is known. */
	unknown: 'households' | 'use' | null;
	/** Whether it has the storeys that count; `null`: not on record. */
	isTall: boolean | null;
}

/** A place that an item names, or that may be one. */
export interface PlaceBeside {
	id: string;
	kind: PlaceKind;
	distanceM: number;
	stands: readonly Stand[];
	/** The attribute without which nobody knows whether it is such a place; `null`: it is one. */
	missing: string | null;
}

/** A long thing that an item names, or that may be one. */
export interface LongBeside extends Omit<Along, 'feature' | 'line'> {
	id: string;
	kind: PlaceKind;
	missing: string | null;
}

/** What lies around one line. */
export interface Neighbours {
	buildings: BuildingBeside[];
	places: PlaceBeside[];
	long: LongBeside[];
}

/** Kinds of places that are held against a line as a whole, and those along which a line can run. */
const COMPACT = ['explosive', 'siteI', 'siteII'] as const;
const LONG = ['road', 'nature', 'water', 'zone'] as const;

/** What lies around each line: `reachM` metres for specified sites, the distances of hca.json for the rest. */
export function neighboursOf(
	columns: DistrictColumns,
	lines: Lines,
	isOil: readonly boolean[],
	reachM: number,
	rules: RuleSet
): Neighbours[] {
	const around = lines.spans.map((): Neighbours => ({ buildings: [], places: [], long: [] }));
	const segments = indexLines(lines);
	const stripM = rules.tables.hca.strip.value;
	for (const layer of new Set<LayerId>(['building', ...COMPACT.flatMap((kind) => layersOfPlace(kind, rules))])) {
		const { ids, attributes, shapes } = columns[layer];
		for (const beside of besideOf(shapes, lines, segments, Math.max(stripM, reachM))) {
			const own = around[beside.line];
			const id = ids[beside.feature];
			if (layer === 'building' && beside.distanceM <= stripM) {
				own.buildings.push(buildingOf(id, beside, attributes[beside.feature], stripM, rules));
			}
			for (const kind of COMPACT) {
				const is = isPlace(kind, layer, attributes[beside.feature], rules);
				if (is === 'no') continue;
				const { distanceM, stands } = beside;
				own.places.push({ id, kind, distanceM, stands, missing: is === 'yes' ? null : is.missing });
			}
		}
	}
	for (const kind of LONG) addLong(kind, columns, lines, isOil, around, rules, segments);
	return around;
}

function addLong(
	kind: (typeof LONG)[number],
	columns: DistrictColumns,
	lines: Lines,
	isOil: readonly boolean[],
	around: Neighbours[],
	rules: RuleSet,
	segments: ReturnType<typeof indexLines>
): void {
	const { hca } = rules.tables;
	const reaches = {
		road: hca.items['oil-d'].reach.value,
		nature: hca.items['oil-e'].reach.value,
		water: hca.items['oil-f'].reach.value,
		zone: hca.strip.value
	};
	for (const layer of layersOfPlace(kind, rules)) {
		const { ids, attributes, shapes } = columns[layer];
		const near = new Map<number, number[]>();
		const missing = new Map<number, string | null>();
		for (const { line, feature } of besideOf(shapes, lines, segments, reaches[kind])) {
			// Only zones concern gas pipelines.
			if (kind !== 'zone' && !isOil[line]) continue;
			const is = isPlace(kind, layer, attributes[feature], rules);
			if (is === 'no') continue;
			missing.set(feature, is === 'yes' ? null : is.missing);
			const known = near.get(line);
			if (known === undefined) near.set(line, [feature]);
			else known.push(feature);
		}
		for (const [line, features] of near) {
			for (const { feature, distanceM, stretches } of alongOf(
				shapes,
				features,
				lines,
				line,
				reaches[kind],
				hca.station.value
			)) {
				around[line].long.push({ id: ids[feature], kind, distanceM, stretches, missing: missing.get(feature)! });
			}
		}
	}
}

function buildingOf(
	id: string,
	{ distanceM, stands }: Beside,
	attributes: Attributes,
	stripM: number,
	rules: RuleSet
): BuildingBeside {
	const { dwellings, tall } = rules.tables.hca;
	const { households, storeys, people } = attributes;
	const use = typeof attributes.use === 'string' ? attributes.use : null;
	const isKnown = typeof households === 'number';
	const isDwelling = use !== null && dwellings.uses.includes(use);
	const unknown = isKnown ? null : use === null ? 'use' : isDwelling ? 'households' : null;
	const most = isKnown ? households : unknown === null ? 0 : typeof people === 'number' ? people : Infinity;
	const least = isKnown ? households : isDwelling ? dwellings.unknownHouseholds.value : 0;
	return {
		id,
		distanceM,
		stands: stands.filter((stand) => stand.distanceM <= stripM),
		households: Math.min(least, most),
		mostHouseholds: most,
		unknown,
		isTall:
			typeof storeys === 'number'
				? storeys >= tall.storeys.value
				: use !== null && tall.neverTall.includes(use)
					? false
					: null
	};
}
