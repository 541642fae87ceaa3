import { LRUCache } from 'lru-cache';
import type { Wall } from '../../wall/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import { mustSeeAllRows, type Sight } from '../access/sight.ts';
import type { Database } from '../db/database.ts';
import { currentDistrict } from '../districts.ts';
import { AnswerError } from '../http.ts';
import { freshReader } from '../fresh.ts';
import { readState } from '../siting/ground-state.ts';
import { lastQuarter } from './quarter.ts';
import { readWall, type ReadWall } from './read-wall.ts';

/** A wall and the state of the district that it was read for. */
interface Held {
	state: string;
	wall: Promise<ReadWall>;
}

const NO_DISTRICT = {
	zh: '还没有任何辖区。请先导入数据：npm run sise -- import',
	en: 'There is no district yet. Import data first: npm run sise -- import'
};

/** Walls of a database by district and by what is disclosed: few kinds of them hang anywhere. */
const MOST_HELD = 50;
const held = new WeakMap<Database, LRUCache<string, Held>>();

/** What the numbers of a wall hang on: what its district holds, and every step of a danger, which counts its version up. */
const freshWallState = freshReader(async (db, district) => {
	const { rows } = await db.query<{ dangers: number; versions: number }>(
		'select count(*) as dangers, coalesce(sum(version), 0) as versions from danger where district = $1',
		[district],
		1
	);
	return [await readState(db, district), rows[0]];
});

/**
 * What the wall shows of a district (null: the one last imported into), as it is stored at some moment after the call. It is read once for each state of the
 * district, however many walls ask: whoever comes meanwhile waits for the same reading. Throws an AnswerError: 403 for who
 * does not see every row (the numbers are of the whole district), 404 for a district that there is not.
 */
export async function wallOf(db: Database, sight: Sight, named: string | null, now: Date): Promise<Wall> {
	mustSeeAllRows(sight);
	const district = named ?? (await currentDistrict(db));
	if (district === null) throw new AnswerError(404, 'no-district', NO_DISTRICT);
	const state = JSON.stringify([
		await freshWallState(db, district),
		lastQuarter(now).quarter,
		districtDay(now, SHIPPED)
	]);
	const known = held.get(db) ?? new LRUCache<string, Held>({ max: MOST_HELD });
	held.set(db, known);
	const slot = `${district} ${[...sight.tiers].sort().join(' ')}`;
	let one = known.get(slot);
	if (one?.state !== state) {
		const wall = db.transaction(async (tx) => {
			await tx.query('set transaction isolation level repeatable read');
			return readWall(tx, sight, district, now);
		});
		const begun = { state, wall };
		known.set(slot, begun);
		wall.catch(() => known.peek(slot) === begun && known.delete(slot));
		one = begun;
	}
	return { ...(await one.wall), readAt: now.toISOString() };
}
