import { clearancesOf } from '../clearance/catalogue.ts';
import type { Op, Rule } from '../clearance/rule.ts';
import { LEVELS, type Level } from '../level.ts';
import { perRuleSet, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { joinNames } from './key-names.ts';
import type { Facts } from './located.ts';
import { numbersOf } from './numbers.ts';
import type { KnownRule, RuleNumber } from './rule.ts';

/**
 * The rules by which features are graded: their ids as reasons carry them, and where their numbers stand. A reason whose
 * rule is none of these is still shown, by what the reason says of it.
 */
const GRADINGS: readonly { id: string; at: string }[] = [
	{ id: 'GB18218-S', at: 'gb18218.threshold' },
	{ id: 'GB18218-R', at: 'gb18218.levels' },
	{ id: 'AYJ19-T', at: 'anyingji' },
	{ id: 'LEC-D', at: 'lec.levels' },
	{ id: 'LS-5x5', at: 'ls.variants.5x5' },
	{ id: 'LS-5x5-B', at: 'ls.variants.5x5-B' },
	{ id: 'LS-4x4', at: 'ls.variants.4x4' },
	{ id: 'JGJ125-GRADE', at: 'jgj125.colours' },
	{ id: 'JGJ125-PLAN', at: 'jgj125.planRequired' },
	{ id: 'PARK-SCORE', at: 'park' },
	{ id: 'PARK-GRADE', at: 'park' },
	{ id: 'PARK-DIRECT-A', at: 'park.directA' },
	{ id: 'GB32167-PIR', at: 'pipeline.impactRadius' },
	{ id: 'GEOHAZARD-RISK', at: 'geohazard.risk' },
	{ id: 'GEOHAZARD-SUSCEPTIBILITY', at: 'geohazard.susceptibility' },
	{ id: 'GEOHAZARD-THREAT', at: 'geohazard.threat' },
	{ id: 'CHEM-ZONE', at: 'chemicalZone.matrix' },
	{ id: 'GB36894-CLASS', at: 'gb36894.scales' },
	{ id: 'GB36894-FN', at: 'gb36894.societal' }
];

/** How cells and areas get their levels, besides the radii of influence. `name`: where the data has none. */
const ZONING: readonly { id: string; at: string; name: Words | null }[] = [
	{ id: 'ZONING-CELL', at: 'zoning.cell', name: { zh: '网格', en: 'Grid' } },
	{ id: 'ZONING-RINGS', at: 'zoning.rings', name: { zh: '同心圈法', en: 'Rings' } },
	{ id: 'ZONING-FIELD', at: 'zoning.field', name: { zh: '场叠加法', en: 'Field' } },
	{ id: 'AREA-MAX', at: 'areaLevel.max', name: null },
	{ id: 'AREA-DENSITY', at: 'areaLevel.density', name: null },
	{ id: 'AREA-WEIGHTED', at: 'areaLevel.weighted', name: null }
];

/** Every rule of a rule set, of all kinds, each with its clause and numbers. */
export const knownRules: (rules: RuleSet) => readonly KnownRule[] = perRuleSet((tables, rules) => {
	const numbers = numbersOf(rules);
	return [
		...clearancesOf(rules).map(clearanceItem),
		...GRADINGS.flatMap(({ id, at }) => partItem(id, 'grading', at, tables, numbers, null)),
		...directReds(tables, numbers),
		...namedInside('upgrades', 'upgrade', tables, numbers),
		...hcaItems(tables, numbers),
		...namedInside('zoning', 'zoning', tables, numbers),
		...ZONING.flatMap(({ id, at, name }) => partItem(id, 'zoning', at, tables, numbers, name))
	];
});

const OP_SIGNS: Readonly<Partial<Record<Op, string>>> = {
	forbid_within: '≤',
	min_dist: '≥',
	apply_within: '≤',
	require_registered_distance: '≥'
};

function clearanceItem(rule: Rule): KnownRule {
	return {
		id: rule.id,
		kind: 'clearance',
		name: rule.name,
		clause: rule.clause,
		confidence: rule.confidence,
		severity: rule.severity,
		limit: limitOf(rule),
		effectiveFrom: rule.effectiveFrom,
		effectiveTo: rule.effectiveTo,
		note: rule.note
	};
}

function limitOf({ op, limits, lo, withinM, unit }: Rule): Words {
	if (op === 'require_registered_distance') return { zh: '登记的外部安全防护距离', en: 'the registered distance' };
	if (op === 'must_be_inside') return { zh: '应在其内', en: 'inside' };
	if (op === 'forbid_intersect' || op === 'avoid') return { zh: '不得相交', en: 'no overlap' };
	const amounts = [...new Set(limits.map((limit) => limit.m + (limit.beyond ?? 0)))].sort((a, b) => a - b);
	if (amounts.length === 0) {
		return withinM === null ? { zh: '—', en: '—' } : { zh: `${withinM} m 以内`, en: `within ${withinM} m` };
	}
	const sign = OP_SIGNS[op] ?? '';
	const from = lo > 0 ? `${lo} < d ` : '';
	const text = `${from}${sign} ${amounts.join(' / ')} ${unit}`.trim();
	return { zh: text, en: text };
}

/** Items for all objects below a table that name their rule; several of one rule are one item. */
function namedInside(
	table: 'upgrades' | 'zoning',
	kind: KnownRule['kind'],
	tables: RuleTables,
	numbers: readonly RuleNumber[]
): KnownRule[] {
	const items = new Map<string, KnownRule>();
	const walk = (object: object, path: string) => {
		for (const [key, inner] of Object.entries(object) as [string, unknown][]) {
			if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue;
			const at = `${path}.${key}`;
			const { rule } = inner as { rule?: unknown };
			if (typeof rule === 'string') {
				const named = isWords((inner as { name?: unknown }).name) ? null : joinNames(at.split('.').slice(1));
				const [item] = partItem(rule, kind, at, tables, numbers, named);
				const known = items.get(rule);
				items.set(rule, known === undefined ? item : joined(known, item));
			}
			walk(inner, at);
		}
	};
	walk(tables[table], table);
	return [...items.values()];
}

/** 应急〔2018〕19号: each of the conditions that make an enterprise red at once is a rule of its own. */
function directReds(tables: RuleTables, numbers: readonly RuleNumber[]): KnownRule[] {
	const [scheme] = partItem('', 'grading', 'anyingji', tables, numbers, null);
	return tables.anyingji.directRed.map(({ key, name }) => ({
		...scheme,
		id: `AYJ19-RED-${key}`,
		name,
		severity: 'red',
		limit: { zh: '直接判定红色', en: 'red at once' }
	}));
}

function hcaItems(tables: RuleTables, numbers: readonly RuleNumber[]): KnownRule[] {
	const items = (tables.hca as { items?: Record<string, { class?: unknown }> }).items ?? {};
	const colours = (tables.hca as { colours?: Record<string, unknown> }).colours ?? {};
	return Object.entries(items).flatMap(([id, item]) =>
		partItem(id, 'hca', `hca.items.${id}`, tables, numbers, null).map((one) => ({
			...one,
			severity: levelOr(colours[String(item.class)])
		}))
	);
}

/** The item of the part of the tables at a path; none where the rule set has no such part. */
function partItem(
	id: string,
	kind: KnownRule['kind'],
	at: string,
	tables: RuleTables,
	numbers: readonly RuleNumber[],
	name: Words | null
): KnownRule[] {
	let part: unknown = tables;
	let facts: Facts & { name?: Words } = {};
	for (const key of at.split('.')) {
		if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return [];
		part = (part as Record<string, unknown>)[key];
		facts = { ...facts, ...(part as Facts & { name?: Words }) };
	}
	const own = part as { name?: Words; note?: unknown; level?: unknown };
	const within = numbers.filter((number) => number.path.startsWith(`${at}.`) && number.unit !== '序号');
	return [
		{
			id,
			kind,
			name: name ?? own.name ?? facts.name ?? { zh: id, en: id },
			clause: `${facts.standard ?? ''} ${facts.clause ?? ''}`.trim(),
			confidence: facts.confidence ?? 'RECALLED',
			severity: levelOr(own.level),
			limit: limitOfNumbers(within),
			effectiveFrom: facts.effectiveFrom ?? null,
			effectiveTo: facts.effectiveTo ?? null,
			note: typeof own.note === 'string' ? { zh: own.note, en: own.note } : null
		}
	];
}

/** How many numbers a rule shows in its row; those of a longer table are read below it. */
const SHOWN = 4;

function limitOfNumbers(numbers: readonly RuleNumber[]): Words {
	const own = numbers.filter(({ path, value }) => typeof value === 'number' && !/\.(min|max)(Value)?$/.test(path));
	if (own.length === 0) return { zh: '—', en: '—' };
	if (own.length > SHOWN) return { zh: `${own.length} 个数值`, en: `${own.length} numbers` };
	const text = own.map(({ value, unit }) => (unit === '1' ? String(value) : `${String(value)} ${unit}`)).join(' / ');
	return { zh: text, en: text };
}

/** Two parts of one rule: both names and both limits. */
function joined(a: KnownRule, b: KnownRule): KnownRule {
	const both = (x: Words, y: Words) => ({ zh: `${x.zh} / ${y.zh}`, en: `${x.en} / ${y.en}` });
	const last = (name: Words): Words => ({ zh: name.zh.split(' · ').at(-1)!, en: name.en.split(' · ').at(-1)! });
	return { ...a, name: both(a.name, last(b.name)), limit: both(a.limit, b.limit) };
}

function levelOr(value: unknown): Level | null {
	return LEVELS.find((level) => level === value) ?? null;
}

function isWords(value: unknown): value is Words {
	return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
