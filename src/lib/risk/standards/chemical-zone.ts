import type { Level } from '../level.ts';
import type { Grade, Value } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { gradeFromReasons, notGraded, type Lack } from './grade.ts';

/** One zone of a chemical plant. An item that is not on record is absent. */
export interface ChemicalZone {
	/** Likelihood: six items. */
	fireHazard?: string;
	/** GHS category `1` to `5`, or `无`. */
	acuteToxicity?: string;
	/** `无`, `重点监管`, `特别管控`, `重点监管且特别管控`. */
	control?: string;
	/** `1` to `4`. */
	operation?: string;
	pressureMPa?: number;
	temperatureC?: number;
	/** Severity: four items. */
	neighbours?: number;
	people?: number;
	/** Level of the major hazard source, or `不构成`. */
	hazardSource?: string;
	/** Protection targets within 500 m of the boundary: those of class 3, and all others. */
	targets?: { third: number; other: number };
}

interface Points {
	name: Words;
	points: Record<string, number>;
}
interface Bands {
	name: Words;
	least: number;
	rows: { from?: number; above?: number; points: number }[];
}
interface Targets {
	name: Words;
	none: number;
	oneThird: number;
	twoThird: number;
	other: number;
}

/**
 * Grades one zone of a chemical plant by the matrix of standards.md §4.4: L = the mean of six items, rounded up, S = the
 * greatest of four. Not graded where an item is absent or is none that the table has: it is named.
 */
export function gradeChemicalZone(zone: ChemicalZone, rules: RuleSet): Grade {
	const data = rules.tables.chemicalZone;
	const { likelihood, severity, matrix } = data;
	const items: Record<string, number | Lack> = {
		fireHazard: pointsOf('fireHazard', likelihood.fireHazard, zone.fireHazard),
		acuteToxicity: pointsOf('acuteToxicity', likelihood.acuteToxicity, zone.acuteToxicity),
		control: pointsOf('control', likelihood.control, zone.control),
		operation: pointsOf('operation', likelihood.operation, zone.operation),
		pressureMPa: bandOf('pressureMPa', likelihood.pressureMPa, zone.pressureMPa),
		temperatureC: bandOf('temperatureC', likelihood.temperatureC, zone.temperatureC),
		neighbours: bandOf('neighbours', severity.neighbours, zone.neighbours),
		people: bandOf('people', severity.people, zone.people),
		hazardSource: pointsOf('hazardSource', severity.hazardSource, zone.hazardSource),
		targets: targetsOf(severity.targets, zone.targets)
	};
	const lacks = Object.values(items).filter((item) => typeof item === 'object');
	if (lacks.length > 0) return notGraded(lacks, `${data.standard} ${data.clause}`);

	const points = items as Record<string, number>;
	const ofL = Object.keys(likelihood).filter((key) => key in points);
	const ofS = Object.keys(severity).filter((key) => key in points);
	const L = Math.ceil(ofL.reduce((sum, key) => sum + points[key], 0) / ofL.length);
	const S = Math.max(...ofS.map((key) => points[key]));
	const level = matrix.rows.find((row) => row.L === L)?.levels[S - 1] as Level | undefined;
	if (level === undefined) throw new RangeError(`The zone matrix has no cell L ${L}, S ${S}.`);
	const sum = ofL.map((key) => points[key]).join('+');
	const reason = {
		rule: 'CHEM-ZONE',
		clause: `${data.standard} ${data.clause}`,
		text: {
			zh: `L = ⌈(${sum})/${ofL.length}⌉ = ${L}, S = max(${ofS.map((key) => points[key]).join(', ')}) = ${S}`,
			en: `L = ⌈(${sum})/${ofL.length}⌉ = ${L}, S = max(${ofS.map((key) => points[key]).join(', ')}) = ${S}`
		},
		inputs: { ...inputsOf(zone), ...prefixed(points), L, S },
		measured: null,
		limit: null,
		unit: null,
		confidence: data.confidence as Confidence,
		level
	};
	return gradeFromReasons([reason], null, { ...points, zoneL: L, zoneS: S });
}

function pointsOf(key: string, table: Points, value: string | undefined): number | Lack {
	if (value === undefined || !Object.hasOwn(table.points, value)) return { key, name: lacking(table.name, value) };
	return table.points[value];
}

function bandOf(key: string, table: Bands, value: number | undefined): number | Lack {
	if (value === undefined || !Number.isFinite(value) || value < table.least) {
		return { key, name: lacking(table.name, value) };
	}
	const row = table.rows.find(({ from, above }) => (from !== undefined ? value >= from : value > (above ?? value)));
	return row?.points ?? { key, name: lacking(table.name, value) };
}

function targetsOf(table: Targets, value: ChemicalZone['targets']): number | Lack {
	const isCount = (n: number) => Number.isInteger(n) && n >= 0;
	if (value === undefined || !isCount(value.third) || !isCount(value.other)) {
		return { key: 'targets', name: lacking(table.name, value && `${value.third}/${value.other}`) };
	}
	if (value.other > 0 || value.third > 2) return table.other;
	return [table.none, table.oneThird, table.twoThird][value.third];
}

/** The name of what lacks, with the value where there is one that the table does not have. */
function lacking(name: Words, value: string | number | undefined): Words {
	if (value === undefined) return name;
	return { zh: `${name.zh}(“${value}” 无效)`, en: `${name.en} (“${value}” is not valid)` };
}

function inputsOf({ targets, ...zone }: ChemicalZone): Record<string, Value> {
	return { ...zone, targetsThird: targets?.third ?? null, targetsOther: targets?.other ?? null };
}

function prefixed(points: Record<string, number>): Record<string, Value> {
	return Object.fromEntries(Object.entries(points).map(([key, value]) => [`${key} 分`, value]));
}
