import { LEVELS } from '../level.ts';
import type { Value } from '../reason.ts';
import { perRuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

/** What the nearest object around a value states of it (data/rules/README.md). */
export interface Facts {
	unit?: string;
	standard?: string;
	clause?: string;
	confidence?: Confidence;
	effectiveFrom?: string | null;
	effectiveTo?: string | null;
}
const FACTS = ['unit', 'standard', 'clause', 'confidence', 'effectiveFrom', 'effectiveTo'] as const;

/** One value of a rule set and where it stands. */
export interface Located {
	/** `zoning.radii.park.value`; a row of a table by what tells it apart: `clearances.rows.PIPE-30-5.limits.0.m`. */
	path: string;
	/** The keys and positions that lead to it from the tables. */
	keys: readonly (string | number)[];
	value: Value;
	facts: Facts;
	/** Words for the objects around it, outermost first; a key where an object has no name. */
	names: readonly (Words | string)[];
	/** Bounds that the data states beside it, and what it may be where it is a word. */
	min: number | null;
	max: number | null;
	choices: readonly string[] | null;
	/** It says where something stands or which features are meant; nobody sets it. */
	structural: boolean;
}

/** What tells the rows of a table apart: the first of these that all of them have, each its own. */
const IDENTITIES = ['id', 'key', 'grade', 'class', 'item', 'level'];
const BOUNDS = ['min', 'max', 'minValue', 'maxValue'];
/** Positions, flags of a rule's form, and factors that only turn one unit into another. */
const STRUCTURAL_KEYS = ['no', 'symmetric', 'not', 'size', 'factor', 'tolerance'];
/** Everything inside chooses features or holds a reference. */
const CHOOSING_KEYS = ['where', 'plays'];
const REFERENCE_UNIT = '序号';

/** What holds for everything inside an object. */
interface Around {
	path: string[];
	keys: (string | number)[];
	facts: Facts;
	names: (Words | string)[];
	min: number | null;
	max: number | null;
	structural: boolean;
}

type Entries = Record<string, unknown>;

/** Every number of a rule set; every switch, level word and choice too that is 系统设定. In the order of the tables. */
export const locatedValues = perRuleSet((tables): readonly Located[] => {
	const found: Located[] = [];
	walk(tables, { path: [], keys: [], facts: {}, names: [], min: null, max: null, structural: false }, found);
	return found;
});

function walk(object: object, around: Around, found: Located[]): void {
	const own = object as Entries;
	const columns = (own.columns ?? {}) as Record<string, Entries>;
	for (const [key, value] of Object.entries(own)) {
		if (key === 'columns' || key === 'name') continue;
		if (key === 'rows' && own.columns !== undefined)
			walkRows(value as unknown[], step(around, key, key, []), columns, found);
		else visit(value, key, own, around, found);
	}
}

/** Rows whose columns state the facts of their cells. */
function walkRows(rows: unknown[], around: Around, columns: Record<string, Entries>, found: Located[]): void {
	const identity = identityOf(rows);
	rows.forEach((row, i) => {
		const own = row as Entries;
		const inRow = enter(own, step(around, i, partOf(own, identity, i), nameOf(own, identity)));
		for (const [key, value] of Object.entries(own)) {
			if (key === 'name' || key === identity) continue;
			const facts = { ...inRow.facts, ...factsOf(columns[key] ?? {}) };
			const stated = columns[key]?.name as Words | undefined;
			visit(value, key, own, bounded(columns[key] ?? {}, { ...inRow, facts }), found, stated);
		}
	});
}

function visit(value: unknown, key: string, own: Entries, around: Around, found: Located[], named?: Words): void {
	if (Array.isArray(value)) {
		const inside = choosing(step(around, key, key, [named ?? key]), key);
		const identity = identityOf(value);
		value.forEach((one: unknown, i) => {
			if (typeof one === 'object' && one !== null) {
				const row = one as Entries;
				const inRow = enter(row, step(inside, i, partOf(row, identity, i), nameOf(row, identity)));
				walk(identity === null ? row : without(row, identity), inRow, found);
			} else if (typeof one === 'number') {
				found.push(leaf(one, step(inside, i, String(i), [String(i + 1)]), key, {}));
			}
		});
	} else if (typeof value === 'object' && value !== null) {
		const inner = value as Entries;
		const names = [isWords(inner.name) ? inner.name : (named ?? key)];
		walk(inner, enter(inner, choosing(step(around, key, key, names), key)), found);
	} else if (isListed(value, key, own, around.facts)) {
		found.push(leaf(value, step(around, key, key, key === 'value' ? [] : [named ?? key]), key, own));
	}
}

function isListed(value: unknown, key: string, own: Entries, facts: Facts): value is Value {
	if (typeof value === 'number') return true;
	if (facts.confidence !== 'DESIGN') return key === 'on' && typeof value === 'boolean' && facts.standard !== undefined;
	if (typeof value === 'boolean') return !STRUCTURAL_KEYS.includes(key);
	if (typeof value !== 'string') return false;
	return isLevel(value) || (key === 'value' && Array.isArray(own.choices));
}

function leaf(value: Value, around: Around, key: string, own: Entries): Located {
	const { path, keys, facts, names, min, max } = around;
	return {
		path: path.join('.'),
		keys,
		value,
		facts,
		names,
		min,
		max,
		choices: typeof value !== 'string' ? null : isLevel(value) ? LEVELS : (own.choices as string[]),
		structural:
			around.structural ||
			facts.unit === REFERENCE_UNIT ||
			STRUCTURAL_KEYS.includes(key) ||
			BOUNDS.includes(key) ||
			// The floor of a table of breaks: what reaches no other.
			(key === 'atLeast' && value === 0)
	};
}

function step(around: Around, key: string | number, part: string, names: (Words | string)[]): Around {
	const path = [...around.path, part];
	return { ...around, path, keys: [...around.keys, key], names: [...around.names, ...names] };
}

/** Inside an object: its facts and bounds go before those around it. */
function enter(object: Entries, around: Around): Around {
	return bounded(object, { ...around, facts: { ...around.facts, ...factsOf(object) } });
}

function bounded(object: Entries, around: Around): Around {
	const stated = (...keys: string[]) =>
		keys.map((key) => object[key]).find((bound): bound is number => typeof bound === 'number');
	return { ...around, min: stated('minValue', 'min') ?? around.min, max: stated('maxValue', 'max') ?? around.max };
}

function choosing(around: Around, key: string): Around {
	const structural = around.structural || CHOOSING_KEYS.includes(key) || STRUCTURAL_KEYS.includes(key);
	return { ...around, structural };
}

function factsOf(object: Entries): Facts {
	return Object.fromEntries(FACTS.filter((fact) => fact in object).map((fact) => [fact, object[fact]]));
}

function identityOf(rows: readonly unknown[]): string | null {
	const objects = rows.filter((row): row is Entries => typeof row === 'object' && row !== null);
	if (objects.length === 0 || objects.length < rows.length) return null;
	const tells = (key: string) => {
		const values = objects.map((row) => row[key]);
		return values.every((value) => typeof value === 'string' && value !== '') && new Set(values).size === values.length;
	};
	return IDENTITIES.find(tells) ?? null;
}

function partOf(row: Entries, identity: string | null, i: number): string {
	return identity === null ? String(i) : String(row[identity]);
}

function nameOf(row: Entries, identity: string | null): (Words | string)[] {
	if (isWords(row.name)) return [row.name];
	if (typeof row.name === 'string') return [row.name];
	return identity === null ? [] : [String(row[identity])];
}

function without(row: Entries, key: string): Entries {
	return Object.fromEntries(Object.entries(row).filter(([own]) => own !== key));
}

function isWords(value: unknown): value is Words {
	return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}

function isLevel(value: string): boolean {
	return (LEVELS as readonly string[]).includes(value);
}
