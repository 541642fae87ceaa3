import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LayerId } from '../../src/lib/risk/layer.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { importFile, type ImportRequest } from '../../src/lib/server/imports/batch.ts';
import { shared, upload } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';

const FOLDER = 'malformed/geojsonhint/test/data';
const files = (folder: string) =>
	readdirSync(shared(`${FOLDER}/${folder}`)).filter((name) => name.endsWith('.geojson'));

/** Nothing at all: no district, batch, feature or setting. */
async function expectEmpty(db: Database): Promise<void> {
	const { rows } = await db.query(
		`select (select count(*) from district) + (select count(*) from batch) + (select count(*) from feature)
			+ (select count(*) from feature_past) + (select count(*) from setting) as n`
	);
	expect(rows).toEqual([{ n: 0 }]);
}

/** What was said of a file, and whether it landed. */
async function outcomeOf(
	db: Database,
	request: ImportRequest
): Promise<{ landed: boolean; refused: string[]; repaired: string[] }> {
	try {
		const report = await importFile(db, SYSTEM, request);
		const tell = ({ row, text }: { row: number; text: { en: string } }) => `row ${row}: ${text.en}`;
		return {
			landed: report.landed,
			refused: report.refused.map(tell),
			repaired: [...report.repaired.map(tell), ...report.notes.map((note) => note.en)]
		};
	} catch (error) {
		expect(error).toMatchObject({ name: 'FileRefused', words: { zh: expect.stringMatching(/\p{Script=Han}/u) } });
		return { landed: false, refused: [(error as Error).message], repaired: [] };
	}
}

/** A layer that takes the first geometry of the file. */
function layerFor(path: string): LayerId {
	const type = /"(?:Multi)?(Point|LineString|Polygon)"/.exec(readFileSync(path, 'utf8'))?.[1];
	return type === 'Polygon' ? 'park' : type === 'LineString' ? 'road' : 'protection_target';
}

