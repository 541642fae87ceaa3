import { worst } from '../../risk/level.ts';
import type { SubjectField } from '../../risk/layers/subject-field.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Wall } from '../../wall/api.ts';
import type { Queryable } from '../db/database.ts';
import { readFieldUnits } from '../features/of-field.ts';
import { noLevels } from '../runs/counts.ts';
import { figureWithoutPast } from './figure.ts';

/** The 26 subject fields with their units, those that could not be graded among them. */
export async function fieldFigures(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet
): Promise<Wall['fields']> {
	const units = await readFieldUnits(db, district, run, rules);
	const rows: readonly SubjectField[] = rules.tables.subjectFields.rows;
	return rows.map(({ no, name, lead }) => {
		const own = units.filter((unit) => unit.field === no);
		const counts = noLevels();
		for (const { level } of own) counts[level ?? 'none']++;
		const list = { endpoint: 'features' as const, query: { field: String(no), graded: '1' } };
		return {
			no: String(no),
			name,
			lead,
			level: worst(own.map(({ level }) => level)),
			units: counts,
			figure: figureWithoutPast(own.length, list, 'fields')
		};
	});
}
