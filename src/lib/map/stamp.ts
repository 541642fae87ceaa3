import type { DistrictInfo, RunSummary, Status } from '../api.ts';

/** Tells one state of the data from another: the district, its version, the run. */
export function stampOf(district: DistrictInfo | null, run: RunSummary | null): string {
	return `${district?.code ?? ''} ${district?.version ?? 0} ${run?.id ?? 0}`;
}

/** The status after a change to single features amended a run; the same one where it speaks of another run. */
export function amended(status: Status | null, run: number, version: number): Status | null {
	if (status?.run?.id !== run) return status;
	const districts = status.districts.map((one) => (one.code === status.current ? { ...one, version } : one));
	return { ...status, districts, run: { ...status.run, districtVersion: version } };
}
