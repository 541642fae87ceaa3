import type { FindingItem, FindingPage } from '../../api.ts';
import type { Cause, State } from '../../risk/finding.ts';
import type { LayerId } from '../../risk/layer.ts';
import { ruleOf } from '../../risk/clearance/catalogue.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { rulesOfRun } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';

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
}

/** Broken first, then uncertain, undecided, met; within a state the worst margin first. No two stand at one place. */
const ORDER = `array_position(array['broken', 'uncertain', 'undecided', 'met'], x.state),
	coalesce(x.margin_m, 'Infinity'), x.rule collate "C", x.source, coalesce(x.target, '')`;

/** Findings of a district's newest run: broken first, worst margin first. */
export async function listFindings(db: Queryable, filter: FindingFilter): Promise<FindingPage> {
	const run = await latestRun(db, filter.district);
	if (run === null) return { items: [], next: null, total: 0 };
	const params: unknown[] = [filter.district, run];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const where = ['x.district = $1', 'x.run = $2'];
	if (filter.state) where.push(`x.state = ${bind(filter.state)}`);
	if (filter.rule) where.push(`x.rule = ${bind(filter.rule)}`);
	if (filter.layer) {
		const layer = bind(filter.layer);
		where.push(`(s.layer = ${layer} or t.layer = ${layer})`);
	}
	if (filter.feature) {
		const feature = bind(filter.feature);
		where.push(`(x.source = ${feature} or x.target = ${feature})`);
	}
	if (filter.bbox) {
		const [west, south, east, north] = filter.bbox.map((degree) => `${bind(degree)}::double precision`);
		where.push(`(x.from_lng is null or (least(x.from_lng, x.to_lng) <= ${east} and greatest(x.from_lng, x.to_lng) >= ${west}
			and least(x.from_lat, x.to_lat) <= ${north} and greatest(x.from_lat, x.to_lat) >= ${south}))`);
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
			coalesce(t.layer, split_part(x.target, '/', 1)) as target_layer, t.name as target_name
		from ${from}${filter.after === undefined ? '' : ` and ${behind(bind(filter.after))}`}
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
function behind(id: string): string {
	return `(${ORDER}) > (select ${ORDER} from finding x where x.district = $1 and x.run = $2 and x.id = ${id}::integer)`;
}

function toItem(row: Row, rules: RuleSet): FindingItem {
	const rule = ruleOf(row.rule, rules);
	return {
		id: row.id,
		rule: row.rule,
		ruleName: rule.name,
		clause: rule.clause,
		confidence: rule.confidence,
		severity: rule.severity,
		state: row.state,
		cause: row.cause,
		source: { id: row.source, layer: row.source_layer, name: row.source_name },
		target: row.target === null ? null : { id: row.target, layer: row.target_layer!, name: row.target_name },
		measuredM: row.measured_m,
		requiredM: row.required_m,
		marginM: row.margin_m,
		accuracyM: row.accuracy_m,
		yieldsTo: row.yields_to === null ? null : { rule: row.yields_to, clause: ruleOf(row.yields_to, rules).clause },
		from: row.from_lng === null ? null : [row.from_lng, row.from_lat!],
		to: row.to_lng === null ? null : [row.to_lng, row.to_lat!]
	};
}
