import type { ByLevel, RunSummary } from '../../api.ts';
import type { State } from '../../risk/finding.ts';
import type { HcaClass } from '../../risk/hca/hca.ts';
import type { LayerId } from '../../risk/layer.ts';
import { LEVELS, type Level } from '../../risk/level.ts';
import { seenAmong } from '../access/seen-among.ts';
import { seenFinding } from '../access/seen-finding.ts';
import { seenCondition, seesAllRows, seesSubdistrict, type FeatureColumns, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { noLevels, noStates } from './counts.ts';

type Counted = Pick<RunSummary, 'levels' | 'levelsByLayer' | 'states' | 'brokenByRule' | 'hca'>;

/**
 * The summary of a run as somebody sees it who does not see every row: its numbers are counted anew over what is seen, so
 * that they are those of the lists beside them; areas are those of one's own subdistricts.
 */
export async function seenRun(db: Queryable, sight: Sight, run: RunSummary): Promise<RunSummary> {
	if (seesAllRows(sight)) return run;
	const { district } = run;
	const subdistricts = run.subdistricts.filter(({ id }) => seesSubdistrict(sight, district, id));
	const disputed = run.disputes.flatMap(({ source, target }) => (target === null ? [source] : [source, target]));
	const seen = await seenAmong(db, sight, district, [...run.parks.map(({ id }) => id), ...disputed]);
	return {
		...run,
		...(await countSeen(db, sight, district, run.id)),
		subdistricts,
		parks: run.parks.filter(({ id }) => seen.has(id)),
		areaM2: sumOf(subdistricts.map(({ areaM2 }) => areaM2)),
		disputes: run.disputes.filter(({ source, target }) => seen.has(source) && (target === null || seen.has(target))),
		// What lies in no subdistrict lies in none of one's own.
		outside: {}
	};
}

async function countSeen(db: Queryable, sight: Sight, district: string, run: number): Promise<Counted> {
	const counted: Counted = {
		levels: noLevels(),
		levelsByLayer: {},
		states: noStates(),
		brokenByRule: {},
		hca: { I: noSegments(), II: noSegments(), III: noSegments() }
	};
	const ask = async <Row>(sql: (seen: (columns: FeatureColumns) => string, finding: () => string) => string) => {
		const params: unknown[] = [district, run];
		const bind = (value: unknown) => `$${params.push(value)}`;
		const statement = sql(
			(columns) => seenCondition(sight, district, columns, bind),
			() => seenFinding(sight, district, bind).finding
		);
		return (await db.query<Row>(statement, params)).rows;
	};
	const assessed = { district: 'a.district', id: 'a.feature', layer: 'a.layer' };
	for (const { layer, level, many } of await ask<{ layer: LayerId; level: Level | null; many: number }>(
		(seen) => `select a.layer, a.level, count(*) as many from assessment a
			where a.district = $1 and a.run = $2::bigint and ${seen(assessed)} group by a.layer, a.level`
	)) {
		counted.levels[level ?? 'none'] += many;
		(counted.levelsByLayer[layer] ??= noLevels())[level ?? 'none'] += many;
	}
	for (const { state, rule, many } of await ask<{ state: State; rule: string; many: number }>(
		(_, finding) => `select x.state, x.rule, count(*) as many from finding x
			where x.district = $1 and x.run = $2::bigint and ${finding()} group by x.state, x.rule`
	)) {
		counted.states[state] += many;
		if (state === 'broken') counted.brokenByRule[rule] = many;
	}
	const pipeline = { district: 's.district', id: 's.pipeline', layer: `'pipeline'` };
	for (const { class: hcaClass, segments, metres } of await ask<{ class: HcaClass; segments: number; metres: number }>(
		(seen) => `select s.class, count(*) as segments, sum(s.to_m - s.from_m) as metres from segment s
			where s.district = $1 and s.run = $2::bigint and ${seen(pipeline)} group by s.class`
	)) {
		counted.hca[hcaClass] = { segments, metres };
	}
	return counted;
}

function noSegments(): Counted['hca'][HcaClass] {
	return { segments: 0, metres: 0 };
}

function sumOf(parts: readonly ByLevel[]): ByLevel {
	const sum = noLevels();
	for (const level of [...LEVELS, 'none'] as const) for (const part of parts) sum[level] += part[level];
	return sum;
}
