import { periodAround, type Cadence, type Period } from '../duties/period.ts';
import { LEVELS, type Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { drawTable } from './table.ts';

/** A unit of the plan, with the days on which it was drawn and visited. */
export interface PlannedUnit {
	id: string;
	level: Level | null;
	/** Number of its subject field, 1 to 26; `null`: none. */
	field: number | null;
	/** 挂牌: its three responsible persons are posted. */
	isListed: boolean;
	drawnOn: readonly string[];
	visitedOn: readonly string[];
}

/** How far a target is reached for one level or one subject field. */
export interface Covered<Of> {
	of: Of;
	units: number;
	/** Drawn in the period, and visited in it. */
	drawn: number;
	visited: number;
	/** What counts for the target: units visited, or (for the draw) drawn and then visited. */
	done: number;
	/** How many have to be done by the end of the period; whole units, rounded up level by level. */
	needed: number;
	/** Every level has what it needs: more of one does not make up for another. */
	isMet: boolean;
}

/** One target of the plan and how far it is reached. */
export interface Coverage {
	id: string;
	name: Words;
	clause: string;
	confidence: Confidence;
	period: Period;
	byLevel: Covered<Level | null>[];
	byField: Covered<number | null>[];
	total: Covered<'all'>;
}

type Share = Partial<Record<Level | 'notAssessed' | 'all', number>>;

interface Target {
	id: string;
	name: Words;
	of: 'listed' | 'all' | 'drawn';
	every: Cadence;
	standard: string;
	clause: string;
	confidence: Confidence;
	share: Share;
}

/**
 * How far each target of data/rules/draw.json is reached in its period around `day`: every listed enterprise in each
 * half-year (万盛 18 (27)), every unit in each year (江汉 六(十二)), and the shares of the draw by level (系统设定). By level
 * worst first, by subject field in their order; only those that have units, `null` last.
 */
export function coverageOf(units: readonly PlannedUnit[], day: string, rules: RuleSet): Coverage[] {
	return (drawTable(rules).plan as unknown as Target[]).map((target) => {
		const period = periodAround(target.every, day);
		const rows = units.filter(({ isListed }) => target.of !== 'listed' || isListed).map((unit) => rowOf(unit, period));
		const fields = [...new Set(rows.map(({ unit }) => unit.field))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
		const levels = [...LEVELS, null].filter((level) => rows.some(({ unit }) => unit.level === level));
		return {
			id: target.id,
			name: target.name,
			clause: `${target.standard} ${target.clause}`,
			confidence: target.confidence,
			period,
			byLevel: levels.map((of) =>
				covered(
					of,
					rows.filter(({ unit }) => unit.level === of),
					target
				)
			),
			byField: fields.map((of) =>
				covered(
					of,
					rows.filter(({ unit }) => unit.field === of),
					target
				)
			),
			total: covered('all', rows, target)
		};
	});
}

interface Row {
	unit: PlannedUnit;
	isDrawn: boolean;
	isVisited: boolean;
	isDrawnThenVisited: boolean;
}

function rowOf(unit: PlannedUnit, { from, to }: Period): Row {
	const isIn = (day: string) => from <= day && day <= to;
	const draws = unit.drawnOn.filter(isIn);
	const visits = unit.visitedOn.filter(isIn);
	return {
		unit,
		isDrawn: draws.length > 0,
		isVisited: visits.length > 0,
		isDrawnThenVisited: draws.some((drawn) => visits.some((visited) => drawn <= visited))
	};
}

function covered<Of>(of: Of, rows: readonly Row[], target: Target): Covered<Of> {
	// Level by level: units of one level never stand in for those of another.
	const levels = [...Map.groupBy(rows, ({ unit }) => unit.level)].map(([level, those]) => ({
		done: those.filter((row) => (target.of === 'drawn' ? row.isDrawnThenVisited : row.isVisited)).length,
		needed: Math.ceil((those.length * (target.share.all ?? target.share[level ?? 'notAssessed'] ?? 0)) / 100)
	}));
	return {
		of,
		units: rows.length,
		drawn: rows.filter(({ isDrawn }) => isDrawn).length,
		visited: rows.filter(({ isVisited }) => isVisited).length,
		done: levels.reduce((sum, { done }) => sum + done, 0),
		needed: levels.reduce((sum, { needed }) => sum + needed, 0),
		isMet: levels.every(({ done, needed }) => done >= needed)
	};
}
