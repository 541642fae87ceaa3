import type { ListItem, RiskList } from '../../api.ts';
import { TIERS } from '../../access/tiers.ts';
import { nextInspectionOf } from '../../risk/areas/attention.ts';
import { fieldOf } from '../../risk/areas/field-of.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { codeOf, type Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { seenAttributes, seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { readRuleSet } from '../rules/rule-sets.ts';
import { levelReasons } from './level-reasons.ts';
import { personsOf } from './persons.ts';

interface Row {
	id: string;
	layer: LayerId;
	name: string | null;
	subdistrict: string | null;
	level: Level;
	grade: string | null;
	reasons: Reason[];
	exposure: Exposure | null;
	/** null: the feature was taken away since the run. */
	attributes: Attributes | null;
}

const byName = new Intl.Collator('zh');

/**
 * The 区域风险清单 and 风险责任清单 of a district: every unit that is seen at orange and above in its newest run, worst first,
 * then by name. Attributes are those of today, levels those of the run. `null` while there is no run.
 *
 * @param today the day against which an inspection is overdue, `2026-11-23`
 */
export async function readRiskList(
	db: Queryable,
	sight: Sight,
	district: string,
	today: string
): Promise<RiskList | null> {
	const runs = await db.query<{ id: number; rules_version: string; finished_at: Date }>(
		'select id, rules_version, finished_at from run where district = $1 order by id desc limit 1',
		[district]
	);
	if (runs.rows.length === 0) return null;
	const [run] = runs.rows;
	const rules = await readRuleSet(db, run.rules_version);
	const seenIn = (params: unknown[]) => seenCondition(sight, district, ASSESSED, (value) => `$${params.push(value)}`);
	const ofList: unknown[] = [district, run.id, rules.tables.supervision.list.levels];
	const { rows } = await db.query<Row>(
		`select a.feature as id, a.layer, f.name, a.subdistrict, a.level, a.grade, a.reasons, a.exposure, f.attributes
		from assessment a left join feature f on f.district = a.district and f.id = a.feature
		where a.district = $1 and a.run = $2::bigint and a.level = any($3::text[]) and ${seenIn(ofList)}`,
		ofList
	);
	const ofOthers: unknown[] = [district, run.id];
	const without = await db.query<{ count: number }>(
		`select count(*) as count from assessment a
		where a.district = $1 and a.run = $2::bigint and a.level is null and ${seenIn(ofOthers)}`,
		ofOthers,
		1
	);
	return {
		district,
		run: run.id,
		rulesVersion: run.rules_version,
		at: run.finished_at.toISOString(),
		items: rows.map((row) => itemOf(row, sight, rules, today)).sort(worstFirst),
		unassessed: without.rows[0].count,
		withheld: TIERS.filter((tier) => !sight.tiers.has(tier))
	};
}

/** Columns of an assessment by which it is seen. */
const ASSESSED = { district: 'a.district', id: 'a.feature', layer: 'a.layer' };

function itemOf(row: Row, sight: Sight, rules: RuleSet, today: string): ListItem {
	const attributes = seenAttributes(sight, row.layer, row.attributes ?? {});
	const lastInspected = textOf(attributes.lastInspected);
	const nextDue = nextInspectionOf(row.level, lastInspected, rules);
	const field = fieldOf(row.layer, attributes, rules)?.field ?? null;
	const stated = textOf(attributes.leadDepartment);
	return {
		id: row.id,
		layer: row.layer,
		name: row.name,
		subdistrict: row.subdistrict,
		level: row.level,
		grade: row.grade,
		reasons: levelReasons(sight, row.reasons, row.exposure).map(({ clause, text, confidence }) => {
			return { clause, text, confidence };
		}),
		subjectField: field === null ? null : { no: field.no, name: field.name },
		leadDepartment: stated === null ? (field?.lead ?? null) : { zh: stated, en: stated },
		persons: personsOf(row.layer, attributes),
		measures: textOf(attributes.measures),
		lastInspected,
		nextDue,
		overdue: nextDue !== null && nextDue < today
	};
}

function worstFirst(a: ListItem, b: ListItem): number {
	return (
		codeOf(b.level) - codeOf(a.level) ||
		Number(a.name === null) - Number(b.name === null) ||
		byName.compare(a.name ?? '', b.name ?? '') ||
		(a.id < b.id ? -1 : 1)
	);
}

function textOf(value: Attributes[string] | undefined): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
