import type { SiteAnswer, SiteFinding, Verdict } from '../risk/siting/answer.ts';

/** Where two answers of one site part: the same finding as each of them has it; null: it has none such. */
export interface Difference<F extends SiteFinding> {
	page: SiteFinding | null;
	server: F | null;
}

export interface Disagreement<F extends SiteFinding> {
	page: Verdict;
	server: Verdict;
	differences: Difference<F>[];
}

/** A millimetre, and what binary numbers lose of it. */
const SAME_M = 0.001 + 1e-9;

/**
 * Where the answer of the page and that of the server differ: verdict, state, required distance, or a measured one by
 * more than a millimetre. Null: they agree.
 */
export function disagreement<F extends SiteFinding>(
	page: Pick<SiteAnswer, 'verdict' | 'findings'>,
	server: { verdict: Verdict; findings: readonly F[] }
): Disagreement<F> | null {
	const ofPage = new Map(page.findings.map((finding) => [keyOf(finding), finding]));
	const differences: Difference<F>[] = [];
	for (const finding of server.findings) {
		const same = ofPage.get(keyOf(finding)) ?? null;
		ofPage.delete(keyOf(finding));
		if (same === null || !isSame(same, finding)) differences.push({ page: same, server: finding });
	}
	for (const finding of ofPage.values()) differences.push({ page: finding, server: null });
	if (differences.length === 0 && page.verdict === server.verdict) return null;
	return { page: page.verdict, server: server.verdict, differences };
}

/** What makes two findings of one site the same question: rule, use, side and the other feature. */
export function keyOf({ rule, use, side, other }: SiteFinding): string {
	return JSON.stringify([rule, use, side, other?.id ?? null]);
}

function isSame(a: SiteFinding, b: SiteFinding): boolean {
	return a.state === b.state && isNear(a.measuredM, b.measuredM) && isNear(a.requiredM, b.requiredM);
}

function isNear(a: number | null, b: number | null): boolean {
	return a === null || b === null ? a === b : Math.abs(a - b) <= SAME_M;
}
