import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { DangerMark, Wall } from '../../wall/api.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { DANGER_STATE } from '../features/danger.ts';
import { POINT_ON } from '../features/list.ts';
import { personsOf } from '../lists/persons.ts';
import { figureWithoutPast } from './figure.ts';

interface Row {
	id: string;
	layer: LayerId;
	name: string | null;
	subdistrict: string | null;
	lng: number;
	lat: number;
	state: DangerMark['state'];
	attributes: Attributes;
}

/** The major hidden dangers of a district, and how many are overdue in each subdistrict. */
export interface ReadDangers {
	dangers: Wall['dangers'];
	overdue: Map<string, number>;
}

/**
 * The major hidden dangers as the register states them today (attribute `majorDanger`): one a feature, no history.
 *
 * @param subdistricts names by id, in the order in which they are told
 */
export async function readDangers(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	subdistricts: ReadonlyMap<string, string>
): Promise<ReadDangers> {
	const { rows } = await db.query<Row>(
		`select f.id, f.layer, f.name, a.subdistrict, ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat,
			${DANGER_STATE} as state, f.attributes
		from feature f left join assessment a on a.district = f.district and a.run = $2::bigint and a.feature = f.id
		where f.district = $1 and ${DANGER_STATE} is not null
		order by array_position(array['overdue', 'listed', 'open', 'closed'], ${DANGER_STATE}), f.id`,
		[district, run]
	);
	const many = (state: DangerMark['state'], within = rows) => within.filter((row) => row.state === state).length;
	const figure = (state: DangerMark['state'], formula: string) =>
		figureWithoutPast(many(state), { endpoint: 'features', query: { danger: state } }, formula);
	const parts = [...subdistricts].map(([id, name]) => {
		const within = rows.filter((row) => row.subdistrict === id);
		const closed = many('closed', within);
		return { id, name, open: within.length - closed, closed, progress: shareOf(closed, within.length) };
	});
	return {
		dangers: {
			open: figure('open', 'dangersOpen'),
			listed: figure('listed', 'dangersListed'),
			overdue: figure('overdue', 'dangersOverdue'),
			closed: figure('closed', 'dangersClosed'),
			progress: shareOf(many('closed'), rows.length),
			marks: rows.map((row) => markOf(row, sight, subdistricts)),
			bySubdistrict: parts
		},
		overdue: new Map(
			[...subdistricts.keys()].map((id) => [
				id,
				many(
					'overdue',
					rows.filter((row) => row.subdistrict === id)
				)
			])
		)
	};
}

function shareOf(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole;
}

function markOf(row: Row, sight: Sight, subdistricts: ReadonlyMap<string, string>): DangerMark {
	const persons = personsOf(row.layer, seenAttributes(sight, row.layer, row.attributes));
	return {
		feature: row.id,
		layer: row.layer,
		name: row.name,
		subdistrict: row.subdistrict && (subdistricts.get(row.subdistrict) ?? row.subdistrict),
		at: [row.lng, row.lat],
		state: row.state,
		// Who answers in the unit itself: the last of the three, the first of a hazard source.
		responsible: (row.layer === 'hazard_source' ? persons[0] : persons[2])?.name ?? null
	};
}
