import { expect, test } from 'vitest';
import { drawInspectors } from '../../../../src/lib/risk/draw/draw-inspectors.ts';
import { recusalsOf, type Inspector, type SiteToVisit } from '../../../../src/lib/risk/draw/recusal.ts';
import { fractionsFrom } from '../../../../src/lib/risk/draw/split-mix.ts';
import { ruleSetOf, SHIPPED } from '../../../../src/lib/risk/rule-set.ts';

const person = (id: string, more: Partial<Inspector> = {}): Inspector => ({
	id,
	name: `检查员${id}`,
	employers: [],
	relativesAt: [],
	subdistricts: null,
	...more
});
const place = (id: string, lastInspectors: string[] = []): SiteToVisit => ({
	id,
	name: `企业${id}`,
	lastInspectors,
	subdistricts: ['area/west']
});
const seedOf = (i: number) => (i + 1).toString(16).padStart(16, '0');

function loadsOf(pairs: readonly { inspectors: readonly string[] }[], people: readonly Inspector[]): number[] {
	return people.map(({ id }) => pairs.filter(({ inspectors }) => inspectors.includes(id)).length);
}

/** Many people and places with recusals of every kind; the same for the same seed. */
function crowd(seed: number): { people: Inspector[]; places: SiteToVisit[] } {
	const fractions = fractionsFrom(BigInt(seed));
	const some = (ids: readonly string[], share: number) => ids.filter(() => fractions.next().value < share);
	const siteIds = Array.from({ length: 12 }, (_, i) => `e${i}`);
	const personIds = Array.from({ length: 7 }, (_, i) => `p${i}`);
	return {
		people: personIds.map((id) => person(id, { employers: some(siteIds, 0.1), relativesAt: some(siteIds, 0.1) })),
		places: siteIds.map((id) => place(id, some(personIds, 0.2)))
	};
}

test('each rule of recusal has its reason with a clause, and a rule that is switched off has none', () => {
	const anna = person('p1', { employers: ['e1'], relativesAt: ['e1', 'e2'] });
	expect(recusalsOf(anna, place('e1', ['p1']), SHIPPED).map(({ rule }) => rule)).toEqual([
		'employer',
		'relative',
		'last_visit'
	]);
	expect(recusalsOf(anna, place('e2'), SHIPPED)).toEqual([
		{
			rule: 'relative',
			name: { zh: '申报有近亲属在该单位', en: 'declared relatives in this unit' },
			clause: '行政处罚法 第43条 有直接利害关系或者其他关系可能影响公正的, 应当回避',
			confidence: 'RECALLED'
		}
	]);
	expect(recusalsOf(anna, place('e3'), SHIPPED)).toEqual([]);
	expect(recusalsOf(person('p2', { subdistricts: ['area/east'] }), place('e3'), SHIPPED)).toMatchObject([
		{ rule: 'elsewhere', confidence: 'DESIGN' }
	]);
	expect(recusalsOf(person('p2', { subdistricts: ['area/east', 'area/west'] }), place('e3'), SHIPPED)).toEqual([]);
	const tables = structuredClone(SHIPPED.tables);
	tables.draw.recusals.find(({ id }) => id === 'last_visit')!.on = false;
	expect(recusalsOf(person('p1'), place('e1', ['p1']), ruleSetOf('test', tables))).toEqual([]);
	tables.draw.recusals[0].id = 'friend';
	expect(() => recusalsOf(anna, place('e1'), ruleSetOf('test', tables))).toThrow('no rule of recusal "friend"');
});

