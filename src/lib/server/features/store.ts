import type { Queryable } from '../db/database.ts';

/** A feature as rows of the table hold it. Geometries are WKB in hex. */
export interface StoredFeature {
	id: string;
	layer: string;
	name: string | null;
	/** JSON. */
	attributes: string;
	wkb: string;
	wkbM: string;
	accuracyM: number | null;
	row: number;
}

/** Where and by which batch features are stored. */
export interface Destination {
	district: string;
	metricSrid: number;
	batch: number;
}

/** Positions (0 first) of those whose geometry the database does not hold for valid, in either coordinates. */
export async function invalidAmong(
	tx: Queryable,
	features: readonly Pick<StoredFeature, 'wkb' | 'wkbM'>[]
): Promise<number[]> {
	if (features.length === 0) return [];
	const { rows } = await tx.query<{ valid: boolean }>(
		`select ST_IsValid(g::geometry) and ST_IsValid(m::geometry) as valid
		 from unnest($1::text[], $2::text[]) with ordinality as u(g, m, n) order by n`,
		[features.map((feature) => feature.wkb), features.map((feature) => feature.wkbM)],
		features.length
	);
	return rows.flatMap(({ valid }, i) => (valid ? [] : [i]));
}

/** Moves features of these ids to the past, replaced by this batch. Returns how many there were. */
export async function replaceFeatures(tx: Queryable, to: Destination, ids: readonly string[]): Promise<number> {
	const moved = await tx.query(
		`insert into feature_past (district, id, layer, name, attributes, geom, geom_m, accuracy_m, batch, row_number, updated_at, replaced_by)
		 select district, id, layer, name, attributes, geom, geom_m, accuracy_m, batch, row_number, updated_at, $2
		 from feature where district = $1 and id = any($3::text[])`,
		[to.district, to.batch, ids]
	);
	if (moved.count > 0)
		await tx.query('delete from feature where district = $1 and id = any($2::text[])', [to.district, ids], moved.count);
	return moved.count;
}

/** Stores features. Throws a DatabaseError with 23505 for an id that is taken and 23514 for an invalid geometry. */
export async function insertFeatures(
	tx: Queryable,
	to: Destination,
	features: readonly StoredFeature[]
): Promise<void> {
	await tx.query(
		`insert into feature (district, id, layer, name, attributes, geom, geom_m, accuracy_m, batch, row_number)
		 select $1, id, layer, name, attributes::jsonb, ST_SetSRID(g::geometry, 4326), ST_SetSRID(m::geometry, $2), accuracy, $3, row_number
		 from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::float8[], $11::int4[])
			as u(id, layer, name, attributes, g, m, accuracy, row_number)`,
		[
			to.district,
			to.metricSrid,
			to.batch,
			features.map((feature) => feature.id),
			features.map((feature) => feature.layer),
			features.map((feature) => feature.name),
			features.map((feature) => feature.attributes),
			features.map((feature) => feature.wkb),
			features.map((feature) => feature.wkbM),
			features.map((feature) => feature.accuracyM),
			features.map((feature) => feature.row)
		],
		features.length
	);
}

/** Deletes what a batch stored. Returns how many features there were. */
export async function deleteBatch(tx: Queryable, district: string, batch: number): Promise<number> {
	return (await tx.query('delete from feature where district = $1 and batch = $2', [district, batch])).count;
}

/** Brings back what a batch replaced. Returns how many features there were. */
export async function restoreReplaced(tx: Queryable, district: string, batch: number): Promise<number> {
	const restored = await tx.query(
		`insert into feature (district, id, layer, name, attributes, geom, geom_m, accuracy_m, batch, row_number, updated_at)
		 select district, id, layer, name, attributes, geom, geom_m, accuracy_m, batch, row_number, updated_at
		 from feature_past where district = $1 and replaced_by = $2`,
		[district, batch]
	);
	await tx.query(
		'delete from feature_past where district = $1 and replaced_by = $2',
		[district, batch],
		restored.count
	);
	return restored.count;
}
