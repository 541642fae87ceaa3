import type { Why } from '../../src/lib/api.ts';
import type { Level } from '../../src/lib/risk/level.ts';
import type { Reason, Value } from '../../src/lib/risk/reason.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';

/**
 * What a person with the answer on the screen and a pocket calculator comes to. Nothing of the product's grading or
 * zoning is called here: the tables are typed in from standards.md.
 */
const UP: readonly Level[] = ['blue', 'yellow', 'orange', 'red'];
const HCA: Record<string, Level> = { I: 'yellow', II: 'orange', III: 'red' };
const DANGER: Record<string, Level> = { A: 'blue', B: 'yellow', C: 'orange', D: 'red' };
const PARK: Record<string, Level> = { A: 'red', B: 'orange', C: 'yellow', D: 'blue' };
const RISK: Record<string, Level> = { 极高: 'red', 高: 'orange', 中: 'yellow', 低: 'blue' };
const SUSCEPTIBILITY: Record<string, Level> = { 高: 'orange', 中: 'yellow', 低: 'blue', 非: 'blue' };
const MAJOR_DANGER: Record<string, Level> = { open: 'orange', listed: 'orange', overdue: 'red' };
/** R of the 5×5 matrix, R of GB 18218, D of LEC, T of 应急〔2018〕19号, the score of a park: best table first. */
const FROM: Record<string, [from: number, level: Level][]> = {
	'LS-5x5': steps(20, 15, 9),
	'GB18218-R': steps(100, 50, 10),
	'LEC-D': steps(320, 160, 70)
};

/** The level of a feature from its reasons: an override's, else the worst that the arithmetic of each gives. */
export function levelByHand(reasons: readonly Reason[]): Level | null {
	const override = reasons.find((reason) => reason.rule === 'OVERRIDE');
	if (override !== undefined) return override.level;
	return worstOf(reasons.map(follow));
}

/**
 * Follows one reason by its own numbers to the level it gives. Throws an Error where the numbers do not give what it says,
 * or where nobody could follow it.
 */
export function follow(reason: Reason): Level | null {
	const level = answer(reason);
	if (level !== reason.level) throw cannot(reason, `by hand it gives ${level}`);
	return level;
}

/** The level of a cell by rings: d ≤ r, ≤ 2r, ≤ 3r; the highest; three or more at it raise it one. */
export function cellByHand(because: NonNullable<Why['cell']>['because'], isAssessed: boolean): Level | null {
	const given = because.map(({ feature, distanceM, radiusM }) => {
		const rings = [1, 2, 3].filter((times) => Math.round(distanceM * 1000) > Math.round(radiusM * times * 1000)).length;
		const at = UP.indexOf(feature.level) - rings;
		if (rings > 2 || at < 0) throw new Error(`${feature.id} at ${distanceM} m of ${radiusM} m gives nothing here.`);
		return UP[at];
	});
	if (given.length === 0) return isAssessed ? 'blue' : null;
	const highest = worstOf(given)!;
	const isRaised = given.filter((level) => level === highest).length >= 3;
	return isRaised ? raised(highest, 1) : highest;
}

/** Whether an item of a high consequence area is met by its own numbers: enough of them, or near enough. */
export function isMet(inputs: Record<string, Value>): boolean {
	const { tallBuildings, leastTall, households, leastHouseholds, nearestM, withinM } = inputs;
	if (tallBuildings !== undefined) return number(tallBuildings) >= number(leastTall);
	if (households !== undefined) return number(households) >= number(leastHouseholds);
	return number(nearestM) <= number(withinM);
}

export function worstOf(levels: readonly (Level | null)[]): Level | null {
	const at = Math.max(-1, ...levels.map((level) => (level === null ? -1 : UP.indexOf(level))));
	return at < 0 ? null : UP[at];
}

export function raised(level: Level, by: number): Level {
	return UP[Math.min(UP.length - 1, UP.indexOf(level) + by)];
}

