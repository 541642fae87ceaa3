import type { DangerFilter } from '../../dangers/api.ts';
import { statesThatFallDue } from '../../risk/dangers/escalate.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { inPlace, type Bind, type Sight } from '../access/sight.ts';
import { AnswerError } from '../http.ts';
import { seenDanger } from './seen.ts';

/** What has few values: the dangers of a district are counted by all of these at once. */
export type CubeFilter = Pick<DangerFilter, 'states' | 'level' | 'source' | 'overdue' | 'open' | 'listed'>;
const LISTED = `(d.listed_at is not null and d.state <> 'closed')`;

/** The columns by which dangers are counted, in SQL; `overdue` is that of overdueSql. */
export const cubeColumns = (overdue: string) =>
	`d.state, d.level, d.source, ${overdue} as overdue, ${LISTED} as listed`;

/** As isOverdue has it. */
export function overdueSql(today: string, rules: RuleSet, bind: Bind): string {
	const due = bind(statesThatFallDue(rules));
	return `(d.state <> 'closed' and (d.overdue_since is not null
		or coalesce(d.deadline < ${bind(today)}::date, false) and d.state = any(${due}::text[])))`;
}

/** The conditions of what has few values; `overdue` is asked for only where it is used, for a statement binds no more. */
export function cubeConditions(filter: CubeFilter, overdue: () => string, bind: Bind): string[] {
	const { states, level, source, open, listed } = filter;
	const where: string[] = [];
	if (states !== undefined) where.push(`d.state = any(${bind(states)}::text[])`);
	if (level !== undefined) where.push(`d.level = ${bind(level)}`);
	if (source !== undefined) where.push(`d.source = ${bind(source)}`);
	if (filter.overdue !== undefined) where.push(filter.overdue ? overdue() : `not ${overdue()}`);
	if (open !== undefined) where.push(`d.state ${open ? '<>' : '='} 'closed'`);
	if (listed !== undefined) where.push(listed ? LISTED : `not ${LISTED}`);
	return where;
}

/**
 * The conditions of everything else: what is seen, the unit, who, when, words. Of `danger d left join feature f`. Throws an
 * AnswerError 403 for a filter by persons from somebody to whom they are not disclosed.
 */
export function otherConditions(filter: DangerFilter & { district: string }, sight: Sight, bind: Bind): string[] {
	const { district, feature, responsiblePerson, dueUntil, closedFrom, visit, q } = filter;
	const where = [`d.district = ${bind(district)}`, seenDanger(sight, district, bind)];
	if (feature !== undefined) where.push(`d.feature = ${bind(feature)}`);
	if (visit !== undefined) where.push(`d.visit = ${bind(visit)}::uuid`);
	if (dueUntil !== undefined) where.push(`d.deadline <= ${bind(dueUntil)}::date`);
	if (closedFrom !== undefined) where.push(`d.closed_at >= ${bind(closedFrom)}::date`);
	if (q !== undefined && q !== '') {
		const part = bind(partly(q));
		where.push(`(d.text ilike ${part} or d.responsible_unit ilike ${part} or f.name ilike ${part})`);
	}
	if (responsiblePerson !== undefined && responsiblePerson !== '') {
		if (!sight.tiers.has('persons')) throw PERSONS_WITHHELD;
		where.push(`d.responsible_person ilike ${bind(partly(responsiblePerson))}`);
	}
	return where;
}

const GONE = 'not exists (select from feature gone where gone.district = d.district and gone.id = d.feature)';

/** A danger lies where its feature does; where that was taken away since, where it lay last. */
export function placeCondition(subdistrict: string, bind: Bind): string {
	const own = bind([subdistrict]);
	const columns = { district: 'd.district', id: 'd.feature', layer: '' };
	return `(${inPlace(columns, own)} or d.subdistricts && ${own}::text[] and ${GONE})`;
}

/** The subdistricts of `danger d`, a row each, as placeCondition has them. */
export const PLACES = `(select p.subdistrict from feature_place p where p.district = d.district and p.feature = d.feature
	union select unnest(d.subdistricts) where ${GONE})`;

const partly = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const PERSONS_WITHHELD = new AnswerError(403, 'not-disclosed', {
	zh: 'responsiblePerson：责任人不向您的角色披露，不能按其筛选。',
	en: 'responsiblePerson: persons are not disclosed to your role, so they cannot be filtered by.'
});
