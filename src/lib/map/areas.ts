import type { ParkSummary, RunSummary, SubdistrictSummary } from '../api.ts';

/** Name of the subdistrict with an id; null for null, and the id itself where the run does not know it. */
export function subdistrictName(run: RunSummary | null, id: string | null): string | null {
	return id === null ? null : (run?.subdistrictNames[id] ?? id);
}

/** What a run says of a subdistrict or a park; null of anything else. */
export function areaOf(run: RunSummary | null, id: string): SubdistrictSummary | ParkSummary | null {
	if (run === null) return null;
	return [...run.subdistricts, ...run.parks].find((one) => one.id === id) ?? null;
}