test('over 200 draws nobody goes where they may not, and every site has two', () => {
	let made = 0;
	for (let i = 0; i < 200; i++) {
		const { people, places } = crowd(i);
		const { pairs, problems } = drawInspectors(places, people, seedOf(i), SHIPPED);
		if (pairs === null) {
			expect(problems.length).toBeGreaterThan(0);
			continue;
		}
		made++;
		for (const { site, inspectors } of pairs) {
			expect(new Set(inspectors).size).toBe(2);
			for (const id of inspectors) {
				const who = people.find((one) => one.id === id)!;
				expect(
					recusalsOf(
						who,
						places.find((one) => one.id === site)!,
						SHIPPED
					)
				).toEqual([]);
			}
		}
		expect(pairs.map(({ site }) => site).sort()).toEqual(places.map(({ id }) => id).sort());
	}
	expect(made).toBeGreaterThan(150);
});

test('visits are shared evenly: without recusals nobody has more than one visit more than another', () => {
	const people = ['a', 'b', 'c', 'd', 'e'].map((id) => person(id));
	const places = Array.from({ length: 9 }, (_, i) => place(`e${i}`));
	for (let i = 0; i < 100; i++) {
		const loads = loadsOf(drawInspectors(places, people, seedOf(i), SHIPPED).pairs!, people);
		expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
	}
});

test('visits change hands along a chain where recusals leave nothing simpler', () => {
	const places = ['e0', 'e1', 'e2', 'e3'].map((id) => place(id));
	const people = [
		person('a'),
		person('b'),
		person('c', { employers: ['e0', 'e1'] }),
		person('d', { employers: ['e1', 'e2', 'e3'] })
	];
	for (let i = 0; i < 100; i++) {
		const { pairs } = drawInspectors(places, people, seedOf(i), SHIPPED);
		// d can go to e0 only, so 7 visits fall on three people.
		expect(loadsOf(pairs!, people).sort()).toEqual([1, 2, 2, 3]);
	}
});

test('who goes is random: over 6,000 draws every pair of four comes as often as any other', () => {
	const people = ['a', 'b', 'c', 'd'].map((id) => person(id));
	const seen = new Map<string, number>();
	for (let i = 0; i < 6000; i++) {
		const [{ inspectors }] = drawInspectors([place('e1')], people, seedOf(i), SHIPPED).pairs!;
		const pair = inspectors.join();
		seen.set(pair, (seen.get(pair) ?? 0) + 1);
	}
	expect(seen.size).toBe(6);
	const chi = [...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
	// 5 degrees of freedom: 20.52 is passed by chance once in a thousand.
	expect(chi).toBeLessThan(20.52);
});

test('it repeats from its seed, whatever the order of people and places', () => {
	const { people, places } = crowd(3);
	const once = drawInspectors(places, people, seedOf(9), SHIPPED);
	expect(once.pairs).not.toBeNull();
	expect(drawInspectors([...places].reverse(), [...people].reverse(), seedOf(9), SHIPPED)).toEqual(once);
	expect(drawInspectors(places, people, seedOf(10), SHIPPED).pairs).not.toEqual(once.pairs);
});

test('where too few may go nobody is sent anywhere, and it says who is recused and why', () => {
	const people = [person('a'), person('b', { relativesAt: ['e2'] }), person('c')];
	const sent = drawInspectors([place('e1'), place('e2', ['a'])], people, seedOf(1), SHIPPED);
	expect(sent.pairs).toBeNull();
	expect(sent.problems).toEqual([
		{
			zh: '企业e2需要 2 名检查人员，只有 1 名可派；需回避：检查员a（上次检查过该单位）、检查员b（申报有近亲属在该单位）。请增加人员，或把该对象另行安排。本次没有派出任何人员。',
			en: '企业e2 needs 2 inspectors and 1 may go; recused: 检查员a (visited it the last time), 检查员b (declared relatives in this unit). Add inspectors, or leave this site to another draw. Nobody was sent anywhere.'
		}
	]);
	expect(drawInspectors([place('e1')], [], seedOf(1), SHIPPED).problems[0].zh).toContain('只有 0 名可派。');
	expect(drawInspectors([], people, seedOf(1), SHIPPED)).toEqual({ pairs: [], recused: [], problems: [] });
});
