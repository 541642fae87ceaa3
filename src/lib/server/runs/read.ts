import type { Queryable } from '../db/database.ts';

/** One feature as the run reads it: attributes still as text, geometry as WKB in the metric plane. */
export interface RawFeature {
	id: string;
	layer: string;
	name: string | null;
	attributes: string;
	accuracy_m: number | null;
	wkb: Uint8Array;
}

/** Small enough that a page dies young: what a run reads never piles up on the thread that answers requests. */
const PAGE = 2_000;

/** Every feature of a district in pages, ordered by id: the order in which the run numbers them. */
export async function* readFeatures(db: Queryable, district: string): AsyncGenerator<RawFeature[]> {
	let after = '';
	for (;;) {
		const { rows } = await db.query<RawFeature>(
			`select id, layer, name, attributes::text as attributes, accuracy_m, ST_AsBinary(geom_m, 'NDR') as wkb
			 from feature where district = $1 and id > $2 order by id limit ${PAGE}`,
			[district, after]
		);
		if (rows.length > 0) yield rows;
		if (rows.length < PAGE) return;
		after = rows[rows.length - 1].id;
	}
}

/** The features of these ids, ordered by id; one that is not there is not among them. */
export async function readFeaturesOf(db: Queryable, district: string, ids: readonly string[]): Promise<RawFeature[]> {
	const { rows } = await db.query<RawFeature>(
		`select id, layer, name, attributes::text as attributes, accuracy_m, ST_AsBinary(geom_m, 'NDR') as wkb
		 from feature where district = $1 and id = any($2::text[]) order by id`,
		[district, ids]
	);
	return rows;
}
