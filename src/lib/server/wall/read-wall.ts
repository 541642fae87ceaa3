import { SHIPPED } from '../../risk/rule-set.ts';
import type { Wall } from '../../wall/api.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { listDistricts } from '../districts.ts';
import { readRuleSet } from '../rules/rule-sets.ts';
import { countStates, noLevels } from '../runs/counts.ts';
import { areaFigures } from './areas.ts';
import { momentsOf, readWallRuns, type Counted } from './before.ts';
import { readDangers } from './dangers.ts';
import { fieldFigures } from './fields.ts';
import type { Moments } from './figure.ts';
import { formulasOf } from './formulas.ts';
import { hazardSourceFigures } from './hazard-sources.ts';
import { hcaFigures } from './hca.ts';
import { levelFigures } from './levels.ts';
import { rankedSubdistricts } from './subdistricts.ts';
import { undecidedFigure, violationFigures } from './violations.ts';
import { worstUnits } from './worst.ts';

/** All of the wall but the moment at which it was asked for. */
export type ReadWall = Omit<Wall, 'readAt'>;

/**
 * What the wall shows of a district that there is, as one transaction sees it. Its numbers are those of the newest run;
 * hidden dangers and subject fields are read from what is stored now. Without a run all of them are 0.
 */
export async function readWall(tx: Queryable, sight: Sight, district: string, now: Date): Promise<ReadWall> {
	const [info] = await listDistricts(tx, sight, district);
	const runs = await readWallRuns(tx, district, now);
	const newest = runs?.moments.now.item ?? null;
	const rules = newest === null ? SHIPPED : await readRuleSet(tx, newest.rulesVersion);
	const summaries: Moments<Counted> = runs === null ? NO_RUN : momentsOf(runs.moments, ({ summary }) => summary);
	const ids: Moments<number> =
		runs === null ? { now: 0, run: null, quarter: null } : momentsOf(runs.moments, ({ item }) => item.id);
	const names = new Map(summaries.now.subdistricts.map(({ id, name }) => [id, name]));
	const { dangers, overdue } = await readDangers(tx, sight, district, ids.now, names);
	return {
		district: info,
		dataAt: await readDataAt(tx, district),
		run: newest,
		stale: newest !== null && newest.districtVersion !== info.version,
		before: runs?.before ?? { run: null, quarter: null },
		levels: levelFigures(summaries),
		areas: areaFigures(summaries),
		subdistricts: await rankedSubdistricts(tx, district, ids.now, summaries.now, overdue, rules),
		hazardSources: await hazardSourceFigures(tx, district, ids, rules),
		worst: await worstUnits(tx, sight, district, ids.now, names, rules),
		violations: violationFigures(summaries, rules),
		undecided: undecidedFigure(summaries),
		dangers,
		hca: hcaFigures(summaries),
		fields: await fieldFigures(tx, district, ids.now, rules),
		formulas: formulasOf(rules, newest?.cellM ?? null)
	};
}

const NO_SEGMENTS = { segments: 0, metres: 0 };
/** Before the first run. */
const NO_RUN: Moments<Counted> = {
	now: {
		levels: noLevels(),
		areaM2: noLevels(),
		...countStates([]),
		subdistricts: [],
		hca: { I: NO_SEGMENTS, II: NO_SEGMENTS, III: NO_SEGMENTS }
	},
	run: null,
	quarter: null
};

/** When what is stored of a district last changed: a batch landed or was undone, a feature was changed. */
async function readDataAt(tx: Queryable, district: string): Promise<string | null> {
	const { rows } = await tx.query<{ at: Date | null }>(
		`select greatest((select max(greatest(landed_at, undone_at)) from batch where district = $1),
			(select max(updated_at) from feature where district = $1)) as at`,
		[district],
		1
	);
	return rows[0].at?.toISOString() ?? null;
}
