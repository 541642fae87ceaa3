import type { HcaClass, PipelineHca } from './hca.ts';

/** Number and metres of the high consequence areas of a district, by class. */
export function totalsOf(hca: readonly PipelineHca[]): Record<HcaClass, { segments: number; metres: number }> {
	const totals = {
		I: { segments: 0, metres: 0 },
		II: { segments: 0, metres: 0 },
		III: { segments: 0, metres: 0 }
	};
	for (const { segments } of hca) {
		for (const segment of segments) {
			totals[segment.class].segments++;
			totals[segment.class].metres += segment.toM - segment.fromM;
		}
	}
	return totals;
}