describeBoth('files that are wrong', (open) => {
	test('every bad GeoJSON is refused, or mended with a word on it; of a refused one nothing is left', async () => {
		const db = await open();
		for (const name of files('bad')) {
			const path = shared(`${FOLDER}/bad/${name}`);
			const { landed, refused, repaired } = await outcomeOf(db, {
				file: path,
				layer: layerFor(path),
				district: 'test'
			});
			// Ten decimals: the validator these files come from has nothing against it either.
			if (name === 'excessive_precision_truncated.geojson') expect(landed).toBe(true);
			else expect([...refused, ...repaired], name).not.toEqual([]);
			expect(landed, `${name}: ${refused.join(' ')}`).toBe(refused.length === 0);
			if (landed) await db.query('truncate district, batch, feature, feature_past, setting cascade');
			else await expectEmpty(db);
		}
	});

	test('every good GeoJSON lands, or says what a district map cannot show of it', async () => {
		const db = await open();
		const refusals: Record<string, RegExp> = {
			'nullgeometry.geojson': /no position/,
			'good-geometrycollection.geojson': /mixes points, lines and areas/,
			// A line and an area among points, in the layer of the points.
			'good-featurecollection.geojson': /takes/,
			'good-featurecollection-extensions.geojson': /takes/,
			// Latitudes beyond the poles.
			'issue82.geojson': /row 1/
		};
		for (const name of files('good')) {
			const path = shared(`${FOLDER}/good/${name}`);
			const layer = name.startsWith('good-featurecollection') ? 'enterprise' : layerFor(path);
			const { landed, refused } = await outcomeOf(db, { file: path, layer, district: 'test' });
			expect(landed, `${name}: ${refused.join(' ')}`).toBe(!(name in refusals));
			if (landed) await db.query('truncate district, batch, feature, feature_past, setting cascade');
			else {
				expect(refused.join(' ')).toMatch(refusals[name]);
				await expectEmpty(db);
			}
		}
	});

	test('a batch with a refused row does not land and lists every one; accepted, the others land', async () => {
		const db = await open();
		const file = upload(
			'企业.csv',
			'名称,经度,纬度,企业类型\n甲,114,30,加油站\n乙,114,30,宇宙飞船\n丙,,30,加油站\n丁,114.1,95,加油站\n'
		);
		const request = { file, layer: 'enterprise', crs: 'wgs84' } as const;
		const report = await importFile(db, SYSTEM, request);
		expect(report).toMatchObject({ landed: false, batch: null, kept: 0, refusedCount: 3 });
		expect(report.refused.map(({ row }) => row)).toEqual([3, 4, 5]);
		expect(report.refused[0].text.zh).toContain('宇宙飞船');
		await expectEmpty(db);
		const accepted = await importFile(db, SYSTEM, { ...request, acceptRefused: true });
		expect(accepted).toMatchObject({ landed: true, kept: 1, refusedCount: 3, byLayer: { enterprise: 1 } });
		expect((await db.query('select kept, refused from batch')).rows).toEqual([{ kept: 1, refused: 3 }]);
	});

	test('a file of the wrong kind of geometry, with a repeated key, without a layer, or with an unknown CRS says so', async () => {
		const db = await open();
		const points = upload('点.csv', '编号,名称,经度,纬度\n1,甲,114,30\n1,乙,114,30\n');
		const lines = await importFile(db, SYSTEM, { file: points, layer: 'pipeline', crs: 'wgs84' });
		expect(lines.refused[0].text).toMatchObject({
			zh: expect.stringContaining('只收线'),
			en: expect.stringContaining('takes lines')
		});
		const twice = await importFile(db, SYSTEM, { file: points, layer: 'enterprise', crs: 'wgs84' });
		expect(twice.refused).toMatchObject([{ row: 3, field: 'key', text: { en: expect.stringContaining('row 2') } }]);
		await expect(importFile(db, SYSTEM, { file: points })).rejects.toThrow(/--layer/);
		await expect(importFile(db, SYSTEM, { file: points, layer: 'enterprise', crs: 'EPSG:1' })).rejects.toMatchObject({
			name: 'FileRefused'
		});
		const empty = upload('空.geojson', '{"type":"FeatureCollection","features":[]}');
		expect(await importFile(db, SYSTEM, { file: empty, layer: 'enterprise' })).toMatchObject({
			landed: false,
			kept: 0
		});
		await expectEmpty(db);
	});

	test('a bow-tie is repaired and both geometries are valid; the report says how', async () => {
		const db = await open();
		const bowtie = {
			type: 'Polygon',
			coordinates: [
				[
					[114, 30],
					[114.01, 30.01],
					[114.01, 30],
					[114, 30.01],
					[114, 30]
				]
			]
		};
		const report = await importFile(db, SYSTEM, { file: upload('a.geojson', JSON.stringify(bowtie)), layer: 'park' });
		expect(report).toMatchObject({ landed: true, kept: 1, refusedCount: 0 });
		expect(report.repaired.map(({ row }) => row)).toContain(1);
		expect(
			(
				await db.query(
					'select ST_IsValid(geom) as a, ST_IsValid(geom_m) as b, ST_NumGeometries(geom) as n from feature'
				)
			).rows
		).toEqual([{ a: true, b: true, n: 2 }]);
	});

	test('names, keys and texts that no database stores are refused by row and field', async () => {
		const db = await open();
		const feature = (id: string, name: string, address = '解放路') => ({
			type: 'Feature',
			id,
			properties: { 名称: name, 地址: address },
			geometry: { type: 'Point', coordinates: [114, 30] }
		});
		const features = [
			feature('a', '甲\0厂'),
			feature('b', '乙\ud800厂'),
			feature('c', '丙厂', '解放路\0'),
			feature('d'.repeat(300), '丁厂'),
			feature('e', '戊😀厂')
		];
		const file = upload('a.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
		const report = await importFile(db, SYSTEM, { file, layer: 'enterprise', acceptRefused: true });
		expect(report.refused.map(({ row, field }) => [row, field])).toEqual([
			[1, 'name'],
			[2, 'name'],
			[3, 'address'],
			[4, 'key']
		]);
		expect((await db.query(`select id, name from feature`)).rows).toEqual([{ id: 'enterprise/e', name: '戊😀厂' }]);
	});
});
