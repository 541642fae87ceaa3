import type { RuleSet } from '../rule-set.ts';
import type { Stand } from './beside.ts';
import type { Run } from './lines.ts';
import type { BuildingBeside } from './neighbours.ts';
import { clampStretch, type Stretch } from './stretches.ts';
import { sumWindows, windowsOf, type Sums, type Weighed } from './windows.ts';

/** A stretch that windows made, the most that one of them had, and how much of it rests on unknown numbers. */
export interface Marked extends Stretch {
	most: number;
	unknown: number;
}

/** What the 2 km windows of one run say of the buildings in its strip. */
export interface Density {
	/** Stretches of the windows with at least so many households, from the first to the last building and 200 m beyond. */
	withHouseholds(least: number): Marked[];
	/** As withHouseholds, for windows where buildings of four storeys and more prevail. */
	tall: Marked[];
	/** Stretches where dwellings of unknown households could bring a window to so many. */
	doubtfulHouseholds(least: number): Stretch[];
	/** Stretches where buildings of unknown storeys could make buildings of four storeys and more prevail. */
	doubtfulStoreys: Stretch[];
}

/** Households enough for any limit: what a dwelling can have of which nothing is on record. */
const ANY = 1e6;

export function densityOf(run: Run, at: number, buildings: readonly BuildingBeside[], rules: RuleSet): Density {
	const { window, station, boundary, tall } = rules.tables.hca;
	const windows = windowsOf(run, window.value, station.value);
	const sums = (weigh: (building: BuildingBeside) => number) => sumWindows(windows, weighed(buildings, at, weigh));
	const households = sums((building) => building.households);
	const unknown = sums((building) => (building.unknown === null ? 0 : Math.min(building.mostHouseholds, ANY)));
	const guessed = sums((building) => (building.unknown === null ? 0 : building.households));
	const tallOnes = sums((building) => (building.isTall === true ? 1 : 0));
	const perhapsTall = sums((building) => (building.isTall === null ? 1 : 0));

	/** The stretches of the windows that `holds`, by the edges of what was counted there. */
	const marked = (counted: Sums, holds: (k: number) => boolean): Marked[] => {
		const found: Marked[] = [];
		for (let k = 0; k < windows.startM.length; k++) {
			if (!holds(k)) continue;
			const edges = { fromM: counted.firstM[k] - boundary.value, toM: counted.lastM[k] + boundary.value };
			found.push({ ...clampStretch(edges, run), most: counted.sum[k], unknown: guessed.sum[k] });
		}
		return joinMarked(found);
	};
	const isTall = (k: number) => tallOnes.sum[k] >= tall.least.value;
	return {
		withHouseholds: (least) => marked(households, (k) => households.sum[k] >= least),
		tall: marked(tallOnes, isTall),
		doubtfulHouseholds: (least) =>
			marked(
				unknown,
				(k) => households.sum[k] < least && households.sum[k] - guessed.sum[k] + unknown.sum[k] >= least && !isTall(k)
			),
		doubtfulStoreys: marked(
			perhapsTall,
			(k) => perhapsTall.sum[k] > 0 && !isTall(k) && tallOnes.sum[k] + perhapsTall.sum[k] >= tall.least.value
		)
	};
}

function weighed(
	buildings: readonly BuildingBeside[],
	at: number,
	weigh: (building: BuildingBeside) => number
): Weighed[] {
	const found: Weighed[] = [];
	for (const building of buildings) {
		const weight = weigh(building);
		if (weight === 0) continue;
		const stands: Stand[] = building.stands.filter((stand) => stand.run === at);
		if (stands.length > 0) found.push({ weight, stands });
	}
	return found;
}

/** Stretches that overlap or touch as one, with the most that any of them had. */
function joinMarked(stretches: readonly Marked[]): Marked[] {
	const joined: Marked[] = [];
	for (const one of [...stretches].sort((a, b) => a.fromM - b.fromM)) {
		const last = joined.at(-1);
		if (last === undefined || one.fromM > last.toM) {
			joined.push({ ...one });
			continue;
		}
		last.toM = Math.max(last.toM, one.toM);
		if (one.most > last.most) {
			last.most = one.most;
			last.unknown = one.unknown;
		}
	}
	return joined;
}
