import * as v from 'valibot';
import { searchText } from '../schemas.ts';

const moment = v.union([v.pipe(v.string(), v.isoTimestamp()), v.pipe(v.string(), v.isoDate())]);
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(300));

/** What narrows the audit, as an address or the command line gives it. Days are those where the server stands. */
export const auditFilter = {
	from: v.optional(moment),
	/** A day counts whole. */
	to: v.optional(moment),
	/** Id of whoever did it. */
	actor: v.optional(name),
	action: v.optional(name),
	result: v.optional(v.picklist(['done', 'refused', 'failed'])),
	district: v.optional(name),
	/** Found in the object, the name, the address, or before and after. */
	q: v.optional(searchText)
};
export type AuditFilter = v.InferOutput<v.ObjectSchema<typeof auditFilter, undefined>>;

const EQUAL = ['actor', 'action', 'result', 'district'] as const;

/** The SQL condition of a filter on the columns of `audit`. `bind` adds a parameter and gives its name. */
export function conditionOf(filter: AuditFilter, bind: (value: unknown) => string): string {
	const conditions = EQUAL.flatMap((key) => (filter[key] === undefined ? [] : [`${key} = ${bind(filter[key])}`]));
	// Moments are kept as text of one form, in which the earlier is the lesser.
	if (filter.from !== undefined) conditions.push(`at >= ${bind(startOf(filter.from).toISOString())}`);
	if (filter.to !== undefined) conditions.push(`at < ${bind(endOf(filter.to).toISOString())}`);
	if (filter.q) {
		const like = bind(`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`);
		const where = ['object', 'actor_name', 'address', 'before', 'after'];
		conditions.push(`(${where.map((column) => `${column} ilike ${like}`).join(' or ')})`);
	}
	return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function startOf(text: string): Date {
	return new Date(isDay(text) ? `${text}T00:00:00` : text);
}

function endOf(text: string): Date {
	const end = startOf(text);
	if (isDay(text)) end.setDate(end.getDate() + 1);
	else end.setMilliseconds(end.getMilliseconds() + 1);
	return end;
}
