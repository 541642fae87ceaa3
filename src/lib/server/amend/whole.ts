import type { FeatureChanged } from '../../api.ts';
import type { Level } from '../../risk/level.ts';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { runDistrict, type RunOptions } from '../runs/run.ts';
import { runsOf } from '../runs/runs.ts';

/**
 * Computes a run over the whole district, where a change reaches further than its surroundings, and says what it
 * changed since the run before. Throws what a run throws; the change itself is stored by then.
 */
export async function wholeRun(
	db: Database,
	who: Who,
	district: string,
	ids: readonly string[],
	startedMs: number,
	options: RunOptions = {}
): Promise<FeatureChanged> {
	const before = await newest(db, district);
	const run = await runOfNow(db, who, district, options);
	const after = await newest(db, district);
	return {
		run,
		version: after!.version,
		levels: await levelsChanged(db, district, before?.id ?? null, run, ids),
		findings: await findingsChanged(db, district, before?.id ?? null, run),
		cells: differingCells(before?.grid ?? null, after!.grid),
		whole: true,
		ms: Date.now() - startedMs
	};
}

/** Runs until the newest run is of the data as it stands: one under way may have read it before the change. */
async function runOfNow(db: Database, who: Who, district: string, options: RunOptions): Promise<number> {
	const runs = runsOf(db);
	for (;;) {
		const outcome =
			runs === null
				? await runDistrict(db, who, district, options, () => {})
				: await runs.start(who, district, options);
		const { rows } = await db.query<{ current: boolean }>(
			`select r.district_version = d.version as current from run r join district d on d.code = r.district
			where r.district = $1 and r.id = $2`,
			[district, outcome.run],
			1
		);
		if (rows[0].current) return outcome.run;
	}
}

interface Newest {
	id: number;
	version: number;
	grid: Uint8Array;
}

async function newest(db: Queryable, district: string): Promise<Newest | null> {
	const { rows } = await db.query<Newest>(
		`select id, district_version as version, grid from run where district = $1 order by id desc limit 1`,
		[district]
	);
	return rows[0] ?? null;
}

async function levelsChanged(
	db: Queryable,
	district: string,
	before: number | null,
	after: number,
	first: readonly string[]
): Promise<FeatureChanged['levels']> {
	const { rows } = await db.query<{ id: string; name: string | null; before: Level | null; after: Level | null }>(
		`select coalesce(a.feature, b.feature) as id, f.name, a.level as before, b.level as after
		from (select feature, level from assessment where district = $1 and run = $2) a
		full join (select feature, level from assessment where district = $1 and run = $3) b on b.feature = a.feature
		left join feature f on f.district = $1 and f.id = coalesce(a.feature, b.feature)
		where a.level is distinct from b.level
		order by coalesce(a.feature, b.feature) = any($4::text[]) desc, 1`,
		[district, before ?? 0, after, first]
	);
	return rows;
}

async function findingsChanged(
	db: Queryable,
	district: string,
	before: number | null,
	after: number
): Promise<FeatureChanged['findings']> {
	const columns = 'rule, source, target, state, measured_m, required_m';
	const minus = (a: string, b: string) =>
		`select count(*) from (select ${columns} from finding where district = $1 and run = ${a}
			except all select ${columns} from finding where district = $1 and run = ${b}) x`;
	const { rows } = await db.query<{ appeared: number; gone: number }>(
		`select (${minus('$3', '$2')}) as appeared, (${minus('$2', '$3')}) as gone`,
		[district, before ?? 0, after],
		1
	);
	return rows[0];
}

function differingCells(a: Uint8Array | null, b: Uint8Array): number {
	if (a === null || a.length !== b.length) return b.length;
	let differing = 0;
	for (let cell = 0; cell < b.length; cell++) if (a[cell] !== b[cell]) differing++;
	return differing;
}
