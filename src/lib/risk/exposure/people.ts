import type { Attributes } from '../layer.ts';
import type { RuleSet, RuleTables } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import type { Exposed } from './exposure.ts';

/** The people of one feature, and where the number came from. */
export interface Headcount {
	people: number;
	from: Exposed['from'];
	confidence: Confidence;
}

/** `unknown`: people may be there, and nothing on record says how many. `null`: it counts for nobody. */
export type Answer = Headcount | 'unknown' | null;

type Table = RuleTables['exposure'];

/**
 * The people who live in a building: of a dwelling those on record, else its households, else the least that an
 * unknown dwelling counts for. A building of another use counts by its households alone; one without a use is `unknown`
 * unless people or households are on record.
 */
export function peopleOfBuilding(attributes: Attributes, rules: RuleSet): Answer {
	const { use, people, households, occupied } = attributes;
	const data = rules.tables.exposure;
	const isKnown = typeof use === 'string';
	const isDwelling = isKnown && data.dwellings.includes(use);
	if (typeof people === 'number' && (isDwelling || !isKnown)) return onRecord(people);
	if (typeof households === 'number') return byHouseholds(households, data);
	if (occupied === false || (isKnown && !isDwelling)) return null;
	if (!isKnown) return 'unknown';
	return {
		people: byHouseholds(data.dwelling.value, data).people,
		from: 'dwelling',
		confidence: data.confidence as Confidence
	};
}

/** The people of a protection target: those on record, else its beds where it is of a kind that has them. */
export function peopleOfTarget(attributes: Attributes, rules: RuleSet): Answer {
	const { kind, people, beds } = attributes;
	const data = rules.tables.exposure;
	if (typeof people === 'number') return onRecord(people);
	if (typeof beds === 'number' && data.bed.kinds.includes(String(kind))) {
		return { people: wholeOf(beds * data.bed.value), from: 'beds', confidence: data.confidence as Confidence };
	}
	return data.withoutPeople.includes(String(kind)) ? null : 'unknown';
}

function onRecord(people: number): Headcount {
	return { people, from: 'people', confidence: 'VERIFIED' };
}

function byHouseholds(households: number, { household }: Table): Headcount {
	return {
		people: wholeOf(households * household.value),
		from: 'households',
		confidence: household.confidence as Confidence
	};
}

/** Rounded up, but 50 × 2.62 = 131.00000000000001 is 131. */
function wholeOf(people: number): number {
	return Math.ceil(people - 1e-9);
}
