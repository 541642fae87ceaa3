import { codeOf, type Level } from '../level.ts';
import type { SubjectField } from '../layers/subject-field.ts';
import type { Words } from '../words.ts';

/** What one subject field comes to in an area: GB/T 42768-2023's category (类), between the point and the region. */
export interface Category {
	/** The number of the subject field, as attributes hold it. */
	field: string;
	name: Words;
	/** The department that leads it. */
	lead: Words;
	/** The worst level among its units. */
	level: Level;
	/** Units of it that have a level. */
	units: number;
}

/** The categories of an area, worst first and then by number; units without a level or a subject field count nowhere. */
export function categoriesOf(units: Iterable<{ level: Level | null; field: SubjectField | null }>): Category[] {
	const byNo = new Map<number, Category>();
	for (const { level, field } of units) {
		if (level === null || field === null) continue;
		const known = byNo.get(field.no);
		if (known === undefined) {
			byNo.set(field.no, { field: String(field.no), name: field.name, lead: field.lead, level, units: 1 });
			continue;
		}
		known.units++;
		if (codeOf(level) > codeOf(known.level)) known.level = level;
	}
	return [...byNo.values()].sort((a, b) => codeOf(b.level) - codeOf(a.level) || Number(a.field) - Number(b.field));
}
