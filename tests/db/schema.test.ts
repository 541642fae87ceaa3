import { expect, test } from 'vitest';
import type { Database } from '../../src/lib/server/db/database.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { MIGRATIONS } from '../../src/lib/server/db/migrations.ts';
import { describeBoth } from './both.ts';

const BOW_TIE = 'POLYGON((0 0,10 10,10 0,0 10,0 0))';
const SQUARE = 'POLYGON((0 0,0 10,10 10,10 0,0 0))';

async function land(db: Database, geom: string, id = 'a'): Promise<void> {
	await db.transaction(async (tx) => {
		await tx.query(`insert into district (code, name, metric_srid) values ('d', '区', 4547) on conflict do nothing`);
		const batch = await tx.query<{ id: number }>(
			`insert into batch (district, file, sha256, crs, transform, kept, repaired, refused, report)
			 values ('d', 'f', '0', 'wgs84', 'none', 1, 0, 0, '[]') returning id`,
			[],
			1
		);
		await tx.query(
			`insert into feature (district, id, layer, attributes, geom, geom_m, batch, row_number)
			 values ('d', $1, 'park', '{}', ST_GeomFromText($2, 4326), ST_GeomFromText($2, 4547), $3, 1)`,
			[id, geom, batch.rows[0].id],
			1
		);
	});
}

describeBoth('schema', (open) => {
	test('every migration is remembered once, and a second start changes nothing', async () => {
		const db = await open();
		const before = await db.query('select * from schema_migration order by id');
		expect(before.rows.map((row) => [row.id, row.title])).toEqual(MIGRATIONS.map(({ id, title }) => [id, title]));
		await migrate(db);
		expect((await db.query('select * from schema_migration order by id')).rows).toEqual(before.rows);
	});

	test('two starts at once migrate once', async () => {
		const db = await open();
		const next = { id: 9001, title: 'next', statements: ['create table next_one (n integer)'] };
		try {
			await Promise.all([1, 2, 3].map(() => migrate(db, [...MIGRATIONS, next])));
			expect((await db.query('select title from schema_migration where id = 9001')).rows).toEqual([{ title: 'next' }]);
		} finally {
			await db.query('delete from schema_migration where id = 9001');
		}
	});

	test('a migration that fails leaves nothing of itself', async () => {
		const db = await open();
		const next = { id: 9001, title: 'next', statements: ['create table half (n integer)', 'select 1/0'] };
		await expect(migrate(db, [...MIGRATIONS, next])).rejects.toMatchObject({ code: '22012' });
		await expect(db.query('select * from half')).rejects.toMatchObject({ code: '42P01' });
		expect((await db.query('select 1 from schema_migration where id = 9001')).count).toBe(0);
	});

	test('a database of a newer Sise is refused with words', async () => {
		const db = await open();
		await db.query(`insert into schema_migration (id, title) values (9002, 'from tomorrow')`);
		try {
			await expect(migrate(db)).rejects.toThrow('it has migration 9002, "from tomorrow"');
		} finally {
			await db.query('delete from schema_migration where id = 9002');
		}
	});

	test('the checks refuse a bow-tie, an empty geometry and a wrong SRID by their names', async () => {
		const db = await open();
		await land(db, SQUARE);
		await expect(land(db, BOW_TIE, 'b')).rejects.toMatchObject({
			code: '23514',
			constraint: expect.stringMatching(/^feature_geom(_m)?_valid$/)
		});
		await expect(land(db, 'POLYGON EMPTY', 'c')).rejects.toMatchObject({ code: '23514' });
		await expect(db.query('update feature set geom = ST_SetSRID(geom, 4547)')).rejects.toMatchObject({
			code: '23514',
			constraint: 'feature_geom_srid'
		});
		await expect(land(db, SQUARE)).rejects.toMatchObject({ code: '23505', constraint: 'feature_pkey' });
		expect((await db.query('select id from feature')).rows).toEqual([{ id: 'a' }]);
		expect((await db.query('select count(*) as n from batch')).rows).toEqual([{ n: 1 }]);
	});

	test('a thousand features in one statement', async () => {
		const db = await open();
		await land(db, SQUARE);
		const n = 1000;
		const ids = Array.from({ length: n }, (_, i) => `b${i}`);
		const wkb = (x: number, y: number) => {
			const bytes = Buffer.alloc(21);
			bytes.writeUInt8(1, 0);
			bytes.writeUInt32LE(1, 1);
			bytes.writeDoubleLE(x, 5);
			bytes.writeDoubleLE(y, 13);
			return bytes.toString('hex');
		};
		await db.query(
			`insert into feature (district, id, layer, name, attributes, geom, geom_m, accuracy_m, batch, row_number)
			 select 'd', id, 'building', name, attributes::jsonb, ST_GeomFromWKB(decode(g, 'hex'), 4326),
				ST_GeomFromWKB(decode(m, 'hex'), 4547), accuracy, (select id from batch), row_number
			 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::int4[])
				v(id, name, attributes, g, m, accuracy, row_number)`,
			[
				ids,
				ids.map((id) => (id === 'b1' ? null : `楼 "${id}"`)),
				ids.map((id) => JSON.stringify({ 名: id })),
				ids.map((_, i) => wkb(114 + i / 1e4, 30)),
				ids.map((_, i) => wkb(500000 + i, 3300000)),
				ids.map((_, i) => (i % 2 ? null : 0.5)),
				ids.map((_, i) => i)
			],
			n
		);
		const near = await db.query<{ id: string; d: number }>(
			`select id, ST_Distance(geom_m, ST_SetSRID(ST_Point(500000, 3300003), 4547)) as d from feature
			 where layer = 'building' and ST_DWithin(geom_m, ST_SetSRID(ST_Point(500000, 3300003), 4547), 5) order by d`
		);
		expect(near.rows.map(({ id }) => id)).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
		expect(near.rows[4].d).toBeCloseTo(5, 9);
	});
});
