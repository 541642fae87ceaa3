/**
 * A Sise that imports and runs without end in the folder named by its first argument, until it is killed. It first says
 * what it found there, then what it was told is stored, one line of JSON each.
 */
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { openSise } from '../../src/lib/server/sise.ts';
import { doctor } from '../../src/lib/server/commands/doctor.ts';
import { AREAS, draw, square, TRUNK, type Drawn } from './small-district.ts';

export interface Found {
	/** Ids of landed batches and of runs. */
	batches: number[];
	runs: number[];
	/** Batches that do not hold what they say, runs without all of their findings, features of no landed batch. */
	halves: string[];
}

const HOUSES = 3_000;

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const sise = await openSise({ folder: process.argv[2] });
const { db } = sise;

const batches = await db.query<{ id: number }>('select id from batch order by id');
const runs = await db.query<{ id: number; found: number; said: number; cells: number; bytes: number }>(
	`select id, (select count(*) from finding f where f.district = run.district and f.run = run.id) as found,
		(select sum(value::int) from jsonb_each_text(summary -> 'states')) as said,
		grid_columns * grid_rows as cells, length(grid) as bytes
	from run order by id`
);
const orphans = await db.query<{ count: number }>(
	`select (select count(*) from feature f where not exists
			(select from batch b where b.district = f.district and b.id = f.batch and b.undone_at is null))
		+ (select count(*) from assessment a where not exists
			(select from run r where r.district = a.district and r.id = a.run)) as count`
);
const { checks } = await doctor.perform({ ...sise, who: SYSTEM }, {}, () => {});
say({
	batches: batches.rows.map((row) => row.id),
	runs: runs.rows.map((row) => row.id),
	halves: [
		...runs.rows.filter((run) => run.found !== run.said || run.cells !== run.bytes).map((run) => `run ${run.id}`),
		...checks.filter((check) => !check.ok && check.text.en.includes('batch')).map((check) => check.text.en),
		...(orphans.rows[0].count > 0 ? [`${orphans.rows[0].count} orphans`] : [])
	]
} satisfies Found);

for (let round = 0; ; round++) {
	const houses = Array.from({ length: HOUSES }, (_, i): Drawn => {
		return {
			layer: 'building',
			key: `${process.pid}-${round}-${i}`,
			geometry: square(-900 + (i % 60) * 30, -900 + Math.floor(i / 60) * 30, 20)
		};
	});
	const { batch } = await draw(db, batches.rows.length === 0 && round === 0 ? [...AREAS, TRUNK, ...houses] : houses);
	say({ batch });
	const { run } = await runDistrict(db, SYSTEM, '420198', {}, () => {});
	say({ run });
}
