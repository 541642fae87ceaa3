import type { RuleItem } from '$lib/api.ts';
import { m } from '$lib/paraglide/messages.js';
import { LEVELS } from '$lib/risk/level.ts';
import type { Value } from '$lib/risk/reason.ts';
import { plain } from '$lib/ui/numbers.ts';
import { levelName } from '$lib/ui/words.ts';
import type { Asked } from './rule-filter.ts';

const KIND_NAME: Record<RuleItem['kind'], () => string> = {
	clearance: m.rules_kind_clearance,
	grading: m.rules_kind_grading,
	upgrade: m.rules_kind_upgrade,
	hca: m.rules_kind_hca,
	zoning: m.rules_kind_zoning
};

/** 安全距离, 定级 … */
export function kindName(kind: RuleItem['kind']): string {
	return KIND_NAME[kind]();
}

const ASKED_NAME: Record<Asked, () => string> = {
	asked: m.rules_asked,
	'not-asked': m.rules_not_asked,
	'left-out': m.rules_left_out,
	unknown: m.rules_unknown
};

/** 已核查, 未能核查, 此处不适用 … */
export function askedName(asked: Asked): string {
	return ASKED_NAME[asked]();
}

/** The days between which a rule is in force, in words. */
export function effectWords(from: string | null, to: string | null): string {
	const start = from === null ? m.rules_from_unknown() : m.rules_from({ day: from });
	return to === null ? start : `${start} ${m.rules_to({ day: to })}`;
}

const METHOD_NAME: Record<string, () => string> = {
	max: m.rules_method_max,
	density: m.rules_method_density,
	weighted: m.rules_method_weighted,
	rings: m.method_rings,
	field: m.method_field
};

/** A value of a rule set as people read it; the word of a level or a method by its name. */
export function valueWords(value: Value): string {
	if (typeof value === 'number') return plain(value);
	if (typeof value === 'boolean') return value ? m.yes() : m.no();
	if (value === null) return '—';
	const level = LEVELS.find((one) => one === value);
	return level === undefined ? (METHOD_NAME[value]?.() ?? value) : levelName(level);
}

/** 介于 20 与 1000 之间; empty where nothing bounds it. */
export function boundsWords(min: number | null, max: number | null): string {
	if (min !== null && max !== null) return m.rules_bounds({ min: plain(min), max: plain(max) });
	if (min !== null) return m.rules_at_least({ min: plain(min) });
	return max === null ? '' : m.rules_at_most({ max: plain(max) });
}

/** What the files of data/rules hold, in words: numbers are shown under these. */
const TABLE_NAME: Record<string, () => string> = {
	alerts: m.rules_table_alerts,
	anyingji: m.rules_table_anyingji,
	areaLevel: m.rules_table_area_level,
	chemicalZone: m.rules_table_chemical_zone,
	checklists: m.rules_table_checklists,
	clearances: m.rules_table_clearances,
	dangerLife: m.rules_table_danger_life,
	draw: m.rules_table_draw,
	duties: m.rules_table_duties,
	exposure: m.rules_table_exposure,
	fixedDistances: m.rules_table_fixed_distances,
	gb18218: m.rules_table_gb18218,
	gb36894: m.rules_table_gb36894,
	gbt37243: m.rules_table_gbt37243,
	geohazard: m.rules_table_geohazard,
	hca: m.rules_table_hca,
	hiddenDangers: m.rules_table_hidden_dangers,
	jgj125: m.rules_table_jgj125,
	lec: m.rules_table_lec,
	ls: m.rules_table_ls,
	park: m.rules_table_park,
	pipeline: m.rules_table_pipeline,
	projects: m.rules_table_projects,
	round: m.rules_table_round,
	siting: m.rules_table_siting,
	subjectFields: m.rules_table_subject_fields,
	supervision: m.rules_table_supervision,
	upgrades: m.rules_table_upgrades,
	wall: m.rules_table_wall,
	zoning: m.rules_table_zoning
};

/** The words for the table that a path begins with; the table's own name where there are none. */
export function tableName(path: string): string {
	const [table] = path.split('.');
	return TABLE_NAME[table]?.() ?? table;
}
