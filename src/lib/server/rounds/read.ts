import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Words } from '../../risk/words.ts';
import type { Leg } from '../../risk/rounds/order-round.ts';
import type { RoundDetail, RoundItem, RoundList, RoundStopItem, VisitState } from '../../rounds/api.ts';
import { seenWithUnit } from '../access/seen-with-unit.ts';
import { seenAttributes, seesAllRows, type Bind, type Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';

type Asking = Pick<Who, 'id' | 'sight'>;

const MOST_LISTED = 500;

/** Rounds of a district that are seen, the latest day first; `from` and `until` are days, both included. */
export async function listRounds(
	db: Queryable,
	who: Asking,
	{ district, from, until }: { district: string; from?: string; until?: string },
	now = new Date()
): Promise<RoundList> {
	const params: unknown[] = [district, from ?? null, until ?? null];
	const seen = seenRound(who.sight, district, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<RoundRow>(
		`select ${COLUMNS} from round r where r.district = $1 and ($2::date is null or r.day >= $2::date)
			and ($3::date is null or r.day <= $3::date) and ${seen}
		order by r.day desc, r.at desc, r.id limit ${MOST_LISTED}`,
		params
	);
	const today = districtDay(now, await currentRuleSet(db, district));
	return { items: rows.map((row) => itemOf(row, who, district)), today };
}

/** A round with its stops as they stand now. Throws an AnswerError 404. */
export async function readRound(db: Queryable, who: Asking, district: string, id: string): Promise<RoundDetail> {
	const params: unknown[] = [district, id];
	const seen = seenRound(who.sight, district, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<RoundRow>(
		`select ${COLUMNS} from round r where r.district = $1 and r.id = $2::uuid and ${seen}`,
		params
	);
	if (rows.length === 0) throw noRound(id);
	const [row] = rows;
	const item = itemOf(row, who, district);
	return {
		...item,
		start: row.start_lng === null || row.start_lat === null ? null : { lng: row.start_lng, lat: row.start_lat },
		stops: await stopsOf(db, who.sight, district, id),
		back: row.back,
		totalM: row.total_m,
		isShortest: row.is_shortest,
		// Of somebody else's they may lie where whoever asks sees nothing.
		leftOut: item.mine || seesAllRows(who.sight) ? row.left_out : []
	};
}

/**
 * The SQL condition by which `round r` is seen: by whoever sees every one of its stops. The way between two stops speaks of
 * both, so a round is not shown in part.
 */
function seenRound(sight: Sight, district: string, bind: Bind): string {
	return `not exists (select from round_stop s where s.district = r.district and s.round = r.id
		and not ${seenWithUnit(sight, district, 's', bind)})`;
}

/** No such round, or none that is seen: which of both is not told. */
function noRound(id: string): AnswerError {
	return new AnswerError(404, 'no-round', {
		zh: `没有检查路线 ${id}，或其中有不在您负责的街道内的单元。请回到列表重新选择。`,
		en: `There is no round ${id}, or it leads outside your subdistricts. Go back to the list and choose again.`
	});
}

const COLUMNS = `r.id, r.day, r.name, r.start_lng, r.start_lat, r.back, r.total_m, r.is_shortest, r.left_out, r.by_id,
	r.by_name, r.at,
	(select count(*) from round_stop n where n.district = r.district and n.round = r.id) as stops,
	(select count(*) from visit n where n.district = r.district and n.round = r.id and n.state = 'handed_in') as done`;

interface RoundRow {
	id: string;
	day: string;
	name: string;
	start_lng: number | null;
	start_lat: number | null;
	back: Leg | null;
	total_m: number;
	is_shortest: boolean;
	left_out: RoundDetail['leftOut'];
	by_id: string;
	by_name: string;
	at: Date;
	stops: number;
	done: number;
}

function itemOf(row: RoundRow, { id: asking, sight }: Asking, district: string): RoundItem {
	return {
		id: row.id,
		district,
		day: row.day,
		name: row.name,
		by: sight.tiers.has('persons') ? row.by_name : null,
		mine: row.by_id === asking,
		at: row.at.toISOString(),
		stops: row.stops,
		done: row.done
	};
}

interface StopRow {
	no: number;
	feature: string;
	planned_name: string | null;
	name: string | null;
	attributes: Attributes | null;
	level: Level | null;
	lng: number;
	lat: number;
	visit: string;
	state: VisitState | null;
	leg: Leg | null;
	score: number;
	why: Words[];
	here: Words;
}

async function stopsOf(db: Queryable, sight: Sight, district: string, round: string): Promise<RoundStopItem[]> {
	const { rows } = await db.query<StopRow>(
		`select s.no, s.feature, s.name as planned_name, f.name, f.attributes, a.level, s.lng, s.lat, s.visit, v.state,
			s.leg, s.score, s.why, s.here
		from round_stop s
		left join feature f on f.district = s.district and f.id = s.feature
		left join assessment a on a.district = s.district and a.run = $3::bigint and a.feature = s.feature
		left join visit v on v.district = s.district and v.id = s.visit
		where s.district = $1 and s.round = $2::uuid order by s.no`,
		[district, round, (await latestRun(db, district)) ?? 0]
	);
	return rows.map((row) => {
		const layer = row.feature.split('/', 1)[0] as LayerId;
		const { address } = seenAttributes(sight, layer, row.attributes ?? {});
		return {
			no: row.no,
			feature: row.feature,
			name: row.name ?? row.planned_name,
			layer,
			level: row.level,
			place: { lng: row.lng, lat: row.lat },
			address: typeof address === 'string' ? address : null,
			visit: row.visit,
			visitState: row.state ?? 'none',
			leg: row.leg,
			score: row.score,
			why: row.why,
			here: row.here,
			featureGone: row.attributes === null
		};
	});
}
