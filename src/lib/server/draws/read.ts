import type { DrawDetail, DrawItem, DrawList, DrawnSite, PooledSite } from '../../draws/api.ts';
import type { DrawSize } from '../../risk/draw/draw-by-size.ts';
import type { Recused } from '../../risk/draw/draw-inspectors.ts';
import { drawTable } from '../../risk/draw/table.ts';
import type { LayerId } from '../../risk/layer.ts';
import { seenAmong } from '../access/seen-among.ts';
import { seesAllRows } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { readRuleSet } from '../rules/rule-sets.ts';
import { visitedOn } from './visited.ts';

/** Whoever asks: what they may do decides whether they see what is not published. */
export type Reader = Pick<Who, 'id' | 'rights' | 'sight'>;

interface Row {
	id: string;
	day: string;
	name: string;
	seed: string;
	seed_given: boolean;
	by_name: string;
	at: Date;
	published_at: Date | null;
}

const COLUMNS = 'd.id, d.day, d.name, d.seed, d.seed_given, d.by_name, d.at, d.published_at';

/** A published draw is for everybody who sees a map; before that it is for whoever makes draws. */
function shownTo({ rights, sight }: Reader): string {
	if (!sight.tiers.has('general')) return 'false';
	return rights.has('draws.make') ? 'true' : 'd.published_at is not null';
}

/** The draws of a district that are shown, newest first. */
export async function listDraws(db: Queryable, who: Reader, district: string): Promise<DrawList> {
	const { rows } = await db.query<Row & { pool: number; drawn: number }>(
		`select ${COLUMNS}, jsonb_array_length(d.pool) as pool,
			(select count(*) from draw_site s where s.district = d.district and s.draw = d.id) as drawn
		from draw d where d.district = $1 and ${shownTo(who)} order by d.day desc, d.at desc, d.id`,
		[district]
	);
	return {
		district,
		items: rows.map((row) => ({ ...itemOf(row, who, district), pool: row.pool, drawn: Number(row.drawn) }))
	};
}

function itemOf(row: Row, { sight }: Reader, district: string): Omit<DrawItem, 'pool' | 'drawn'> {
	return {
		id: row.id,
		district,
		day: row.day,
		name: row.name,
		seed: row.seed,
		seedGiven: row.seed_given,
		by: sight.tiers.has('persons') ? row.by_name : null,
		at: row.at.toISOString(),
		publishedAt: row.published_at?.toISOString() ?? null
	};
}

interface WholeRow extends Row {
	rules_version: string;
	run: number;
	filter: DrawDetail['filter'];
	size: DrawSize;
	pool: PooledSite[];
	inspectors: { id: string; name: string }[];
	recused: Recused[];
	published_by: string | null;
}

/** A draw with everything by which it can be made again. Throws an AnswerError 404. */
export async function readDraw(db: Queryable, who: Reader, district: string, id: string): Promise<DrawDetail> {
	const { rows } = await db.query<WholeRow>(
		`select ${COLUMNS}, d.rules_version, d.run, d.filter, d.size, d.pool, d.inspectors, d.recused, d.published_by
		from draw d where d.district = $1 and d.id = $2::uuid and ${shownTo(who)}`,
		[district, id]
	);
	if (rows.length === 0) throw noDraw(id);
	const [row] = rows;
	const { sight } = who;
	const persons = sight.tiers.has('persons');
	const sites = await sitesOf(db, who, district, row);
	const rules = await readRuleSet(db, row.rules_version);
	const named = new Set(sites.map(({ feature }) => feature));
	return {
		...itemOf(row, who, district),
		rulesVersion: row.rules_version,
		run: Number(row.run),
		filter: row.filter,
		fieldName: rules.tables.subjectFields.rows.find(({ no }) => no === row.filter.field)?.name ?? null,
		size: row.size,
		sites,
		pool: row.pool.map((one) => ({ ...one, name: seesAllRows(sight) || named.has(one.id) ? one.name : null })),
		inspectors: persons ? row.inspectors : null,
		recused: !persons ? [] : row.recused.map((one) => (who.rights.has('draws.make') ? one : { ...one, reasons: [] })),
		table: drawTable(rules),
		publishedBy: persons ? row.published_by : null
	};
}

async function sitesOf(db: Queryable, who: Reader, district: string, draw: WholeRow): Promise<DrawnSite[]> {
	const { rows } = await db.query<{ no: number; feature: string; inspectors: string[] }>(
		'select no, feature, inspectors from draw_site where district = $1 and draw = $2::uuid order by no',
		[district, draw.id]
	);
	const features = rows.map(({ feature }) => feature);
	const seen = await seenAmong(db, who.sight, district, features);
	const visits = await visitedOn(db, district, features);
	const names = new Map(draw.inspectors.map(({ id, name }) => [id, name]));
	const pooled = new Map(draw.pool.map((one) => [one.id, one]));
	return rows.map(({ no, feature, inspectors }) => ({
		no,
		feature,
		name: pooled.get(feature)?.name ?? null,
		layer: feature.split('/', 1)[0] as LayerId,
		level: pooled.get(feature)?.level ?? null,
		inspectors: who.sight.tiers.has('persons')
			? inspectors.map((id) => ({ id, name: names.get(id) ?? id, isMe: id === who.id }))
			: null,
		visitedOn:
			(visits.get(feature) ?? [])
				.filter((day) => day >= draw.day)
				.sort()
				.at(-1) ?? null,
		isSeen: seen.has(feature)
	}));
}

/** No such draw, or none that is published: which of both is not told. */
export function noDraw(id: string): AnswerError {
	return new AnswerError(404, 'no-draw', {
		zh: `没有抽取 ${id}，或尚未公布。请回到列表重新选择。`,
		en: `There is no draw ${id}, or it is not published yet. Go back to the list and choose again.`
	});
}
