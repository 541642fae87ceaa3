import { ruleOf } from '../../risk/clearance/catalogue.ts';
import type { RunSummary } from '../../api.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Queryable } from '../db/database.ts';
import type { RulePairs } from './result.ts';
import { mayPlay } from './role-sql.ts';

export type Dispute = RunSummary['disputes'][number];

/** Half a millimetre: a distance counts up to its reach when rounded to the millimetre. */
const HALF_MM = 0.0005;
/** Segments of a line that are asked together. */
const PIECE = 16;
/** Distances of the two engines are equal when they differ by less. */
const EQUAL_M = 0.001;

/**
 * The second engine: PostGIS finds the pairs of each rule again, on the stored geometry, choosing the targets itself.
 * Returns every pair on which the two differ; empty when they agree. `among`: the only targets that are looked at.
 * Throws a DatabaseError.
 */
export async function verify(
	tx: Queryable,
	district: string,
	asked: readonly RulePairs[],
	rules: RuleSet,
	tell: (share: number) => void,
	among: readonly string[] | null = null
): Promise<Dispute[]> {
	const disputes: Dispute[] = [];
	for (const [i, pairs] of asked.entries()) {
		disputes.push(...compare(pairs, await findPairs(tx, district, pairs, rules, among)));
		tell((i + 1) / asked.length);
	}
	return disputes;
}

interface FoundPair {
	source: string;
	target: string;
	/** Whether SQL alone chose the target; else a judgement of a standard has to. */
	settled: boolean;
	distance_m: number;
}

async function findPairs(
	tx: Queryable,
	district: string,
	pairs: RulePairs,
	rules: RuleSet,
	among: readonly string[] | null
): Promise<FoundPair[]> {
	const rule = ruleOf(pairs.rule, rules);
	const params: unknown[] = [district, pairs.players, pairs.reachM, pairs.targetLayer, HALF_MM];
	const { settled, ifJudged } = mayPlay(rule.targets, pairs.targetLayer, 't', params, rules);
	const chosen = among === null ? '' : ` and t.id = any($${params.push(among)}::text[])`;
	// A long line is asked piece by piece: the box of a whole motorway holds half of the district. The least distance of
	// its pieces is the distance of the line.
	const { rows } = await tx.query<FoundPair>(
		`with player as (
			select s.id, p.reach_m + $5::float8 as reach_m, s.geom_m
			from unnest($2::text[], $3::float8[]) as p (id, reach_m)
			join feature s on s.district = $1 and s.id = p.id
		), piece as materialized (
			select p.id, p.reach_m, part.geom
			from player p cross join lateral (
				select ST_Collect(segment.geom) as geom from ST_DumpSegments(p.geom_m) as segment
				group by segment.path[1 : cardinality(segment.path) - 1], segment.path[cardinality(segment.path)] / ${PIECE}
			) as part where ST_Dimension(p.geom_m) = 1
			union all
			select p.id, p.reach_m, p.geom_m from player p where ST_Dimension(p.geom_m) <> 1
		)
		select p.id as source, t.id as target, bool_or(${settled}) as settled,
			min(ST_Distance(p.geom, t.geom_m)) as distance_m
		from piece p
		cross join lateral (
			-- The box first and nothing else with it: beside the index of layers it was found 20 times slower.
			select id, district, layer, attributes, geom_m from feature where geom_m && ST_Expand(p.geom, p.reach_m) offset 0
		) t
		where t.district = $1 and t.layer = $4 and t.id <> p.id and ST_DWithin(p.geom, t.geom_m, p.reach_m)
			and (${settled} or ${ifJudged})${chosen}${rule.symmetric ? ' and p.id < t.id' : ''}
		group by p.id, t.id`,
		params
	);
	// What rounds to more than the reach lies outside it: the same rule as in the first engine.
	const reach = new Map(pairs.players.map((id, i) => [id, pairs.reachM[i]]));
	const judged = new Set(pairs.judged);
	return rows.filter(
		(row) =>
			(row.settled || judged.has(row.target)) && Math.round(row.distance_m * 1000) / 1000 <= reach.get(row.source)!
	);
}

function compare(pairs: RulePairs, found: readonly FoundPair[]): Dispute[] {
	const disputes: Dispute[] = [];
	const add = (source: string, target: string, text: Words) =>
		disputes.push({ rule: pairs.rule, source, target, text });
	const second = new Map(found.map((pair) => [`${pair.source}\0${pair.target}`, pair.distance_m]));
	pairs.source.forEach((source, i) => {
		const target = pairs.target[i];
		const key = `${source}\0${target}`;
		const distanceM = second.get(key);
		second.delete(key);
		if (distanceM === undefined) {
			add(source, target, {
				zh: `只有 TypeScript 引擎找到：${pairs.distanceM[i].toFixed(4)} 米`,
				en: `Only the TypeScript engine found it: ${pairs.distanceM[i].toFixed(4)} m`
			});
		} else if (Math.abs(distanceM - pairs.distanceM[i]) >= EQUAL_M) {
			add(source, target, {
				zh: `TypeScript 量得 ${pairs.distanceM[i].toFixed(4)} 米，PostGIS 量得 ${distanceM.toFixed(4)} 米`,
				en: `TypeScript measured ${pairs.distanceM[i].toFixed(4)} m, PostGIS ${distanceM.toFixed(4)} m`
			});
		}
	});
	for (const [key, distanceM] of second) {
		const [source, target] = key.split('\0');
		add(source, target, {
			zh: `只有 PostGIS 找到：${distanceM.toFixed(4)} 米`,
			en: `Only PostGIS found it: ${distanceM.toFixed(4)} m`
		});
	}
	return disputes;
}
