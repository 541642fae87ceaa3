import { LRUCache } from 'lru-cache';
import type { Filtered } from '../../inspect/filter.ts';
import { rankUnits, type Ranked } from '../../inspect/rank.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Database, Queryable } from '../db/database.ts';
import type { GroundState } from '../siting/ground-state.ts';
import { laterOf, visitsHandedIn } from '../visits/last-visits.ts';
import { dangersOf, readDangerCounts } from './read-dangers.ts';
import { readGraded, readUngraded, type RegisteredUnit } from './read-units.ts';
import { readInspectState, stampOf, type InspectState } from './state.ts';

/** The units of a district in memory, ranked, ready to be filtered. */
export interface Held extends Ranked {
	state: InspectState;
	stamp: string;
	rules: RuleSet;
	/** Where a unit stands in the ranking, by id. */
	placeOf: ReadonlyMap<string, number>;
	/** What was worked out of them: who sees which, which lie near something, which pass a filter. */
	masks: LRUCache<string, Uint8Array>;
	results: LRUCache<string, Filtered>;
	/** Of the run: it takes longest to read, and a danger that was moved leaves it as it is. */
	graded: readonly RegisteredUnit[];
}

/** What is held of each database: one district, the one that was asked last. */
const held = new WeakMap<Database, { district: string; units: Promise<Held> }>();

/**
 * The units of a district as they are stored now; they are read when what is held is of another state. Throws an AnswerError
 * 404 for a district that there is not.
 */
export async function holdUnits(db: Database, district: string, now: Date): Promise<Held> {
	for (;;) {
		const { state } = await readInspectState(db, district, now);
		const known = held.get(db);
		const before = known?.district === district ? await known.units.catch(() => null) : null;
		if (before !== null && stampOf(state) === before.stamp) return before;
		// Whoever asks while it is read waits for the same reading.
		if (held.get(db) !== known) continue;
		const units = load(db, district, now, before);
		held.set(db, { district, units });
		units.catch(() => held.get(db)?.units === units && held.delete(db));
		// What is newer than what was asked for is as good: it was read after the question came.
		return units;
	}
}

/** Lets go of what is held of a database. */
export function dropHeld(db: Database): void {
	held.delete(db);
}

/** Reads a district in one snapshot. */
function load(db: Database, district: string, now: Date, before: Held | null): Promise<Held> {
	return db.transaction(async (tx) => {
		await tx.query('set transaction isolation level repeatable read');
		const { state, rules } = await readInspectState(tx, district, now);
		const { ground, today } = state;
		const graded = await gradedOf(tx, district, ground, rules, before);
		const registered = [...graded, ...(await readUngraded(tx, district, ground.run ?? 0, rules))];
		const dangers = await readDangerCounts(tx, district, today, rules);
		const visits = await visitsHandedIn(tx, district);
		const units = registered.map((unit) => ({
			...unit,
			...dangersOf(unit, dangers),
			lastVisit: laterOf(visits.get(unit.id) ?? null, unit.lastInspected)?.day ?? null
		}));
		const ranked = rankUnits(units, today, rules);
		return {
			...ranked,
			state,
			stamp: stampOf(state),
			rules,
			placeOf: new Map(ranked.units.map(({ id }, i) => [id, i])),
			masks: new LRUCache({ max: 40 }),
			results: new LRUCache({ max: 40 }),
			graded
		};
	});
}

async function gradedOf(
	tx: Queryable,
	district: string,
	ground: GroundState,
	rules: RuleSet,
	before: Held | null
): Promise<readonly RegisteredUnit[]> {
	if (before !== null && JSON.stringify(before.state.ground) === JSON.stringify(ground)) return before.graded;
	return ground.run === null ? [] : readGraded(tx, district, ground.run, rules);
}
