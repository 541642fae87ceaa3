import { roundMm } from '../../geo/nearby.ts';

/** A stretch of one pipeline by chainage, metres. */
export interface Stretch {
	fromM: number;
	toM: number;
}

/** Stretches that overlap or touch as one; in order of chainage. */
export function mergeStretches(stretches: readonly Stretch[]): Stretch[] {
	const merged: Stretch[] = [];
	for (const { fromM, toM } of [...stretches].sort((a, b) => a.fromM - b.fromM)) {
		const last = merged.at(-1);
		if (last !== undefined && fromM <= last.toM) last.toM = Math.max(last.toM, toM);
		else merged.push({ fromM, toM });
	}
	return merged;
}

/** Whether two stretches have a point in common. */
export function meets(a: Stretch, b: Stretch): boolean {
	return a.fromM <= b.toM && b.fromM <= a.toM;
}

/** Whether the stretch `inner` lies wholly in `outer`. */
export function holds(outer: Stretch, inner: Stretch): boolean {
	return outer.fromM <= inner.fromM && inner.toM <= outer.toM;
}

/** A stretch rounded to the millimetre and cut to the bounds of another. */
export function clampStretch({ fromM, toM }: Stretch, bounds: Stretch): Stretch {
	return { fromM: Math.max(roundMm(fromM), bounds.fromM), toM: Math.min(roundMm(toM), bounds.toM) };
}