function answer(reason: Reason): Level | null {
	const { rule, inputs, measured, limit } = reason;
	const clearance = SHIPPED.tables.clearances.rows.find((row) => row.id === rule);
	if (clearance !== undefined) {
		// What is broken is nearer than it must be, or just as near; it weighs as much as its rule says.
		holds(reason, measured !== null && limit !== null && measured <= limit && number(inputs.broken) > 0);
		return clearance.severity as Level;
	}
	if (/^GB32167-(oil|gas)-[a-f]$/.test(rule)) {
		if (measured !== null && limit !== null) holds(reason, reason.unit === 'm' ? measured <= limit : measured >= limit);
		return HCA[String(inputs.class)];
	}
	switch (rule) {
		case 'GB18218-R': {
			const alpha = alphaByHand(number(inputs.exposedPeople));
			const R = alpha * sumOf(reason, (q, Q, beta) => (beta * q) / Q);
			holds(reason, sumOf(reason, (q, Q) => q / Q) >= 1 - 1e-9 && near(R, measured) && inputs.alpha === alpha);
			return reached(FROM[rule], R + 1e-9);
		}
		case 'GB18218-S': {
			const S = sumOf(reason, (q, Q) => q / Q);
			holds(reason, near(S, measured) && limit === 1);
			return S >= 1 - 1e-9 ? null : 'blue';
		}
		case 'LEC-D': {
			const D = Number((number(inputs.L) * number(inputs.E) * number(inputs.C)).toPrecision(12));
			holds(reason, near(D, measured));
			return reached(FROM[rule], D);
		}
		case 'LS-5x5': {
			const R = number(inputs.lsL) * number(inputs.lsS);
			holds(reason, near(R, measured));
			return reached(FROM[rule], R);
		}
		case 'AYJ19-T': {
			const { T, ...items } = inputs;
			// Only the total is on record where somebody else added it up.
			if (Object.keys(items).length > 0) holds(reason, near(scoreByHand(items), number(T)));
			return number(T) >= 90 ? 'blue' : number(T) >= 75 ? 'yellow' : number(T) >= 60 ? 'orange' : 'red';
		}
		case 'PARK-SCORE':
			return number(inputs.score) >= 85
				? 'blue'
				: number(inputs.score) >= 70
					? 'yellow'
					: number(inputs.score) >= 60
						? 'orange'
						: 'red';
		case 'PARK-GRADE':
			return PARK[String(inputs.grade)];
		case 'JGJ125-GRADE':
			return DANGER[String(inputs.dangerGrade)];
		case 'GEOHAZARD-RISK':
			return RISK[String(inputs.risk)];
		case 'GEOHAZARD-SUSCEPTIBILITY':
			return SUSCEPTIBILITY[String(inputs.susceptibility)];
		case 'UP-MAJOR-DANGER':
			return MAJOR_DANGER[String(inputs.majorDanger)];
		case 'UP-FATAL-ACCIDENT':
			return inputs.from === null || inputs.from === undefined
				? null
				: raised(inputs.from as Level, number(inputs.steps));
		case 'UP-EXTERNAL-DISTANCE':
			holds(reason, measured !== null && limit !== null && measured < limit && number(inputs.targets) > 0);
			return 'orange';
		case 'UP-CONTOUR':
			holds(reason, number(inputs.targets) > 0);
			return 'orange';
		case 'UP-ENCROACHMENT':
			holds(reason, measured !== null && limit !== null && measured <= limit && number(inputs.broken) > 0);
			return 'red';
		case 'UP-OCCUPIED':
			return inputs.dangerGrade === 'D' ? 'red' : 'orange';
		case 'UP-SEVERE-ACCIDENT':
		case 'JGJ125-PLAN':
		case 'PARK-DIRECT-A':
			return 'red';
		case 'PIPELINE-UNCERTAIN':
			return 'yellow';
		case 'PIPELINE-CLEAR':
		case 'GB32167-NONE':
			return reason.level === null ? null : 'blue';
		case 'NOT-GRADED':
		case 'GB32167-UNDECIDED':
		case 'GB32167-ABANDONED':
		case 'GB50251-4.2.2':
		case 'GEOHAZARD-THREAT':
			return null;
	}
	if (rule.startsWith('AYJ19-RED-')) return 'red';
	throw cannot(reason, 'nobody knows how to follow this rule');
}

/** 100 points and bonuses, less what each group deducts up to its cap: the groups as the rule's page lists them. */
function scoreByHand(points: Record<string, Value>): number {
	const { base, groups } = SHIPPED.tables.anyingji;
	const ofGroups = groups.map(({ cap, items }) => {
		const own = items.map((item) => number(points[item.name.zh] ?? 0));
		const deducted = -own.filter((one) => one < 0).reduce((sum, one) => sum + one, 0);
		return own.filter((one) => one > 0).reduce((sum, one) => sum + one, 0) - Math.min(cap, deducted);
	});
	return ofGroups.reduce((sum, one) => sum + one, base);
}

/** Table 5 of GB 18218-2018. */
function alphaByHand(people: number): number {
	return people >= 100 ? 2 : people >= 50 ? 1.5 : people >= 30 ? 1.2 : people >= 1 ? 1 : 0.5;
}

/** Σ over the substances of a reason, each with its q and Q in tonnes and its β. */
function sumOf({ inputs }: Reason, term: (q: number, Q: number, beta: number) => number): number {
	const names = Object.keys(inputs).flatMap((key) => /^(.*) q\(t\)$/.exec(key)?.[1] ?? []);
	return names.reduce((sum, name) => {
		const [q, Q, beta] = ['q(t)', 'Q(t)', 'β'].map((what) => number(inputs[`${name} ${what}`]));
		return sum + term(q, Q, beta);
	}, 0);
}

function steps(red: number, orange: number, yellow: number): [number, Level][] {
	return [
		[red, 'red'],
		[orange, 'orange'],
		[yellow, 'yellow'],
		[-Infinity, 'blue']
	];
}

function reached(table: [number, Level][], value: number): Level {
	return table.find(([from]) => value >= from)![1];
}

function near(a: number, b: number | null): boolean {
	return b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}

function number(value: Value | undefined): number {
	if (typeof value !== 'number') throw new Error(`${String(value)} is no number to calculate with.`);
	return value;
}

function holds(reason: Reason, isSo: boolean): void {
	if (!isSo) throw cannot(reason, 'its own numbers do not give what it says');
}

function cannot(reason: Reason, why: string): Error {
	return new Error(`${reason.rule} cannot be followed, ${why}: ${JSON.stringify(reason)}`);
}
