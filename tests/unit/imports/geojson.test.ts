import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAll, shared, upload } from './file.ts';

const FOLDER = 'malformed/geojsonhint/test/data';

/** Everything said of a file: why it was refused whole, or what was refused or mended in its rows. */
async function saidOf(path: string): Promise<{ row: number | null; en: string; zh: string }[]> {
	try {
		const { tables } = await readAll(path);
		return tables.flatMap((table) => [
			...table.notes.map((text) => ({ row: null, ...text })),
			...table.rows.flatMap((row) =>
				[row.refused, ...(row.mended ?? [])].flatMap((note) =>
					note === null ? [] : [{ row: row.number, ...note.text }]
				)
			)
		]);
	} catch (error) {
		expect(error).toMatchObject({ name: 'FileRefused' });
		const { words, row } = error as { words: { zh: string; en: string }; row: number | null };
		return [{ row, ...words }];
	}
}

/** Unclosed and too short rings are found later, where geometries are made valid. */
const FOUND_LATER = ['different-first-last', 'short-line', 'short-linearring', 'short-multilinestring'];
/** The validator these files come from has nothing against it either: ten decimals are no fault. */
const HARMLESS = ['excessive_precision_truncated'];

test.each(
	readdirSync(shared(`${FOLDER}/bad`))
		.filter((name) => name.endsWith('.geojson'))
		.map((name) => name.replace('.geojson', ''))
)('bad/%s: what is wrong is said', async (name) => {
	const said = await saidOf(shared(`${FOLDER}/bad/${name}.geojson`));
	if (FOUND_LATER.includes(name)) return expect(said).toEqual([]);
	if (HARMLESS.includes(name)) {
		expect(JSON.parse(readFileSync(shared(`${FOLDER}/bad/${name}.result`), 'utf8'))).toEqual([]);
		return expect(said).toEqual([]);
	}
	expect(said.length).toBeGreaterThan(0);
	for (const { zh, en } of said) {
		expect(zh).toMatch(/\p{Script=Han}/u);
		expect(en).toMatch(/[.]$/);
	}
});

test.each([
	['bad-json', 3, 'line 3, column 5'],
	['featurecollection', null, 'features'],
	['notype', 1, 'type'],
	['multiple_problems', 1, 'coordinates[1]'],
	['badcoord', 1, 'coordinates[2]'],
	['point-toomany', 1, '4 numbers'],
	['unknowntype', 1, '"FooBar"']
])('bad/%s is told at row %s with %s', async (name, row, part) => {
	const said = await saidOf(shared(`${FOLDER}/bad/${name}.geojson`));
	expect(said.some((note) => note.row === row && note.en.includes(part))).toBe(true);
});

test.each(readdirSync(shared(`${FOLDER}/good`)).filter((name) => name.endsWith('.geojson')))(
	'good/%s is read',
	async (name) => {
		const said = await saidOf(shared(`${FOLDER}/good/${name}`));
		const reasons: Record<string, RegExp> = {
			'nullgeometry.geojson': /geometry is null/,
			'good-geometrycollection.geojson': /mixes points, lines and areas/,
			'multipolygon.geojson': /wound/,
			'good-polygon.geojson': /wound/,
			'issue82.geojson': /wound/
		};
		for (const { en } of said) expect(en).toMatch(reasons[name]);
	}
);

test('a file that is cut off says where it ends', async () => {
	await expect(
		readAll(upload('a.geojson', '{"type":"FeatureCollection",\n"features":[{"type":'))
	).rejects.toMatchObject({
		row: 2,
		words: { en: expect.stringContaining('line 2, column') }
	});
});

test('the CRS of an old GeoJSON counts, RFC 7946 has none to state', async () => {
	const point = { type: 'Point', coordinates: [500000, 3375000] };
	const old = { ...point, crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } } };
	expect((await readAll(upload('a.geojson', JSON.stringify(old)))).tables[0].crs).toBe('urn:ogc:def:crs:EPSG::4547');
	expect((await readAll(upload('a.geojson', JSON.stringify(point)))).tables[0].crs).toBe('EPSG:4326');
	expect((await readAll(upload('a.geojson', JSON.stringify({ ...point, crs: null })))).tables[0].crs).toBeNull();
});

test('GeoJSON in GB18030 is read', async () => {
	const bytes = Buffer.concat([
		Buffer.from('{"type":"Feature","properties":{"name":"'),
		Buffer.from([0xc4, 0xcf, 0xbe, 0xa9]),
		Buffer.from('"},"geometry":{"type":"Point","coordinates":[118.8,32.1]}}')
	]);
	expect((await readAll(upload('a.geojson', bytes))).tables[0].rows[0].properties.name).toBe('南京');
});

test('NDJSON counts lines, takes record separators, and refuses a broken line alone', async () => {
	const point = '{"type":"Feature","id":"a","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}';
	const { tables } = await readAll(upload('a.ndjson', `${point}\n\n\u001e${point}\r\n{"type":\n`));
	expect(tables[0].rows.map(({ number, key, refused }) => [number, key, refused === null])).toEqual([
		[1, 'a', true],
		[3, 'a', true],
		[4, null, false]
	]);
	expect(tables[0].rows[2].refused?.text.en).toContain('line 4');
});
