import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { shared } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';

const expected = JSON.parse(readFileSync(shared('liechtenstein/expected.json'), 'utf8')).liechtenstein as {
	buildings: number;
	gas_pipelines: number;
	metric_srid: number;
	buildings_within_m_of_gas: Record<string, number>;
	nearest_to_5m: Record<string, number>;
};

describeBoth('OpenStreetMap of a real district', (open, kind) => {
	test('liechtenstein.gpkg lands with every building, pipeline and area, and the clearances come out', async () => {
		const db = await open();
		const report = await importFile(db, SYSTEM, { file: shared('liechtenstein/liechtenstein.gpkg'), preset: 'osm' });
		console.log(`${kind}: ${report.kept} features, ${report.featuresPerSecond} a second (${report.durationMs} ms)`);
		expect(report).toMatchObject({
			landed: true,
			refusedCount: 0,
			crs: 'wgs84',
			district: { code: 'liechtenstein', name: 'Liechtenstein', metricSrid: expected.metric_srid, created: true }
		});
		expect(report.byLayer).toMatchObject({
			building: expected.buildings,
			pipeline: 47,
			area: 12,
			enterprise: 11,
			power_line: 15
		});
		// One industrial area is invalid in the source, and one building is 976 m high.
		expect(report.repaired.some(({ field }) => field === 'geometry')).toBe(true);
		expect(report.repaired.some(({ field, text }) => field === 'height' && text.en.includes('976'))).toBe(true);

		const count = async (sql: string) => (await db.query<{ n: number }>(sql, [], 1)).rows[0].n;
		expect(await count(`select count(*) as n from feature where layer = 'building'`)).toBe(expected.buildings);
		expect(await count(`select count(*) as n from feature where attributes->>'pipeClass' = 'gas_trunk'`)).toBe(
			expected.gas_pipelines
		);
		expect(await count(`select count(*) as n from feature where attributes->>'kind' = 'subdistrict'`)).toBe(11);
		expect(await count(`select count(*) as n from feature where attributes->>'kind' = 'district'`)).toBe(1);
		expect(await count(`select version as n from district`)).toBe(1);
		expect((await db.query(`select value from setting where key = 'current_district'`)).rows).toEqual([
			{ value: 'liechtenstein' }
		]);
		for (const [distance, buildings] of Object.entries(expected.buildings_within_m_of_gas))
			expect(
				await count(`select count(distinct b.id) as n from feature b join feature p on p.district = b.district
					and p.layer = 'pipeline' and p.attributes->>'pipeClass' = 'gas_trunk' and ST_DWithin(b.geom_m, p.geom_m, ${distance})
					where b.layer = 'building'`)
			).toBe(buildings);
		for (const [key, distance] of Object.entries(expected.nearest_to_5m))
			expect(
				await count(`select min(ST_Distance(b.geom_m, p.geom_m)) as n from feature b join feature p on p.district = b.district
					and p.attributes->>'pipeClass' = 'gas_trunk' where b.id = 'building/${key}'`)
			).toBeCloseTo(distance, 3);
		const { rows } = await db.query<{ kept: number; report: { byLayer: object } }>('select kept, report from batch');
		expect(rows[0].kept).toBe(report.kept);
		expect(rows[0].report.byLayer).toEqual(report.byLayer);
	});
});
