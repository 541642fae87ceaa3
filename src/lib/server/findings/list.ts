import type { FindingItem, FindingPage, NamedFeature } from '../../api.ts';
import type { Cause, State } from '../../risk/finding.ts';
import type { LayerId } from '../../risk/layer.ts';
import { ruleOf } from '../../risk/clearance/catalogue.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { seenFinding } from '../access/seen-finding.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { rulesOfRun } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';
import { liesIn } from './place.ts';

export interface FindingFilter {
	district: string;
	state?: State;
	rule?: string;
	/** Layer of the source or of the target. */
	layer?: LayerId;
	/** Id of the source or of the target. */
	feature?: string;
	/** west, south, east, north in degrees: the line between the nearest points meets it, or there is no such line. */
	bbox?: [number, number, number, number];
	/** Id of the subdistrict in which it lies. */
	subdistrict?: string;
	limit: number;
	/** `next` of the page before. */
	after?: number;
}

interface Row {
	id: number;
	rule: string;
	source: string;
	target: string | null;
	state: State;
	cause: Cause | null;
	measured_m: number | null;
	required_m: number | null;
	margin_m: number | null;
	accuracy_m: number | null;
	from_lng: number | null;
	from_lat: number | null;
	to_lng: number | null;
	to_lat: number | null;
	yields_to: string | null;
	source_layer: LayerId;
	source_name: string | null;
	target_layer: LayerId | null;
	target_name: string | null;
	source_seen: boolean;
	target_seen: boolean | null;
}

/** Broken first, then uncertain, undecided, met; within a state the worst margin first. No two stand at one place. */
const ORDER = `array_position(array['broken', 'uncertain', 'undecided', 'met'], x.state),
	coalesce(x.margin_m, 'Infinity'), x.rule collate "C", x.source, coalesce(x.target, '')`;

/** Findings of a district's newest run that are seen: broken first, worst margin first. */
export async function listFindings(db: Queryable, sight: Sight, filter: FindingFilter): Promise<FindingPage> {
	const run = await latestRun(db, filter.district);
	if (run === null) return { items: [], next: null, total: 0 };
	const params: unknown[] = [filter.district, run];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const seen = seenFinding(sight, filter.district, bind);
	const where = ['x.district = $1', 'x.run = $2', seen.finding];
	if (filter.state) where.push(`x.state = ${bind(filter.state)}`);
	if (filter.rule) where.push(`x.rule = ${bind(filter.rule)}`);
	if (filter.layer) {
		const layer = bind(filter.layer);
		where.push(`(s.layer = ${layer} or t.layer = ${layer})`);
	}
	if (filter.feature) {
		const feature = bind(filter.feature);
		where.push(`((x.source = ${feature} and ${seen.source}) or (x.target = ${feature} and ${seen.target}))`);
	}
	if (filter.bbox) {
		const [west, south, east, north] = filter.bbox.map((degree) => `${bind(degree)}::double precision`);
		// Where one end is not seen, the point on the other stands for the line.
		const [lngs, lats] = ['lng', 'lat'].map((axis) => {
			return `case when ${seen.source} then x.from_${axis} end, case when ${seen.target} then x.to_${axis} end`;
		});
		where.push(`(x.from_lng is null or (least(${lngs}) <= ${east} and greatest(${lngs}) >= ${west}
			and least(${lats}) <= ${north} and greatest(${lats}) >= ${south}))`);
	}
	if (filter.subdistrict !== undefined) {
		const id = bind(filter.subdistrict);
		where.push(`exists (select from feature place
			where place.district = x.district and place.id = ${id} and ${liesIn('place', seen)})`);
	}
	const from = `finding x
		left join feature s on s.district = x.district and s.id = x.source
		left join feature t on t.district = x.district and t.id = x.target
		where ${where.join(' and ')}`;
	const count = await db.query<{ total: number }>(`select count(*) as total from ${from}`, [...params], 1);
	const { rows } = await db.query<Row>(
		`select x.id, x.rule, x.source, x.target, x.state, x.cause, x.measured_m, x.required_m, x.margin_m, x.accuracy_m,
			x.from_lng, x.from_lat, x.to_lng, x.to_lat, x.yields_to,
			coalesce(s.layer, split_part(x.source, '/', 1)) as source_layer, s.name as source_name,
			coalesce(t.layer, split_part(x.target, '/', 1)) as target_layer, t.name as target_name,
			${seen.source} as source_seen, ${seen.target} as target_seen
		from ${from}${filter.after === undefined ? '' : ` and ${behind(bind(filter.after), seen.finding)}`}
		order by ${ORDER} limit ${bind(filter.limit + 1)}::integer`,
		params
	);
	const rules = await rulesOfRun(db, filter.district, run);
	const shown = rows.slice(0, filter.limit);
	return {
		items: shown.map((row) => toItem(row, rules)),
		next: rows.length > shown.length ? shown[shown.length - 1].id : null,
		total: count.rows[0].total
	};
}

/** What stands behind the finding of an id; nothing where a change has taken that one away meanwhile. */
function behind(id: string, seen: string): string {
	return `(${ORDER}) > (select ${ORDER} from finding x
		where x.district = $1 and x.run = $2 and x.id = ${id}::integer and ${seen})`;
}

function toItem(row: Row, rules: RuleSet): FindingItem {
	const rule = ruleOf(row.rule, rules);
	const isTargetSeen = row.target_seen === true;
	return {
		id: row.id,
		rule: row.rule,
		ruleName: rule.name,
		clause: rule.clause,
		confidence: rule.confidence,
		severity: rule.severity,
		state: row.state,
		cause: causeOf(row),
		source: nameOf(row.source_seen, row.source, row.source_layer, row.source_name),
		target: row.target === null ? null : nameOf(isTargetSeen, row.target, row.target_layer!, row.target_name),
		measuredM: row.measured_m,
		requiredM: row.required_m,
		marginM: row.margin_m,
		accuracyM: row.accuracy_m,
		yieldsTo: row.yields_to === null ? null : { rule: row.yields_to, clause: ruleOf(row.yields_to, rules).clause },
		from: row.from_lng === null || !row.source_seen ? null : [row.from_lng, row.from_lat!],
		to: row.to_lng === null || !isTargetSeen ? null : [row.to_lng, row.to_lat!]
	};
}

/** An end of a finding; the layer is all that is said of one that is not seen. */
function nameOf(isSeen: boolean, id: string, layer: LayerId, name: string | null): NamedFeature {
	return isSeen ? { id, layer, name } : { id: null, layer, name: null };
}

function causeOf({ cause, source, target, source_seen, target_seen }: Row): Cause | null {
	if (cause?.feature === undefined) return cause;
	const isSeen = (cause.feature === source && source_seen) || (cause.feature === target && target_seen === true);
	if (isSeen) return cause;
	const { feature: _, ...others } = cause;
	return others;
}
