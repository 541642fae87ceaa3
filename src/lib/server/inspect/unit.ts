import { TIERS } from '../../access/tiers.ts';
import type { InspectUnit, LevelInRun } from '../../inspect/api.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import { seenAttributes, seenCondition, type Sight } from '../access/sight.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { personsOf } from '../lists/persons.ts';
import { holdUnits } from './held.ts';
import { itemOf } from './list.ts';
import { nearestResources } from './resources.ts';

/** So many runs of the past, and so many resources, stand on the page of a unit. */
const RUNS = 100;
const RESOURCES = 5;

/** What the page of a unit shows beside the feature itself. Throws an AnswerError 404 for one that is not seen. */
export async function readUnit(
	db: Database,
	sight: Sight,
	district: string,
	id: string,
	now = new Date()
): Promise<InspectUnit> {
	const params: unknown[] = [district, id];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<{ layer: LayerId; attributes: Attributes }>(
		`select f.layer, f.attributes from feature f where f.district = $1 and f.id = $2 and ${seen}`,
		params
	);
	if (rows.length === 0) throw noUnit(id);
	const [{ layer, attributes }] = rows;
	const held = await holdUnits(db, district, now);
	const at = held.placeOf.get(id);
	return {
		district,
		today: held.state.today,
		item: at === undefined ? null : itemOf(held.units[at], held),
		persons: personsOf(layer, seenAttributes(sight, layer, attributes)),
		levels: await levelsOf(db, district, id),
		resources: await nearestResources(db, sight, district, id, RESOURCES),
		withheld: TIERS.filter((tier) => !sight.tiers.has(tier))
	};
}

/** The level of a feature in each run that graded it, newest first. */
async function levelsOf(db: Queryable, district: string, id: string): Promise<LevelInRun[]> {
	const { rows } = await db.query<{
		run: number;
		finished_at: Date;
		rules_version: string;
		level: Level | null;
		grade: string | null;
	}>(
		`select r.id as run, r.finished_at, r.rules_version, a.level, a.grade
		from assessment a join run r on r.district = a.district and r.id = a.run
		where a.district = $1 and a.feature = $2 order by r.id desc limit ${RUNS}`,
		[district, id]
	);
	return rows.map(({ run, finished_at, rules_version, level, grade }) => {
		return { run, at: finished_at.toISOString(), rulesVersion: rules_version, level, grade };
	});
}

function noUnit(id: string): AnswerError {
	return new AnswerError(404, 'no-unit', {
		zh: `没有单位 ${id}，或不在您负责的街道内。请回到检查清单重新选择。`,
		en: `There is no unit ${id}, or it lies outside your subdistricts. Go back to the list and choose again.`
	});
}
