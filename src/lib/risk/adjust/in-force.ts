import type { Override } from './override.ts';

/** The overrides that hold on a day, by feature: of several the last made. One that has ended does not count. */
export function inForce(overrides: readonly Override[], today: string): Map<string, Override> {
	const holding = overrides.filter(({ from, until }) => from <= today && today <= until);
	return new Map(holding.sort((a, b) => a.id - b.id).map((override) => [override.feature, override]));
}
