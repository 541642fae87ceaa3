import type { DrawPlan } from '../../draws/api.ts';
import { fieldOf } from '../../risk/areas/field-of.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { coverageOf, type PlannedUnit } from '../../risk/draw/coverage.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { personsOf } from '../lists/persons.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';
import { DEFAULT_LAYERS } from '../../draws/api.ts';
import { visitedOn } from './visited.ts';

interface Row {
	id: string;
	layer: LayerId;
	level: Level | null;
	attributes: Attributes;
	drawn: string[] | null;
}

/**
 * How far the targets of the year are reached, of the enterprises and major hazard sources that are seen: what was drawn
 * and visited, by level and by subject field. Without a run there are no units.
 */
export async function readPlan(db: Queryable, sight: Sight, district: string, now = new Date()): Promise<DrawPlan> {
	const rules = await currentRuleSet(db, district);
	const day = districtDay(now, rules);
	const params: unknown[] = [district, (await latestRun(db, district)) ?? 0, DEFAULT_LAYERS];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const { rows } = await db.query<Row>(
		`select f.id, f.layer, a.level, f.attributes,
			(select array_agg(d.day::text) from draw_site s join draw d on d.district = s.district and d.id = s.draw
				where s.district = f.district and s.feature = f.id) as drawn
		from assessment a join feature f on f.district = a.district and f.id = a.feature
		where a.district = $1 and a.run = $2::bigint and a.layer = any($3::text[])
			and ${seenCondition(sight, district, columns, (value) => `$${params.push(value)}`)}`,
		params
	);
	const visits = await visitedOn(
		db,
		district,
		rows.map(({ id }) => id)
	);
	const units = rows.map(({ id, layer, level, attributes, drawn }): PlannedUnit => {
		return {
			id,
			level,
			field: fieldOf(layer, attributes, rules)?.field.no ?? null,
			// 挂牌 is to post all three responsible persons at the gate.
			isListed: personsOf(layer, attributes).every(({ name }) => name !== null),
			drawnOn: drawn ?? [],
			visitedOn: (visits.get(id) ?? []).filter((visited) => visited <= day)
		};
	});
	const known = new Set(units.map(({ field }) => field));
	return {
		district,
		day,
		units: units.length,
		targets: coverageOf(units, day, rules),
		fields: rules.tables.subjectFields.rows.filter(({ no }) => known.has(no)).map(({ no, name }) => ({ no, name }))
	};
}
