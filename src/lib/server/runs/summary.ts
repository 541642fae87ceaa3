import type { ByLevel, ParkSummary, SubdistrictSummary } from '../../api.ts';
import { AREA } from '../../geo/shapes.ts';
import { fieldOf } from '../../risk/areas/field-of.ts';
import { ruleOf } from '../../risk/clearance/catalogue.ts';
import type { Clearances } from '../../risk/clearance/clear.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import { totalsOf } from '../../risk/hca/totals.ts';
import { LAYER_IDS, type LayerId } from '../../risk/layer.ts';
import { levelOf, type Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { wholeOf } from '../../risk/zoning/frame.ts';
import { cellAreaM2, OUTSIDE } from '../../risk/zoning/grid.ts';
import { eachRun } from '../../risk/zoning/raster.ts';
import type { Zoning } from '../../risk/zoning/zone.ts';
import type { DistrictAreas } from './areas.ts';
import { assessedOf, summarizeArea, type CountedUnit } from './area-summary.ts';
import { countLevels, countStates, noLevels } from './counts.ts';
import type { StoredSummary } from './latest.ts';
import type { Places } from './placed.ts';
import type { Assessment } from './result.ts';

export interface ToSummarize {
	columns: DistrictColumns;
	places: Places;
	clearances: Clearances;
	assessments: readonly Assessment[];
	hca: readonly PipelineHca[];
	zoning: Zoning;
	areas: DistrictAreas;
	rules: RuleSet;
	today: string;
	/** Levels of subdistricts in the run before, by id; null: there was none. */
	before: Readonly<Record<string, Level | null>> | null;
	timings: Record<string, number>;
}

/** The numbers of a run that pages and lists show: counted once, here, so that they are the same everywhere. */
export function summarize(run: ToSummarize): StoredSummary {
	const { columns, clearances, assessments, hca, zoning, areas, rules } = run;
	const inSubdistrict = areas.ids.map(emptyPlace);
	const inPark = columns.park.ids.map(emptyPlace);
	const outside: StoredSummary['outside'] = {};
	const levelById = new Map(assessments.map((one) => [one.feature, one.level]));
	for (const layer of LAYER_IDS) {
		if (layer === 'area') continue;
		const { ids, shapes, attributes } = columns[layer];
		for (let i = 0; i < shapes.count; i++) {
			const { x, y, subdistrict, parks } = run.places.of(layer)[i];
			const counts = subdistrict < 0 ? outside : inSubdistrict[subdistrict].counts;
			counts[layer] = (counts[layer] ?? 0) + 1;
			// A park does not count in itself: its own level stands beside that of the units in it.
			const holders = parks.filter((park) => layer !== 'park' || park !== i);
			for (const park of holders) inPark[park].counts[layer] = (inPark[park].counts[layer] ?? 0) + 1;
			const level = levelById.get(ids[i]);
			if (level === undefined) continue;
			const unit = { level, x, y, field: fieldOf(layer, attributes[i], rules)?.field ?? null };
			if (subdistrict >= 0) inSubdistrict[subdistrict].units.push(unit);
			for (const park of holders) inPark[park].units.push(unit);
		}
	}
	return {
		...countLevels(assessments),
		areaM2: zoning.areaM2ByLevel,
		...countStates(clearances.findings),
		rulesNotAsked: clearances.notAsked,
		rulesAsked: clearances.asked.length,
		subdistricts: summarizeSubdistricts(run, inSubdistrict),
		parks: summarizeParks(run, inPark),
		hca: totalsOf(hca),
		outside,
		timings: run.timings
	};
}

/** What lies in one subdistrict or park. */
interface Place {
	counts: Partial<Record<LayerId, number>>;
	units: CountedUnit[];
}

function emptyPlace(): Place {
	return { counts: {}, units: [] };
}

function summarizeSubdistricts(run: ToSummarize, places: readonly Place[]): SubdistrictSummary[] {
	const { columns, areas, zoning, before, rules, today } = run;
	const at = new Map(columns.area.ids.map((id, i) => [id, i]));
	return areas.ids.map((id, i) => {
		const area = {
			kind: 'subdistrict' as const,
			id,
			name: areas.names[i],
			assessed: assessedOf(columns.area.attributes[at.get(id)!]),
			areaM2: zoning.subdistrictAreaM2ByLevel[i],
			counts: places[i].counts,
			...(before !== null && Object.hasOwn(before, id) && { before: before[id] })
		};
		return summarizeArea(area, places[i].units, rules, today);
	});
}

function summarizeParks({ columns, assessments, zoning, rules, today }: ToSummarize, places: readonly Place[]) {
	const { ids, names, attributes } = columns.park;
	const own = new Map(assessments.filter(({ layer }) => layer === 'park').map((one) => [one.feature, one]));
	const { chemicalParkRule } = rules.tables.areaLevel.nextAssessment;
	return ids.map((id, i): ParkSummary => {
		const area = {
			kind: 'park' as const,
			id,
			name: names[i] ?? id,
			assessed: assessedOf(attributes[i]),
			...(attributes[i].kind === 'chemical' && { months: ruleOf(chemicalParkRule, rules).limits[0].m }),
			areaM2: cellsIn(columns, i, zoning),
			counts: places[i].counts
		};
		const summary = summarizeArea(area, places[i].units, rules, today);
		return { ...summary, grade: own.get(id)?.grade ?? null, ownLevel: own.get(id)?.level ?? null };
	});
}

/** Square metres by level of the cells whose centres lie in park i; nothing where it is a point on the map. */
function cellsIn({ park }: DistrictColumns, i: number, { grid, levels }: Zoning): ByLevel {
	const areaM2 = noLevels();
	if (park.shapes.kind[i] !== AREA) return areaM2;
	eachRun(grid, park.shapes, i, wholeOf(grid), (row, from, to) => {
		for (let cell = row * grid.columns + from; cell <= row * grid.columns + to; cell++) {
			if (levels[cell] !== OUTSIDE) areaM2[levelOf(levels[cell]) ?? 'none'] += cellAreaM2(grid, cell);
		}
	});
	return areaM2;
}
