import type { FacetCount, InspectItem, InspectPage, InspectPlaces } from '../../inspect/api.ts';
import { writeAsked, type UnitsAsked } from '../../inspect/address.ts';
import { filterUnits, type Filtered } from '../../inspect/filter.ts';
import { NONE, urgencyOn, type RankedUnit } from '../../inspect/rank.ts';
import { FACETS, type Facet } from '../../inspect/units.ts';
import { codeOf } from '../../risk/level.ts';
import { roundTable } from '../../risk/rounds/table.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { SubjectField } from '../../risk/layers/subject-field.ts';
import type { Words } from '../../risk/words.ts';
import { rowsTag, type Sight } from '../access/sight.ts';
import type { Database } from '../db/database.ts';
import { holdUnits, type Held } from './held.ts';
import { both, nearMask, seenMask } from './masks.ts';
import { subdistrictNames } from './names.ts';

/** The units of a filter that are seen, by their places in the ranking. */
export interface Found extends Filtered {
	held: Held;
	/** How many units are seen in all. */
	units: number;
}

/** Asks the units of a district; the same question of the same state is answered once. */
export async function findUnits(
	db: Database,
	sight: Sight,
	district: string,
	asked: UnitsAsked,
	now: Date
): Promise<Found> {
	const held = await holdUnits(db, district, now);
	const seen = await seenMask(db, held, sight, district);
	const key = `${rowsTag(sight, district)} ${new URLSearchParams(writeAsked(asked))}`;
	let filtered = held.results.get(key);
	if (filtered === undefined) {
		const near = await nearMask(db, held, district, asked.near);
		filtered = filterUnits(held.columns, asked, both(seen, near));
		held.results.set(key, filtered);
	}
	return { ...filtered, held, units: seen === null ? held.units.length : seen.reduce((sum, bit) => sum + bit, 0) };
}

/** A stretch of the list, from `offset`; with the counts beside each value of each facet where they are asked for. */
export async function listUnits(
	db: Database,
	sight: Sight,
	district: string,
	asked: UnitsAsked,
	{ offset, limit, counts }: { offset: number; limit: number; counts: boolean },
	now = new Date()
): Promise<InspectPage> {
	const found = await findUnits(db, sight, district, asked, now);
	const { held, rows, units } = found;
	const { state, rules, stamp } = held;
	return {
		district,
		run: state.ground.run,
		today: state.today,
		stamp,
		total: rows.length,
		units,
		offset,
		items: [...rows.subarray(offset, offset + limit)].map((at) => itemOf(held.units[at], held)),
		counts: counts ? await countsOf(db, district, found, asked) : null,
		worst: roundTable(rules).worst.value
	};
}

/** Where all the units of a filter lie. */
export async function placesOf(
	db: Database,
	sight: Sight,
	district: string,
	asked: UnitsAsked,
	now = new Date()
): Promise<InspectPlaces> {
	const { held, rows } = await findUnits(db, sight, district, asked, now);
	const units = Array.from(rows, (at) => held.units[at]);
	return {
		stamp: held.stamp,
		id: units.map(({ id }) => id),
		layer: units.map(({ layer }) => layer),
		name: units.map(({ name }) => name),
		level: units.map(({ level }) => codeOf(level)),
		lng: units.map(({ lng }) => round(lng)),
		lat: units.map(({ lat }) => round(lat))
	};
}

/** A unit as a list shows it. */
export function itemOf(unit: RankedUnit, { rules, state }: Pick<Held, 'rules' | 'state'>): InspectItem {
	const field = fieldsOf(rules).find(({ no }) => no === unit.field);
	return {
		id: unit.id,
		layer: unit.layer,
		name: unit.name,
		level: unit.level,
		grade: unit.grade,
		subdistrict: unit.subdistrict,
		subjectField: field === undefined ? null : { no: field.no, name: field.name },
		leadDepartment: unit.lead === null ? null : leadOf(unit.lead, rules),
		dangersOpen: unit.dangersOpen,
		dangersOverdue: unit.dangersOverdue,
		dangersMajor: unit.dangersMajor,
		lastVisit: unit.lastVisit,
		nextDue: unit.nextDue,
		due: unit.due,
		score: unit.score,
		reasons: urgencyOn(unit, state.today, rules).reasons,
		at: [round(unit.lng), round(unit.lat)]
	};
}

/** The counts as pages show them: values that somebody sees a unit of, or that are asked, the most frequent first. */
async function countsOf(
	db: Database,
	district: string,
	{ held, counts }: Found,
	asked: UnitsAsked
): Promise<Record<Facet, FacetCount[]>> {
	const { rules } = held;
	const subdistricts = await subdistrictNames(db, district);
	const nameOf = valueNames(rules, subdistricts);
	const listed = FACETS.map((facet): [Facet, FacetCount[]] => {
		const values = new Set([...Object.keys(counts[facet]), ...(asked.facets[facet] ?? [])]);
		const all = [...values].map((value) => ({ value, name: nameOf(facet, value), count: counts[facet][value] ?? 0 }));
		return [
			facet,
			all
				.filter(({ value, count }) => count > 0 || asked.facets[facet]?.includes(value))
				.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
		];
	});
	return Object.fromEntries(listed) as Record<Facet, FacetCount[]>;
}

/** Names of the values that only a district or its rules know, by facet. */
export function valueNames(
	rules: RuleSet,
	subdistricts: ReadonlyMap<string, string>
): (facet: Facet, value: string) => Words | null {
	return (facet, value) => {
		if (value === NONE) return null;
		if (facet === 'field') return fieldsOf(rules).find(({ no }) => String(no) === value)?.name ?? null;
		if (facet === 'lead') return leadOf(value, rules);
		if (facet !== 'subdistrict') return null;
		const name = subdistricts.get(value);
		return name === undefined ? null : { zh: name, en: name };
	};
}

function fieldsOf(rules: RuleSet): readonly SubjectField[] {
	return rules.tables.subjectFields.rows;
}

/** A department in both languages where the table of subject fields has it, else as it is registered. */
function leadOf(zh: string, rules: RuleSet): Words {
	return fieldsOf(rules).find(({ lead }) => lead.zh === zh)?.lead ?? { zh, en: zh };
}

/** Seven decimals of a degree are a centimetre. */
function round(degree: number): number {
	return Math.round(degree * 1e7) / 1e7;
}
