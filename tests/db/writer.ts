/**
 * A process to be killed: opens the data folder of its first argument and lands batches of 50 features until then, each
 * acknowledged on standard output after its commit.
 */
import { openDatabase } from '../../src/lib/server/db/open.ts';

const db = await openDatabase({ folder: process.argv[2] });
await db.query(`insert into district (code, name, metric_srid) values ('d', '区', 4547) on conflict do nothing`);
process.stdout.write('ready\n');
for (let n = 0; ; n++) {
	const id = await db.transaction(async (tx) => {
		const batch = await tx.query<{ id: number }>(
			`insert into batch (district, file, sha256, crs, transform, kept, repaired, refused, report)
			 values ('d', 'f', '0', 'wgs84', 'none', 50, 0, 0, '[]') returning id`,
			[],
			1
		);
		for (let half = 0; half < 2; half++) {
			await tx.query(
				`insert into feature (district, id, layer, attributes, geom, geom_m, batch, row_number)
				 select 'd', $1::text || '-' || i, 'building', '{}', ST_SetSRID(ST_Point(114 + i / 1e4, 30), 4326),
					ST_SetSRID(ST_Point(i, 0), 4547), $1::int8, i
				 from generate_series($2::int, $2::int + 24) i`,
				[batch.rows[0].id, half * 25],
				25
			);
		}
		return batch.rows[0].id;
	});
	process.stdout.write(`landed ${id}\n`);
	if (n % 20 === 19) await db.flush();
}
