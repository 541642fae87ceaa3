import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleSetOf, SHIPPED } from '../../../src/lib/risk/rule-set.ts';

const FOLDER = new URL('../../../data/rules/', import.meta.url);
const FACTS = ['unit', 'standard', 'clause', 'confidence', 'effectiveFrom', 'effectiveTo'] as const;
const CONFIDENCES = ['VERIFIED', 'VERIFIED_SECONDARY', 'RECALLED', 'DESIGN'];
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && name !== 'version.json');

type Facts = Partial<Record<(typeof FACTS)[number], unknown>>;

/** Every number of a file with the facts of the nearest object around it that states them. */
function numbersOf(value: unknown, facts: Facts, path: string): { path: string; facts: Facts }[] {
	if (typeof value === 'number') return [{ path, facts }];
	if (Array.isArray(value)) return value.flatMap((one, i) => numbersOf(one, facts, `${path}[${i}]`));
	if (typeof value !== 'object' || value === null) return [];
	const own = value as Record<string, unknown>;
	const stated = Object.fromEntries(FACTS.filter((fact) => fact in own).map((fact) => [fact, own[fact]]));
	const around = { ...facts, ...stated };
	const columns = (own.columns ?? {}) as Record<string, Facts>;
	return Object.entries(own).flatMap(([key, inner]) => {
		if (key !== 'rows' || own.columns === undefined) return numbersOf(inner, around, `${path}.${key}`);
		return (inner as Record<string, unknown>[]).flatMap((row, i) =>
			Object.entries(row).flatMap(([name, cell]) =>
				numbersOf(cell, { ...around, ...columns[name] }, `${path}.rows[${i}].${name}`)
			)
		);
	});
}

test.each(FILES)('every number of %s has its unit, standard, clause, confidence and dates', (file) => {
	const contents: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
	for (const { path, facts } of numbersOf(contents, {}, file)) {
		for (const fact of FACTS) expect(facts, `${path} has no ${fact}`).toHaveProperty(fact);
		expect(CONFIDENCES, path).toContain(facts.confidence);
		expect(facts.unit, path).toBeTypeOf('string');
	}
});

test('the version of the rules is stable and tells the edition', () => {
	expect(SHIPPED.version).toMatch(/^2026\.11-[0-9a-f]{16}$/);
	const again = JSON.parse(JSON.stringify(SHIPPED.tables)) as typeof SHIPPED.tables;
	expect(ruleSetOf(SHIPPED.edition, again).version).toBe(SHIPPED.version);
	again.zoning.cell.value = 50;
	expect(ruleSetOf(SHIPPED.edition, again).version).not.toBe(SHIPPED.version);
});
