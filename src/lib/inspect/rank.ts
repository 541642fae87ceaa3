import { nextInspectionOf } from '../risk/areas/attention.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import { urgencyOf, type Urgency } from '../risk/rounds/urgency.ts';
import type { RuleSet } from '../risk/rule-set.ts';
import { daysBetween } from '../risk/dangers/district-day.ts';
import { dueBandsFrom, visitBandOf, type DueBand } from './bands.ts';
import { ALSO, columnsOf, type UnitColumns } from './units.ts';

/** What is known of a unit. */
export interface Unit {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	grade: string | null;
	subdistrict: string | null;
	/** Number of its subject field. */
	field: number | null;
	/** Its lead department, in Chinese. */
	lead: string | null;
	lastVisit: string | null;
	dangersOpen: number;
	dangersOverdue: number;
	dangersMajor: number;
	lng: number;
	lat: number;
}

/** A unit with its place among the others. */
export interface RankedUnit extends Unit {
	nextDue: string | null;
	due: DueBand;
	score: number;
}

export interface Ranked {
	/** The most urgent first; equal ones in the order of their ids. */
	units: RankedUnit[];
	columns: UnitColumns;
}

/** Value of a facet where nothing is on record. */
export const NONE = 'none';

/** How urgent a unit is on a day of its district, and why. */
export function urgencyOn(unit: Unit, today: string, rules: RuleSet): Urgency {
	return urgencyOf({ ...unit, daysSinceVisit: daysSince(unit, today) }, rules);
}

/** Units ranked on a day of their district, as rows and as the columns that a filter reads. */
export function rankUnits(units: readonly Unit[], today: string, rules: RuleSet): Ranked {
	// A district has a hundred thousand units, and few that differ in what these hang on.
	const known = new Map<string, Pick<RankedUnit, 'nextDue' | 'due' | 'score'>>();
	const dueBandOf = dueBandsFrom(today);
	const ranked = units.map((unit): RankedUnit => {
		const { level, lastVisit, dangersOpen, dangersOverdue } = unit;
		const key = `${level} ${lastVisit} ${dangersOpen} ${dangersOverdue}`;
		let standing = known.get(key);
		if (standing === undefined) {
			const nextDue = nextInspectionOf(level, lastVisit, rules);
			standing = { nextDue, due: dueBandOf(nextDue), score: urgencyOn(unit, today, rules).score };
			known.set(key, standing);
		}
		return { ...unit, ...standing };
	});
	ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
	const days = new Map<string | null, number | null>();
	const daysOf = (unit: Unit) => {
		if (!days.has(unit.lastVisit)) days.set(unit.lastVisit, daysSince(unit, today));
		return days.get(unit.lastVisit)!;
	};
	const rows = ranked.map((unit) => ({
		id: unit.id,
		name: unit.name,
		facets: {
			level: unit.level ?? NONE,
			layer: unit.layer,
			subdistrict: unit.subdistrict ?? NONE,
			field: unit.field === null ? NONE : String(unit.field),
			lead: unit.lead ?? NONE,
			grade: unit.grade ?? NONE,
			danger: dangersOf(unit),
			visit: visitBandOf(daysOf(unit)),
			due: unit.due
		}
	}));
	return { units: ranked, columns: columnsOf(rows) };
}

function daysSince({ lastVisit }: Unit, today: string): number | null {
	return lastVisit === null ? null : daysBetween(lastVisit, today);
}

function dangersOf({ dangersOpen, dangersOverdue, dangersMajor }: Unit): string {
	if (dangersOpen === 0) return NONE;
	return ['open', ...(dangersOverdue > 0 ? ['overdue'] : []), ...(dangersMajor > 0 ? ['major'] : [])].join(ALSO);
}
