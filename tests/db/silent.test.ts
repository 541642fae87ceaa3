import { expect, test } from 'vitest';
import { describeBoth } from './both.ts';

/**
 * Statements in which GEOS or PROJ throws. PostGIS on a server answers each with an error; in PGlite each is silent:
 * it gives no rows, or fewer, or says that it is done. Through the adapter each is an error and stores nothing.
 */
const BOW_TIE = `ST_GeomFromText('POLYGON((0 0,10 10,10 0,0 10,0 0))')`;
const OTHER = `ST_GeomFromText('POLYGON((0 0,5 5,10 0,0 5,0 0))')`;
// Row 50 alone is a bow-tie; squares elsewhere. No table has a check here: that is what these are about.
const ROWS = `(select i, case i when 50 then ${BOW_TIE} else ST_MakeEnvelope(0, 0, i, i) end as g from generate_series(1, 101) i) r`;

// Both valid; the second is the first moved along its own edge, up to the last bit. GEOS throws, and natively tries again.
const NEARLY = `
	(select ST_GeomFromText('POLYGON((0 0,8.167374726030856 5.770094460629949,2.397280265400907 13.937469186660804,-5.770094460629949 8.167374726030856,0 0))') as g) a,
	(select ST_GeomFromText('POLYGON((6.537363556021395 4.618522659612894,14.70473828205225 10.388617120242841,8.934643821422302 18.555991846273695,0.7672690953914474 12.78589738564375,6.537363556021395 4.618522659612894))') as g) b`;

const SILENT: Record<string, string> = {
	'a constant overlay, folded while it is planned': `insert into out_ (g) select ST_Union(${BOW_TIE}, ${OTHER})`,
	'one bow-tie among 101 rows': `insert into out_ (i, g) select i, ST_Intersection(g, ${OTHER}) from ${ROWS}`,
	'one bow-tie in a SELECT': `select i, ST_Intersection(g, ${OTHER}) as g from ${ROWS}`,
	'an overlay in an aggregate': `select ST_Area(ST_Union(ST_Intersection(g, ${OTHER}))) from ${ROWS}`,
	'an overlay in a WHERE': `insert into out_ (i) select i from ${ROWS} where ST_Area(ST_Difference(g, ${OTHER})) > 0`,
	'an overlay in an UPDATE': `update out_ set g = ST_SymDifference(${BOW_TIE}, ${OTHER})`,
	'an overlay in a DELETE': `delete from out_ where i = 0 and ST_Area(ST_Union(${BOW_TIE}, ST_Translate(${OTHER}, i, i))) > 0`,
	'an overlay in a CTE that writes': `with w as (insert into out_ (i, g) select i, ST_Intersection(g, ${OTHER}) from ${ROWS} returning i) select count(*) from w`,
	'an overlay in CREATE TABLE AS': `create table made as select ST_Intersection(g, ${OTHER}) as g from ${ROWS}`,
	'an overlay in PL/pgSQL': `do $$ begin insert into out_ values (1); perform ST_Union(${BOW_TIE}, ${OTHER}); end $$`,
	'a relate pattern that is none': `select ST_Relate(${BOW_TIE}, ${OTHER}, 'nonsense')`,
	'a projection that is none': `select ST_Transform(ST_SetSRID(ST_Point(114, 30), 4326), '+proj=nonsense')`
};

/** Errors that PGlite does report; they must not be taken for silent ones, nor end the session. */
const LOUD: Record<string, string> = {
	'an unclosed ring': `insert into out_ (g) select ST_GeomFromText('POLYGON((0 0,1 1,2 0))')`,
	'a coordinate beyond the projection': `select ST_Transform(ST_SetSRID(ST_Point(1e30, 95), 4326), 4547)`,
	'an unknown SRID': `select ST_Transform(ST_SetSRID(ST_Point(114, 30), 4326), 999999)`,
	'a geometry that is none': `select ST_GeomFromText('POINT(')`,
	'a GeoJSON that is none': `select ST_GeomFromGeoJSON('{"type":"Nonsense"}')`
};

