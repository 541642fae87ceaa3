import type { ByLevel, SubdistrictSummary } from '../../api.ts';
import { containing } from '../../geo/nearby.ts';
import { pointOnSurface } from '../../geo/surface-point.ts';
import type { Clearances } from '../../risk/clearance/clear.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { STATES, type State } from '../../risk/finding.ts';
import { LAYER_IDS, type LayerId } from '../../risk/layer.ts';
import { worst, type Level } from '../../risk/level.ts';
import { DENSITY_WEIGHTS } from '../../risk/zoning/numbers.ts';
import type { Zoning } from '../../risk/zoning/zone.ts';
import type { DistrictAreas } from './areas.ts';
import type { StoredSummary } from './latest.ts';
import type { Assessment } from './result.ts';

export interface ToSummarize {
	columns: DistrictColumns;
	clearances: Clearances;
	assessments: readonly Assessment[];
	zoning: Zoning;
	areas: DistrictAreas;
	timings: Record<string, number>;
}

/** The numbers of a run that pages and lists show: counted once, here, so that they are the same everywhere. */
export function summarize(run: ToSummarize): StoredSummary {
	const { clearances, assessments, zoning, timings } = run;
	const levels = noLevels();
	const levelsByLayer: Partial<Record<LayerId, ByLevel>> = {};
	for (const { level, layer } of assessments) {
		levels[level ?? 'none']++;
		(levelsByLayer[layer] ??= noLevels())[level ?? 'none']++;
	}
	const states = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
	const brokenByRule: Record<string, number> = {};
	for (const { state, rule } of clearances.findings) {
		states[state]++;
		if (state === 'broken') brokenByRule[rule] = (brokenByRule[rule] ?? 0) + 1;
	}
	return {
		levels,
		levelsByLayer,
		areaM2: zoning.areaM2ByLevel,
		states,
		brokenByRule,
		rulesNotAsked: clearances.notAsked,
		rulesAsked: clearances.asked.length,
		...summarizeSubdistricts(run),
		timings
	};
}

function summarizeSubdistricts({ columns, assessments, zoning, areas }: ToSummarize): {
	subdistricts: SubdistrictSummary[];
	outside: Partial<Record<LayerId, number>>;
} {
	const counts: Partial<Record<LayerId, number>>[] = areas.ids.map(() => ({}));
	const outside: Partial<Record<LayerId, number>> = {};
	for (const layer of LAYER_IDS) {
		if (layer === 'area') continue;
		const { shapes } = columns[layer];
		for (let i = 0; i < shapes.count; i++) {
			const [x, y] = pointOnSurface(shapes, i);
			const [holder] = containing(x, y, areas.index);
			const count = holder === undefined ? outside : counts[holder];
			count[layer] = (count[layer] ?? 0) + 1;
		}
	}
	const at = new Map(areas.ids.map((id, i) => [id, i]));
	const features = areas.ids.map(noLevels);
	const graded: Level[][] = areas.ids.map(() => []);
	for (const { subdistrict, level } of assessments) {
		if (subdistrict === null) continue;
		const i = at.get(subdistrict)!;
		features[i][level ?? 'none']++;
		if (level !== null) graded[i].push(level);
	}
	const subdistricts = areas.ids.map((id, i): SubdistrictSummary => {
		const assessed = areas.subdistrictAssessed[i] === 1;
		const areaM2 = zoning.subdistrictAreaM2ByLevel[i];
		const km2 = Object.values(areaM2).reduce((sum, part) => sum + part, 0) / 1e6;
		const weighted = graded[i].reduce((sum, level) => sum + DENSITY_WEIGHTS[level], 0);
		return {
			id,
			name: areas.names[i],
			// With features but never assessed as a whole it still shows its worst; with nothing at all it is not blue.
			level: worst(graded[i]) ?? (assessed ? 'blue' : null),
			assessed,
			features: features[i],
			areaM2,
			density: km2 > 0 ? weighted / km2 : 0,
			counts: counts[i]
		};
	});
	return { subdistricts, outside };
}

function noLevels(): ByLevel {
	return { red: 0, orange: 0, yellow: 0, blue: 0, none: 0 };
}
