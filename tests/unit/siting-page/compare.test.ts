import { describe, expect, it } from 'vitest';
import { disagreement } from '../../../src/lib/siting/agree.ts';
import type { PlacedFinding, SitingAnswer } from '../../../src/lib/siting/api.ts';
import { summaryOf, worstVerdict } from '../../../src/lib/siting/compare.ts';

const finding = (part: Partial<PlacedFinding>) =>
	({
		rule: 'PIPE-30-5',
		use: 0,
		side: 'target',
		state: 'broken',
		other: { id: 'pipeline/1', layer: 'pipeline', name: null },
		measuredM: 3,
		requiredM: 5,
		marginM: -2,
		...part
	}) as PlacedFinding;
const parcel = (verdict: string, findings: PlacedFinding[], answered = 8) => ({
	verdict,
	findings,
	conditions: [],
	unasked: [{ subject: 'role:airport' }],
	subjects: { asked: 9, answered },
	areaM2: 900
});

describe('alternatives side by side', () => {
	it('an alternative is as bad as its worst parcel, and its least margin stands out', () => {
		const met = finding({ state: 'met', marginM: 4, measuredM: 9 });
		const worst = finding({ marginM: -2 });
		const answer = { parcels: [parcel('clear', [met]), parcel('veto', [worst, finding({ marginM: null })], 5)] };
		expect(summaryOf(answer as unknown as SitingAnswer)).toEqual({
			verdict: 'veto',
			parcels: 2,
			areaM2: 1800,
			findings: { broken: 2, uncertain: 0, undecided: 0, met: 1 },
			conditions: 0,
			unasked: 1,
			asked: 9,
			answered: 5,
			worst
		});
	});

	it('what was not asked is never better than undecided', () => {
		expect(worstVerdict([])).toBe('undecided');
		expect(worstVerdict(['clear', 'conditional'])).toBe('conditional');
		expect(worstVerdict(['conditional', 'undecided'])).toBe('undecided');
	});
});

describe('page and server', () => {
	const page = { verdict: 'veto' as const, findings: [finding({})] };

	it('agree to the millimetre', () => {
		expect(disagreement(page, { verdict: 'veto', findings: [finding({ measuredM: 3.001 })] })).toBeNull();
	});

	it('part in verdict, state, distance, or in what was found at all', () => {
		const parts = (findings: PlacedFinding[], verdict: 'veto' | 'clear' = 'veto') =>
			disagreement(page, { verdict, findings })?.differences.length;
		expect(parts([finding({ measuredM: 3.002 })])).toBe(1);
		expect(parts([finding({ state: 'uncertain' })])).toBe(1);
		expect(parts([finding({ requiredM: null })])).toBe(1);
		expect(parts([])).toBe(1);
		expect(parts([finding({}), finding({ rule: 'PIPE-35-50' })])).toBe(1);
		expect(parts([finding({})], 'clear')).toBe(0);
	});
});