/** What is used, and must never raise a false alarm: notices of invalid geometry among them. */
const USED = [
	`select ST_IsValid(${BOW_TIE}), ST_IsValidReason(${BOW_TIE}), ST_IsValidDetail(${BOW_TIE})`,
	`select ST_IsValid('POLYGON((0 0,NaN 1,2 0,0 0))'::geometry)`,
	`select ST_Distance(${BOW_TIE}, ${OTHER}), ST_DWithin(${BOW_TIE}, ${OTHER}, 3), ST_ClosestPoint(${BOW_TIE}, ${OTHER})`,
	`select ST_Transform(ST_SetSRID(ST_Point(114, 30), 4326), 4547), ST_Area(${BOW_TIE}), ST_Length(ST_ExteriorRing(${OTHER}))`,
	`select ST_LineLocatePoint('LINESTRING(0 0,1 1)'::geometry, 'POINT(1 0)'::geometry)`,
	`select ST_AsGeoJSON(${OTHER}), ST_AsBinary(${OTHER}), ST_PointOnSurface('POLYGON((0 0,0 1,1 1,0 0))'::geometry)`,
	'select',
	''
];

describeBoth('silent statements', (open, kind) => {
	const prepare = async () => {
		const db = await open();
		await db.query('create table out_ (i integer default 0, g geometry)');
		await db.query('insert into out_ default values');
		return db;
	};
	const untouched = [{ i: 0, g: null }];

	for (const [name, statement] of Object.entries(SILENT)) {
		test(`${name}: an error, nothing stored, and the next one works`, async () => {
			const db = await prepare();
			await expect(db.query(statement)).rejects.toThrow(
				kind === 'embedded' ? 'GEOS or PROJ raised an error that the embedded database swallows' : /./
			);
			expect((await db.query('select * from out_')).rows).toEqual(untouched);
			await expect(db.query('select * from made')).rejects.toMatchObject({ code: '42P01' });
		});
	}

	test('the overlay of two valid squares with edges in one line: an answer or an error, never nothing', async () => {
		const db = await prepare();
		const overlay = db.query(`insert into out_ (i, g) select 1, ST_Union(a.g, b.g) from ${NEARLY}`);
		if (kind === 'embedded') await expect(overlay).rejects.toThrow('swallows');
		else expect((await overlay).count).toBe(1);
		const stored = await db.query('select i from out_ where i = 1');
		expect(stored.count).toBe(kind === 'embedded' ? 0 : 1);
	});

	test('in a transaction it takes what went before with it, also when it is swallowed', async () => {
		const db = await prepare();
		for (const swallow of [false, true]) {
			const work = db.transaction(async (tx) => {
				await tx.query('insert into out_ (i) values (1)');
				const silent = tx.query(SILENT['one bow-tie among 101 rows']);
				await (swallow ? silent.catch(() => {}) : silent);
			});
			await expect(work).rejects.toThrow();
			expect((await db.query('select * from out_')).rows).toEqual(untouched);
		}
	});

	test('requests that wait behind it are not touched by it', async () => {
		const db = await prepare();
		const behind = [db.query(SILENT['one bow-tie in a SELECT']), db.query('select 1 as n'), db.query('select 2 as n')];
		const [silent, one, two] = await Promise.allSettled(behind);
		expect(silent.status).toBe('rejected');
		expect(one).toMatchObject({ status: 'fulfilled', value: { rows: [{ n: 1 }] } });
		expect(two).toMatchObject({ status: 'fulfilled', value: { rows: [{ n: 2 }] } });
	});

	test('listeners still hear afterwards', async () => {
		const db = await prepare();
		const heard: string[] = [];
		await db.listen('after', (payload) => heard.push(payload));
		await db.query(SILENT['one bow-tie in a SELECT']).catch(() => {});
		await db.query(`select pg_notify('after', 'yes')`);
		await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['yes']);
	});

	for (const [name, statement] of Object.entries(LOUD)) {
		test(`${name}: PostGIS' own error`, async () => {
			const db = await prepare();
			await expect(db.query(statement)).rejects.toThrow(/^(?!.*swallows)/);
			expect((await db.query('select * from out_')).rows).toEqual(untouched);
		});
	}

	test('what is used raises no alarm', async () => {
		const db = await prepare();
		for (const statement of USED) await db.query(statement);
	});
});
