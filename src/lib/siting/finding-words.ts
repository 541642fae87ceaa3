import { bearingOf, compassWords } from './bearing.ts';
import type { PlacedFinding } from './api.ts';
import { m } from '$lib/paraglide/messages.js';
import { limit, millimetres } from '$lib/ui/numbers.ts';
import { labelOf, say, stateName } from '$lib/ui/words.ts';

/** What a finding is of on the other side, as people call it; null: of the site alone. */
export function otherName({ other }: PlacedFinding): string | null {
	return other === null ? null : labelOf(other);
}

/** The points of the line from the site to the other feature. */
export function fromSite({ line, side }: PlacedFinding): PlacedFinding['line'] {
	if (line === null) return null;
	return side === 'source' ? line : [line[1], line[0]];
}

/** Measured against required, as the line on the map says it. */
export function lineLabel({ measuredM, requiredM }: PlacedFinding): string {
	const measured = measuredM === null ? '?' : millimetres(measuredM);
	return requiredM === null ? measured : `${measured} / ${limit(requiredM)}`;
}

/** Where the other feature is, seen from the site: 东北 8.312 m, or that they meet. */
export function whereWords(finding: PlacedFinding): string | null {
	const line = fromSite(finding);
	if (line === null || finding.measuredM === null) return null;
	if (finding.measuredM === 0) return m.siting_meets();
	const bearing = say(compassWords(bearingOf(line[0], line[1])));
	return m.siting_lies({ bearing, distance: millimetres(finding.measuredM) });
}

/** A finding as one sentence: what the map shows, without the map. */
export function sentenceOf(finding: PlacedFinding): string {
	const required = finding.requiredM === null ? null : m.siting_required_is({ limit: limit(finding.requiredM) });
	return [
		`${stateName(finding.state)}：${say(finding.name)}`,
		otherName(finding),
		whereWords(finding),
		required,
		finding.clause
	]
		.filter((part) => part !== null)
		.join(' · ');
}
