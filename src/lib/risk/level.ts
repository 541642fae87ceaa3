/**
 * The four levels of risk and how they combine. 安委办〔2016〕11号 二(二): 重大、较大、一般、低风险,
 * shown in 红、橙、黄、蓝. `null` is "not assessed": drawn grey, and never guessed to be blue.
 */
export type Level = 'red' | 'orange' | 'yellow' | 'blue';

/** Worst first. */
export const LEVELS: readonly Level[] = ['red', 'orange', 'yellow', 'blue'];

/** A level as a byte, for columns: 0 not assessed, 1 blue … 4 red. A greater code is a worse level. */
export const LEVEL_CODE: Readonly<Record<Level, number>> = { blue: 1, yellow: 2, orange: 3, red: 4 };

const BY_CODE: readonly (Level | null)[] = [null, 'blue', 'yellow', 'orange', 'red'];

/** The code of a level: 0 for `null`, 1 for blue … 4 for red. */
export function codeOf(level: Level | null): number {
	return level === null ? 0 : LEVEL_CODE[level];
}

/** The level of a code, `null` for 0. Throws a RangeError for any other number. */
export function levelOf(code: number): Level | null {
	const level = BY_CODE[code];
	if (level === undefined) throw new RangeError(`Level code ${code} is not one of 0 to 4.`);
	return level;
}

/** The worst of the levels given; `null` when there is none that was assessed. */
export function worst(levels: Iterable<Level | null>): Level | null {
	let code = 0;
	for (const level of levels) code = Math.max(code, codeOf(level));
	return levelOf(code);
}
