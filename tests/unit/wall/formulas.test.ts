import { expect, test } from 'vitest';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { changeRules } from '../../../src/lib/risk/rules/change.ts';
import { formulasOf } from '../../../src/lib/server/wall/formulas.ts';

test('every formula is told in both languages with its clause, and no number is left open', () => {
	const formulas = Object.entries(formulasOf(SHIPPED, 100));
	expect(formulas.length).toBeGreaterThan(10);
	for (const [key, { text, clause, confidence }] of formulas) {
		for (const words of [text.zh, text.en]) expect(words, key).not.toMatch(/[{}]|undefined|null|NaN/);
		expect(text.zh, key).toMatch(/\p{Script=Han}/u);
		expect(text.en, key).not.toMatch(/\p{Script=Han}{8}/u);
		expect(clause, key).not.toBe('');
		expect(['VERIFIED', 'VERIFIED_SECONDARY', 'RECALLED', 'DESIGN'], key).toContain(confidence);
	}
});

test('the numbers in a formula are those of the rule set that was asked', () => {
	const rules = changeRules(SHIPPED, [
		{ path: 'wall.ranking.broken.value', value: 17 },
		{ path: 'areaLevel.weighted.weights.red', value: 41 }
	]);
	const { ranking, areas, hazardSources } = formulasOf(rules, 50);
	expect(ranking.text.zh).toContain('17 × 不合规条数');
	expect(ranking.text.en).toContain('41 red');
	expect(areas.text.zh).toContain('网格边长 50 米');
	expect(hazardSources.text.zh).toContain('一级 R ≥ 100, 二级 R ≥ 50, 三级 R ≥ 10');
});
