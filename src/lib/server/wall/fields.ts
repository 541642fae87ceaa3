import { worst } from '../../risk/level.ts';
import type { SubjectField } from '../../risk/layers/subject-field.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Wall } from '../../wall/api.ts';
import type { Queryable } from '../db/database.ts';
import { countFieldUnits } from '../features/of-field.ts';
import { noLevels } from '../runs/counts.ts';
import { figureWithoutPast } from './figure.ts';

/** The 26 subject fields with their units, those that could not be graded among them. */
export async function fieldFigures(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet
): Promise<Wall['fields']> {
	const all = await countFieldUnits(db, district, run, rules);
	const rows: readonly SubjectField[] = rules.tables.subjectFields.rows;
	return rows.map(({ no, name, lead }) => {
		const own = all.filter(({ field }) => field === no);
		const counts = noLevels();
		for (const { level, units } of own) counts[level ?? 'none'] += units;
		const total = own.reduce((sum, { units }) => sum + units, 0);
		const list = { endpoint: 'features' as const, query: { field: String(no), graded: '1' } };
		return {
			no: String(no),
			name,
			lead,
			level: worst(own.map(({ level }) => level)),
			units: counts,
			figure: figureWithoutPast(total, list, 'fields')
		};
	});
}
