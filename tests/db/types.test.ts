import { expect, test } from 'vitest';
import { describeBoth } from './both.ts';

describeBoth('types', (open) => {
	test('every type comes out as the contract says', async () => {
		const db = await open();
		const { rows } = await db.query(`select
			1::int2 as int2, 2::int4 as int4, 9007199254740991::int8 as int8, 1.5::float4 as float4, 0.1::float8 as float8,
			12.50::numeric as numeric, 'NaN'::float8 as nan, '-Infinity'::float8 as infinity, true as yes, false as no,
			'四色'::text as text, 'x'::varchar as varchar, null::text as nothing, date '2026-11-23' as date,
			timestamptz '2026-11-23 08:09:10.123+08' as at, '{"a":[1,"二",null]}'::jsonb as jsonb, '[1]'::json as json,
			'\\x00ff10'::bytea as bytea, count(*) as count, sum(2::int8) as sum, avg(3::int4) as avg from (values (1)) v`);
		expect(rows).toEqual([
			{
				int2: 1,
				int4: 2,
				int8: 9007199254740991,
				float4: 1.5,
				float8: 0.1,
				numeric: 12.5,
				nan: NaN,
				infinity: -Infinity,
				yes: true,
				no: false,
				text: '四色',
				varchar: 'x',
				nothing: null,
				date: '2026-11-23',
				at: new Date('2026-11-23T00:09:10.123Z'),
				jsonb: { a: [1, '二', null] },
				json: [1],
				bytea: new Uint8Array([0, 255, 16]),
				count: 1,
				sum: 2,
				avg: 3
			}
		]);
		expect(rows[0].bytea).toBeInstanceOf(Uint8Array);
	});

	test('arrays come out as arrays of their type', async () => {
		const db = await open();
		const { rows } = await db.query(`select
			array['a','b "c"', null, 'd\\e', '', 'NULL', '{x,y}'] as text, array[1,2,null]::int4[] as int4,
			array[3]::int8[] as int8, array[0.5,1]::float8[] as float8, array[true,false] as bool, '{}'::text[] as empty,
			array[[1,2],[3,4]] as nested, array['{"a":1}'::jsonb] as jsonb, array[timestamptz '2026-01-01 00:00Z'] as at`);
		expect(rows).toEqual([
			{
				text: ['a', 'b "c"', null, 'd\\e', '', 'NULL', '{x,y}'],
				int4: [1, 2, null],
				int8: [3],
				float8: [0.5, 1],
				bool: [true, false],
				empty: [],
				nested: [
					[1, 2],
					[3, 4]
				],
				jsonb: [{ a: 1 }],
				at: [new Date('2026-01-01T00:00:00Z')]
			}
		]);
	});

	test('every kind of parameter goes in and comes back', async () => {
		const db = await open();
		const at = new Date('2026-11-23T01:02:03.456Z');
		const bytes = new Uint8Array([0, 1, 254, 255]);
		const texts = ['一', 'a,b', 'c"d', 'e\\f', '', 'NULL', '{}', "g'h"];
		const { rows } = await db.query(
			`select $1::int4 as n, $2::float8 as x, $3::text as t, $4::boolean as b, $5::text as nothing, $6::timestamptz as at,
				$7::bytea as bytes, $8::text[] as texts, $9::float8[] as numbers, $10::int8[] as integers,
				$11::boolean[] as flags, $12::text::jsonb as json, $13::float8[] as column, $14::bytea[] as chunks`,
			[
				7,
				1e-7,
				'四',
				true,
				null,
				at,
				bytes,
				texts,
				[1.5, -2, NaN],
				[9007199254740991, 0],
				[true, false],
				JSON.stringify({ a: '二', b: null }),
				new Float64Array([0.1, 0.2]),
				[bytes]
			]
		);
		expect(rows).toEqual([
			{
				n: 7,
				x: 1e-7,
				t: '四',
				b: true,
				nothing: null,
				at,
				bytes,
				texts,
				numbers: [1.5, -2, NaN],
				integers: [9007199254740991, 0],
				flags: [true, false],
				json: { a: '二', b: null },
				column: [0.1, 0.2],
				chunks: [bytes]
			}
		]);
	});

	test('nulls in arrays survive', async () => {
		const db = await open();
		const { rows } = await db.query('select a, b from unnest($1::text[], $2::float8[]) v(a, b)', [
			['x', null],
			[null, 2]
		]);
		expect(rows).toEqual([
			{ a: 'x', b: null },
			{ a: null, b: 2 }
		]);
	});

	test('an integer beyond what a number holds is an error, not a wrong number', async () => {
		const db = await open();
		await expect(db.query('select 9007199254740993::int8 as n')).rejects.toMatchObject({ code: '22003' });
		expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
	});

	test('undefined and objects are refused with words that say what to do', async () => {
		const db = await open();
		await expect(db.query('select $1::text', [undefined])).rejects.toThrow('Parameter $1 is undefined; pass null');
		await expect(db.query('select $1, $2', ['a', { b: 1 }])).rejects.toThrow('write $2::text::jsonb');
	});

	test('the count is of rows returned or affected', async () => {
		const db = await open();
		await db.query('create table counted (n integer)');
		expect((await db.query('insert into counted select generate_series(1, 5)')).count).toBe(5);
		expect((await db.query('update counted set n = n + 1 where n > 3')).count).toBe(2);
		expect((await db.query('select n from counted')).count).toBe(5);
		expect((await db.query('delete from counted')).count).toBe(5);
		expect((await db.query('select n from counted')).count).toBe(0);
		await db.query('drop table counted');
	});

	test('one call is one statement', async () => {
		const db = await open();
		await expect(db.query('select 1; select 2')).rejects.toMatchObject({ code: '42601' });
	});
});
