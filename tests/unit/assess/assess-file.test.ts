import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { assessFile, type Assessed } from '../../../src/lib/server/assess/assess-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sise-assess-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (features: { id?: string; properties: Record<string, unknown> }[]) => ({
	name: 'file.geojson',
	bytes: Buffer.from(
		JSON.stringify({
			type: 'FeatureCollection',
			features: features.map((feature) => ({
				type: 'Feature',
				geometry: { type: 'Point', coordinates: [114.1, 30.6] },
				...feature
			}))
		})
	)
});
const assess = (layer: string, features: { id?: string; properties: Record<string, unknown> }[]) =>
	assessFile(fileOf(features), layerOf(layer), '2026-11-23', SHIPPED);

test('hazard sources carry S, R, α and each β·q/Q: standards.md §1.6 C, D, E', async () => {
	const [c, d, e] = await assess('hazard_source', [
		{
			id: 'C',
			properties: {
				inventory: [
					{ name: '液氯', cas: '7782-50-5', tonnes: 50 },
					{ name: '液氨', cas: '7664-41-7', tonnes: 20 }
				],
				exposedPeople: 120
			}
		},
		{ id: 'D', properties: { inventory: [{ name: '汽油', tonnes: 300 }], exposedPeople: 0 } },
		{
			id: 'E',
			properties: {
				inventory: [
					{ name: '液化石油气', tonnes: 40 },
					{ name: '甲醇', tonnes: 50 }
				]
			}
		}
	]);
	expect(c).toMatchObject({ id: 'C', level: 'orange', grade: '二级', values: { S: 12, R: 88, alpha: 2 } });
	expect(c.values).toMatchObject({ 'q/Q 液氯': 10, 'β·q/Q 液氯': 40, 'q/Q 液氨': 2, 'β·q/Q 液氨': 4 });
	expect(d).toMatchObject({ level: 'blue', grade: '四级', values: { S: 1.5, R: 0.75, alpha: 0.5 } });
	expect(e).toMatchObject({ level: 'blue', grade: '不构成' });
	expect(e.values.S).toBeCloseTo(0.9, 12);
	expect(e.values).not.toHaveProperty('R');
});

test('enterprises carry their score items or D, buildings and parks their grade', async () => {
	const [lec, scored] = await assess('enterprise', [
		{ properties: { L: 3, E: 6, C: 15 } },
		{ properties: { kind: 'hazchem_production', scoreItems: { outsidePark: true } } }
	]);
	expect(lec).toMatchObject({ level: 'orange', values: { L: 3, E: 6, C: 15, D: 270 } });
	expect(scored).toMatchObject({ level: 'blue', values: { T: 97, outsidePark: -3 } });
	expect(await assess('building', [{ properties: { dangerGrade: 'D' } }])).toMatchObject([
		{ level: 'red', grade: 'D' }
	]);
	expect(await assess('park', [{ properties: { score: 59 } }])).toMatchObject([{ level: 'red', grade: 'A' }]);
});

test('a pipeline by itself has no level: nobody asked its clearances', async () => {
	const [pipe] = await assess('pipeline', [
		{ properties: { pipeClass: 'gas_trunk', diameterMm: 508, pressureMPa: 6.3 } }
	]);
	expect(pipe.level).toBeNull();
	expect(pipe.reasons[0].text.zh).toContain('需在辖区内评估');
});

test('what cannot be read has no level and names its field; the others are graded all the same', async () => {
	const rows = await assess('hazard_source', [
		{ id: 'unknown', properties: { inventory: [{ name: '不明物', tonnes: 1 }], exposedPeople: 3 } },
		{ id: 'negative', properties: { inventory: [{ name: '氯', tonnes: -5 }], exposedPeople: 3 } },
		{ id: 'people', properties: { inventory: [{ name: '氯', tonnes: 5 }], exposedPeople: -1 } },
		{ id: 'nobody asked', properties: { inventory: [{ name: '氯', tonnes: 5 }] } },
		{ id: 'fine', properties: { inventory: [{ name: '氯', tonnes: 5 }], exposedPeople: 0 } }
	]);
	expect(rows.map(({ id, level }) => [id, level])).toEqual([
		['unknown', null],
		['negative', null],
		['people', null],
		['nobody asked', null],
		['fine', 'blue']
	]);
	expect(rows.map(({ missing }) => missing)).toEqual([
		['inventory'],
		['inventory'],
		['exposedPeople'],
		['exposedPeople'],
		[]
	]);
	expect(rows[0].reasons[0].text.zh).toContain('不明物');
	expect(rows[1].problems).toMatchObject([{ field: 'inventory' }]);
	expect(rows[2].problems[0].text.zh).toContain('厂界外500米暴露人数');
});

test('the command needs no database and no server, and answers an array', () => {
	const file = join(folder, 'sources.geojson');
	writeFileSync(
		file,
		fileOf([{ id: 'a', properties: { inventory: [{ name: '氨', tonnes: 100 }], exposedPeople: 35 } }]).bytes
	);
	const out = execFileSync(process.execPath, ['src/cli/sise.ts', 'assess', 'hazard_source', file, '--json'], {
		env: { ...process.env, DATABASE_URL: 'postgres://127.0.0.1:1/none', SISE_DATA: join(folder, 'none') },
		encoding: 'utf8'
	});
	expect(JSON.parse(out) as Assessed[]).toMatchObject([{ id: 'a', level: 'yellow', grade: '三级', values: { R: 24 } }]);
}, 60_000);
