import { expect, test } from 'vitest';
import { ALONG, ask, field, findingOf, proposalOf, square, type Standing } from './field.ts';

const TRUNK: Standing = { id: 'trunk', layer: 'pipeline', attributes: { pipeClass: 'gas_trunk' }, geometry: ALONG };
const HOUSING = proposalOf('housing', { people: 100 });

test('a site that straddles a line is judged as inside, and told which share of it is', () => {
	const answer = ask(field([TRUNK]), HOUSING, square(0, -1.25, 25));
	expect(answer.verdict).toBe('veto');
	const spoken = answer.smallRules.find(({ rule }) => rule === 'SITE-STRADDLE')!;
	expect(spoken.inputs.share).toBe(25);
	expect(
		findingOf(answer, 'PIPE-30-5')
			.notes.map((note) => note.zh)
			.join()
	).toContain('25 %');
});

test('a site wholly beyond the line straddles nothing', () => {
	const answer = ask(field([TRUNK]), HOUSING, square(0, 1, 2));
	expect(answer.smallRules.map(({ rule }) => rule)).not.toContain('SITE-STRADDLE');
});

test('of several hazards the strictest decides, and each is listed', () => {
	const shop: Standing = {
		id: 'shop',
		layer: 'enterprise',
		attributes: { kind: 'firework_retail' },
		geometry: { type: 'Point', coordinates: [0, 100] }
	};
	const answer = ask(field([TRUNK, shop]), proposalOf('school', { people: 300 }), square(0, 3));
	expect(answer.smallRules.find(({ rule }) => rule === 'SITE-SEVERAL')?.inputs.hazards).toBe(2);
	expect(
		answer.findings
			.filter(({ counts }) => counts === 'veto')
			.map(({ rule }) => rule)
			.sort()
	).toEqual(['FW-100', 'PIPE-30-5']);
});

test('of mixed use each is asked by itself, and the strictest decides', () => {
	const shop: Standing = {
		id: 'shop',
		layer: 'enterprise',
		attributes: { kind: 'firework_retail' },
		geometry: { type: 'Point', coordinates: [0, 90] }
	};
	const point = { type: 'Point' as const, coordinates: [0, 0] };
	const both = { ...HOUSING, uses: [...HOUSING.uses, { type: 'school', facts: { people: 300 } }] };
	expect(ask(field([shop]), HOUSING, point).verdict).toBe('clear');
	const answer = ask(field([shop]), both, point);
	expect(answer.verdict).toBe('veto');
	expect(findingOf(answer, 'FW-100').use).toBe(1);
	expect(answer.smallRules.map(({ rule }) => rule)).toContain('SITE-MIXED');
});

test('a small extension that comes no nearer needs a review; a large one, or a nearer one, is vetoed', () => {
	const shop: Standing = {
		id: 'shop',
		layer: 'enterprise',
		attributes: { kind: 'firework_retail' },
		geometry: { type: 'Point', coordinates: [-60, 50] }
	};
	const school: Standing = {
		id: 'school',
		layer: 'protection_target',
		attributes: { kind: 'school', people: 300 },
		geometry: square(0, 0, 100)
	};
	const around = field([shop, school]);
	const extended = proposalOf('school', { people: 300 }, { extends: 'school' });
	const away = ask(around, extended, square(20, 100, 20));
	expect(findingOf(away, 'FW-100')).toMatchObject({ state: 'broken', counts: 'conditional' });
	expect(away.verdict).toBe('conditional');
	expect(away.conditions.map(({ what }) => what.zh).join()).toContain('专项安全论证');
	expect(ask(around, extended, square(-20, 40, 20)).verdict, 'nearer').toBe('veto');
	expect(ask(around, extended, square(0, 100, 60)).verdict, '36 %').toBe('veto');
});

test('a small extension eases no ban', () => {
	const house: Standing = {
		id: 'house',
		layer: 'building',
		attributes: { use: 'residential' },
		geometry: square(0, 2, 100)
	};
	const extended = proposalOf('housing', { people: 4 }, { extends: 'house' });
	const answer = ask(field([TRUNK, house]), extended, square(100, 2, 10));
	expect(findingOf(answer, 'PIPE-30-5')).toMatchObject({ counts: 'veto' });
});

test('temporary works are eased nothing: they need their permit, and beyond the limit are judged as permanent', () => {
	const near = ask(field([TRUNK]), { ...HOUSING, months: 6 }, square(0, 3));
	expect(near.verdict).toBe('veto');
	const far = ask(field([TRUNK]), { ...HOUSING, months: 6 }, square(0, 300));
	expect(far.verdict).toBe('conditional');
	expect(far.conditions[0].what.zh).toContain('临时建设');
	const long = ask(field([TRUNK]), { ...HOUSING, months: 30 }, square(0, 300));
	expect(long.verdict).toBe('clear');
	expect(long.smallRules[0].text.zh).toContain('按永久建设判定');
});
