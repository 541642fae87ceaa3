import type { Level } from '../level.ts';
import type { Reason } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { weakest } from './grade.ts';
import { Refusal } from './refusal.ts';

/** A point of an F–N curve: F accidents a year with N deaths or more. */
export interface SocietalPoint {
	N: number;
	F: number;
}

/** `unacceptable` above the upper line, `alarp` (尽可能降低区) from the lower one up, `acceptable` below it. */
export type SocietalZone = 'unacceptable' | 'alarp' | 'acceptable';

export interface SocietalRisk {
	zone: SocietalZone;
	/** The point that lies highest against the lines. */
	worst: SocietalPoint;
	/** Why. Its level is a colour of this house: red, orange, blue. */
	reason: Reason;
}

const LEVEL: Readonly<Record<SocietalZone, Level>> = { unacceptable: 'red', alarp: 'orange', acceptable: 'blue' };
const NAME: Readonly<Record<SocietalZone, Words>> = {
	unacceptable: { zh: '不可接受区', en: 'unacceptable' },
	alarp: { zh: '尽可能降低区', en: 'to be reduced as far as practicable' },
	acceptable: { zh: '可接受区', en: 'acceptable' }
};

/**
 * Holds an F–N curve against the two lines of GB 36894-2018, F = 1e-3/N and 1e-5/N for 1 ≤ N ≤ 1000. A point on a line
 * belongs to the zone under it (F is allowed up to the line). Throws a Refusal for no points, an N outside the lines or
 * an F that is no frequency.
 */
export function societalRiskOf(points: readonly SocietalPoint[], rules: RuleSet): SocietalRisk {
	const { standard, clause, confidence, upper, lower, range } = rules.tables.gb36894.societal;
	if (points.length === 0) {
		throw new Refusal('points', { zh: 'F–N 曲线没有点, 请填写', en: 'The F–N curve has no points.' });
	}
	points.forEach((point, i) => check(point, i + 1, range));
	// Both lines fall as 1/N, so N·F says how high a point lies; 12 digits, to forgive what 1e-3/7 loses.
	const heightOf = ({ N, F }: SocietalPoint) => Number((N * F).toPrecision(12));
	const worst = points.reduce((most, point) => (heightOf(point) > heightOf(most) ? point : most));
	const height = heightOf(worst);
	const zone: SocietalZone = height > upper ? 'unacceptable' : height > lower ? 'alarp' : 'acceptable';
	const coefficient = zone === 'acceptable' ? lower : zone === 'alarp' ? lower : upper;
	const limit = coefficient / worst.N;
	const name = NAME[zone];
	const sign = zone === 'acceptable' ? '≤' : '>';
	return {
		zone,
		worst,
		reason: {
			rule: 'GB36894-FN',
			clause: `${standard} ${clause}`,
			text: {
				zh: `最不利点 N = ${worst.N}: F = ${worst.F} ${sign} ${coefficient}/N = ${short(limit)}, ${name.zh}`,
				en: `Worst point N = ${worst.N}: F = ${worst.F} ${sign} ${coefficient}/N = ${short(limit)}: ${name.en}`
			},
			inputs: { N: worst.N, F: worst.F, upper: short(upper / worst.N), lower: short(lower / worst.N) },
			measured: worst.F,
			limit,
			unit: '次/年',
			confidence: weakest([confidence as Confidence, range.confidence as Confidence]),
			level: LEVEL[zone]
		}
	};
}

function check({ N, F }: SocietalPoint, no: number, range: { from: number; upTo: number }): void {
	if (!(N >= range.from && N <= range.upTo)) {
		throw new Refusal('N', {
			zh: `第 ${no} 个点的死亡人数 N 为 ${N}, 基准线只给出 ${range.from} 至 ${range.upTo} 人, 请核对`,
			en: `Point ${no} has N = ${N}; the lines run from ${range.from} to ${range.upTo} deaths.`
		});
	}
	if (!(Number.isFinite(F) && F >= 0)) {
		throw new Refusal('F', {
			zh: `第 ${no} 个点的累积频率 F 为 ${F}, 应为不小于 0 的数, 请核对`,
			en: `Point ${no} has F = ${F}; a frequency is a number from 0 on.`
		});
	}
}

function short(value: number): number {
	return Number(value.toPrecision(6));
}
