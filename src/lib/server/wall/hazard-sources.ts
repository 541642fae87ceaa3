import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Wall } from '../../wall/api.ts';
import type { Queryable } from '../db/database.ts';
import { momentsOf } from './before.ts';
import { figureOf, type Moments } from './figure.ts';

/** Hazard sources of one run by the grade that is stored with them; `none`: none could be given. */
type ByGrade = Readonly<Record<string, number>>;

/** What GB 18218 calls a unit that is no major hazard source. */
const NO_MAJOR = '不构成';

/** Hazard sources by grade, the greatest first; then those that are no major one, and those that could not be graded. */
export async function hazardSourceFigures(
	db: Queryable,
	district: string,
	runs: Moments<number>,
	rules: RuleSet
): Promise<Wall['hazardSources']> {
	const moments = await countByGrade(db, district, runs);
	const one = (grade: string, stored: string, name: Words, level: Level | null) => {
		const list = { endpoint: 'features' as const, query: { layer: 'hazard_source', grade: stored, graded: '1' } };
		return { grade, name, level, figure: figureOf(moments, (counts) => counts[stored] ?? 0, list, 'hazardSources') };
	};
	return [
		...rules.tables.gb18218.levels.rows.map(({ grade, level }, i) => {
			return one(String(i + 1), grade, { zh: grade, en: `Grade ${i + 1}` }, level as Level);
		}),
		one('below', NO_MAJOR, { zh: '不构成重大危险源', en: 'No major hazard source' }, 'blue'),
		one('none', 'none', { zh: '未评估', en: 'Not assessed' }, null)
	];
}

async function countByGrade(db: Queryable, district: string, runs: Moments<number>): Promise<Moments<ByGrade>> {
	const { rows } = await db.query<{ run: number; grade: string | null; sources: number }>(
		`select run, grade, count(*) as sources from assessment
		where district = $1 and run = any($2::bigint[]) and layer = 'hazard_source' group by run, grade`,
		[district, Object.values(runs).filter((run) => run !== null)]
	);
	const of = (run: number): ByGrade =>
		Object.fromEntries(rows.filter((row) => row.run === run).map(({ grade, sources }) => [grade ?? 'none', sources]));
	return momentsOf(runs, of);
}
