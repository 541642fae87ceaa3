import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { upload } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';

const importCsv = async (db: Database, rows: string) => {
	const file = upload('企业.csv', `编号,名称,经度,纬度\n${rows}`);
	const report = await importFile(db, SYSTEM, {
		file,
		layer: 'enterprise',
		crs: 'wgs84',
		district: '420112',
		name: '示范区'
	});
	expect(report.landed).toBe(true);
	return { ...report, batch: report.batch ?? 0 };
};
const stateOf = async (db: Database) => ({
	features: (
		await db.query(
			'select id, name, batch, row_number, ST_AsText(geom) as geom, ST_AsText(geom_m) as geom_m, accuracy_m, updated_at from feature order by id'
		)
	).rows,
	past: (await db.query('select id, name, batch, replaced_by from feature_past order by id, replaced_by')).rows
});
const namesOf = async (db: Database) =>
	(await db.query<{ name: string }>('select name from feature order by id')).rows.map(({ name }) => name);

describeBoth('undo', (open) => {
	test('a batch is taken back whole', async () => {
		const db = await open();
		const { batch } = await importCsv(db, '1,甲,114,30\n2,乙,114.1,30\n');
		expect(await undoBatch(db, SYSTEM, batch)).toEqual({
			batch,
			district: '420112',
			file: '企业.csv',
			deleted: 2,
			restored: 0
		});
		expect(await stateOf(db)).toEqual({ features: [], past: [] });
		const { rows } = await db.query<{ version: number; undone: boolean }>(
			'select d.version, b.undone_at is not null as undone from district d join batch b on b.district = d.code'
		);
		expect(rows).toEqual([{ version: 2, undone: true }]);
	});

	test('the same key replaces, and undo brings back exactly what was there', async () => {
		const db = await open();
		await importCsv(db, '1,甲,114,30\n2,乙,114.1,30\n');
		const before = await stateOf(db);
		const second = await importCsv(db, '2,乙二,114.2,30\n3,丙,114.3,30\n');
		expect(second).toMatchObject({ kept: 2, replaced: 1 });
		expect(await namesOf(db)).toEqual(['甲', '乙二', '丙']);
		expect(await undoBatch(db, SYSTEM, second.batch)).toMatchObject({ deleted: 2, restored: 1 });
		expect(await stateOf(db)).toEqual(before);
	});

	test('a batch that a later one replaced in part is not undone, and the later one is named', async () => {
		const db = await open();
		const first = await importCsv(db, '1,甲,114,30\n');
		const second = await importCsv(db, '1,甲二,114,30\n');
		const third = await importCsv(db, '1,甲三,114,30\n');
		const before = await stateOf(db);
		await expect(undoBatch(db, SYSTEM, first.batch)).rejects.toMatchObject({
			name: 'UndoRefused',
			words: { en: expect.stringContaining(`batch ${second.batch} (企业.csv, 1 features)`) }
		});
		expect(await stateOf(db)).toEqual(before);
		await undoBatch(db, SYSTEM, third.batch);
		await undoBatch(db, SYSTEM, second.batch);
		expect(await namesOf(db)).toEqual(['甲']);
		await undoBatch(db, SYSTEM, first.batch);
		expect(await namesOf(db)).toEqual([]);
	});

	test('undone twice, or one that never was: refused in words', async () => {
		const db = await open();
		const { batch } = await importCsv(db, '1,甲,114,30\n');
		await undoBatch(db, SYSTEM, batch);
		await expect(undoBatch(db, SYSTEM, batch)).rejects.toMatchObject({
			name: 'UndoRefused',
			words: { en: expect.stringContaining('already') }
		});
		await expect(undoBatch(db, SYSTEM, 999)).rejects.toMatchObject({
			name: 'UndoRefused',
			words: { en: 'There is no batch 999; check its number.' }
		});
	});

	test('others hear of an import and of an undo once they are stored', async () => {
		const db = await open();
		const heard: unknown[] = [];
		const stop = await db.listen('sise', (payload) => heard.push(JSON.parse(payload)));
		const { batch } = await importCsv(db, '1,甲,114,30\n');
		await undoBatch(db, SYSTEM, batch);
		await expect
			.poll(() => heard)
			.toEqual([
				{ type: 'data', district: '420112', version: 1 },
				{ type: 'data', district: '420112', version: 2 }
			]);
		await stop();
	});
});
