import type { CaseChange, ParcelAnswer, PlacedFinding, SitingAnswer } from '../../siting/api.ts';

/** What became otherwise between two answers to a case, parcel by parcel; a parcel of which nothing did is not among them. */
export function changesOf(before: readonly SitingAnswer[], after: readonly SitingAnswer[]): CaseChange[] {
	return after.flatMap((answer, variant) => {
		const earlier = before[variant];
		if (earlier === undefined) return [];
		const because = reasonsOf(earlier, answer);
		return answer.parcels.flatMap((parcel, i) => {
			const was = earlier.parcels[i];
			const change = was === undefined ? null : changeOf(was, parcel);
			return change === null ? [] : [{ variant, parcel: i, ...change, because }];
		});
	});
}

function changeOf(
	before: ParcelAnswer,
	after: ParcelAnswer
): Omit<CaseChange, 'variant' | 'parcel' | 'because'> | null {
	const was = new Map(before.findings.map((finding) => [keyOf(finding), finding]));
	const is = new Map(after.findings.map((finding) => [keyOf(finding), finding]));
	const appeared = after.findings.filter((finding) => !was.has(keyOf(finding)));
	const gone = before.findings.filter((finding) => !is.has(keyOf(finding)));
	const changed = after.findings.flatMap((finding) => {
		const earlier = was.get(keyOf(finding));
		return earlier !== undefined && isOther(earlier, finding) ? [{ before: earlier, after: finding }] : [];
	});
	const verdict = before.verdict === after.verdict ? null : { before: before.verdict, after: after.verdict };
	if (verdict === null && appeared.length + gone.length + changed.length === 0) return null;
	return { verdict, appeared, gone, changed };
}

function isOther(a: PlacedFinding, b: PlacedFinding): boolean {
	return a.state !== b.state || a.counts !== b.counts || a.measuredM !== b.measuredM || a.requiredM !== b.requiredM;
}

/** One rule asked of the site and one feature, on one side, of one use. */
function keyOf({ rule, side, use, other }: PlacedFinding): string {
	return [rule, side, use, other?.id ?? ''].join('\0');
}

function reasonsOf({ provenance: a }: SitingAnswer, { provenance: b }: SitingAnswer): CaseChange['because'] {
	const because: CaseChange['because'] = [];
	if (a.orderSha256 !== b.orderSha256) because.push('order');
	if (a.rulesVersion !== b.rulesVersion) because.push('rules');
	if (a.dataSha256 !== b.dataSha256) because.push('data');
	if (a.today !== b.today) because.push('day');
	return because;
}
