import { SHIPPED } from '../../risk/rule-set.ts';
import type { Wall } from '../../wall/api.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { readDistrict } from '../districts.ts';
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
 *
 * For the demo district (67,000 features, 4,553 of them graded) it takes 0.16 s of one core, embedded: a third of it for
 * the district's box, the rest for units by field, hidden dangers, places of findings and the worst ten.
 */
export async function readWall(tx: Queryable, sight: Sight, district: string, now: Date): Promise<ReadWall> {
	const { info, changedAt } = await readDistrict(tx, sight, district);
	const runs = await readWallRuns(tx, district, now);
	const newest = runs?.moments.now.item ?? null;
	const rules = newest === null ? SHIPPED : await readRuleSet(tx, newest.rulesVersion);
	const summaries: Moments<Counted> = runs === null ? NO_RUN : momentsOf(runs.moments, ({ summary }) => summary);
	const ids: Moments<number> =
		runs === null ? { now: 0, run: null, quarter: null } : momentsOf(runs.moments, ({ item }) => item.id);
	const names = new Map(summaries.now.subdistricts.map(({ id, name }) => [id, name]));
	const { dangers, overdue } = await readDangers(tx, sight, district, names, now);
	return {
		district: info,
		dataAt: await readDataAt(tx, district, changedAt),
		run: newest,
		stale: newest !== null && newest.districtVersion !== info.version,
		before: runs?.before ?? { run: null, quarter: null },
		levels: levelFigures(summaries),
		areas: await areaFigures(tx, district, ids),
		subdistricts: await rankedSubdistricts(tx, district, ids.now, summaries.now, overdue, rules),
		hazardSources: await hazardSourceFigures(tx, district, ids, rules),
		worst: await worstUnits(tx, sight, district, ids.now, summaries.now, rules),
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
		...countStates([]),
		subdistricts: [],
		hca: { I: NO_SEGMENTS, II: NO_SEGMENTS, III: NO_SEGMENTS }
	},
	run: null,
	quarter: null
};

/** When what is stored of a district last changed: a feature was stored or changed, or a batch was undone. */
async function readDataAt(tx: Queryable, district: string, changedAt: Date | null): Promise<string | null> {
	const { rows } = await tx.query<{ at: Date | null }>(
		'select greatest($2::timestamptz, max(undone_at)) as at from batch where district = $1',
		[district, changedAt],
		1
	);
	return rows[0].at?.toISOString() ?? null;
}
