import { districtDay } from '../../risk/dangers/district-day.ts';
import { isOverdue } from '../../risk/dangers/escalate.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { DangerMark, Wall } from '../../wall/api.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import { PLACES } from '../dangers/filter.ts';
import { COLUMNS, dangerOf, type DangerRow } from '../dangers/row.ts';
import type { Queryable } from '../db/database.ts';
import { DANGER_STATE, UNRECORDED } from '../features/danger.ts';
import { POINT_ON } from '../features/list.ts';
import { personsOf } from '../lists/persons.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { figureWithoutPast } from './figure.ts';
import { lastQuarter } from './quarter.ts';

/** The unit of a danger, where it is still there. */
interface Unit {
	unit: string | null;
	layer: LayerId;
	name: string | null;
	lng: number;
	lat: number;
	attributes: Attributes;
	places: string[];
}
type State = DangerMark['state'];
type Stated = Unit & { state: State };

/** The major hidden dangers of a district, and how many are overdue in each subdistrict. */
export interface ReadDangers {
	dangers: Wall['dangers'];
	overdue: Map<string, number>;
}

/** The worst first. */
const STATES: readonly State[] = ['overdue', 'listed', 'open', 'closed'];
const UNIT = `f.id as unit, f.layer, f.name, ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat, f.attributes`;

/**
 * The major hidden dangers on record that are open, and those that were closed in the quarter that runs, in one query; and
 * the units whose register states one of which none is on record, for those are in none of the numbers.
 *
 * @param subdistricts names by id, in the order in which they are told
 */
export async function readDangers(
	db: Queryable,
	sight: Sight,
	district: string,
	subdistricts: ReadonlyMap<string, string>,
	now: Date
): Promise<ReadDangers> {
	const rules = await currentRuleSet(db, district);
	const { since } = lastQuarter(now);
	const { rows } = await db.query<DangerRow & Unit>(
		`select ${COLUMNS}, ${UNIT}, array${PLACES} as places
		from danger d left join feature f on f.district = d.district and f.id = d.feature
		where d.district = $1 and d.level = 'major' and (d.state <> 'closed' or d.closed_at >= $2::date)`,
		[district, since]
	);
	const today = districtDay(now, rules);
	const dangers = rows.map((row) => ({ ...row, ...standingOf(row, today, rules) }));
	const unrecorded = await readUnrecorded(db, district);
	const figure = (value: number, query: Record<string, string>, formula: string) =>
		figureWithoutPast(value, { endpoint: 'dangers', query: { level: 'major', ...query } }, formula);
	const many = (asks: (one: (typeof dangers)[number]) => boolean, within = dangers) => within.filter(asks).length;
	const parts = [...subdistricts].map(([id, name]) => {
		const within = dangers.filter(({ places }) => places.includes(id));
		const closed = many(isClosed, within);
		return { id, name, open: within.length - closed, closed, progress: shareOf(closed, within.length) };
	});
	const closed = many(isClosed);
	return {
		dangers: {
			open: figure(dangers.length - closed, { open: 'true' }, 'dangersOpen'),
			listed: figure(
				many(({ isListed }) => isListed),
				{ listed: 'true' },
				'dangersListed'
			),
			overdue: figure(
				many(({ state }) => state === 'overdue'),
				{ overdue: 'true' },
				'dangersOverdue'
			),
			closed: figure(closed, { open: 'false', closedFrom: since }, 'dangersClosed'),
			unrecorded: figureWithoutPast(
				unrecorded.length,
				{ endpoint: 'features', query: { danger: 'unrecorded' } },
				'dangersUnrecorded'
			),
			progress: shareOf(closed, dangers.length),
			marks: worstOfUnits([...dangers, ...unrecorded]).map((row) => markOf(row, sight, subdistricts)),
			bySubdistrict: parts
		},
		overdue: new Map(
			[...subdistricts.keys()].map((id) => [
				id,
				many(({ state, places }) => state === 'overdue' && places.includes(id))
			])
		)
	};
}

const isClosed = ({ state }: { state: State }) => state === 'closed';

function standingOf(row: DangerRow, today: string, rules: RuleSet): { state: State; isListed: boolean } {
	const danger = dangerOf(row);
	const isListed = danger.listedAt !== null && danger.state !== 'closed';
	if (danger.state === 'closed') return { state: 'closed', isListed };
	if (isOverdue(danger, today, rules)) return { state: 'overdue', isListed };
	return { state: isListed ? 'listed' : 'open', isListed };
}

async function readUnrecorded(db: Queryable, district: string): Promise<Stated[]> {
	const { rows } = await db.query<Stated>(
		`select ${UNIT}, ${DANGER_STATE} as state,
			array(select subdistrict from feature_place p where p.district = f.district and p.feature = f.id) as places
		from feature f where f.district = $1 and ${UNRECORDED}`,
		[district]
	);
	return rows;
}

/** One of each unit that is still there, its worst; the worst first, then by id. */
function worstOfUnits(rows: readonly Stated[]): Stated[] {
	const rank = ({ state }: Stated) => STATES.indexOf(state);
	const sorted = rows
		.filter(({ unit }) => unit !== null)
		.toSorted((a, b) => rank(a) - rank(b) || (a.unit! < b.unit! ? -1 : 1));
	return [...Map.groupBy(sorted, ({ unit }) => unit).values()].map(([worst]) => worst);
}

function shareOf(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole;
}

function markOf(row: Stated, sight: Sight, subdistricts: ReadonlyMap<string, string>): DangerMark {
	const persons = personsOf(row.layer, seenAttributes(sight, row.layer, row.attributes));
	const place = row.places.find((id) => subdistricts.has(id)) ?? row.places[0] ?? null;
	return {
		feature: row.unit!,
		layer: row.layer,
		name: row.name,
		subdistrict: place && (subdistricts.get(place) ?? place),
		at: [row.lng, row.lat],
		state: row.state,
		// Who answers in the unit itself: the last of the three, the first of a hazard source.
		responsible: (row.layer === 'hazard_source' ? persons[0] : persons[2])?.name ?? null
	};
}
