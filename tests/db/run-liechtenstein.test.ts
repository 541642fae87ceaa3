import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { findNear } from '../../src/lib/server/features/near.ts';
import { listFindings } from '../../src/lib/server/findings/list.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { readRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { shared } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';

const { liechtenstein } = JSON.parse(readFileSync(shared('liechtenstein/expected.json'), 'utf8')) as {
	liechtenstein: {
		buildings_within_m_of_gas: Record<string, number>;
		nearest_to_5m: Record<string, number>;
		buildings_per_municipality_pointonsurface: Record<string, number>;
		buildings_outside_all_municipalities: number;
	};
};

describeBoth('A run over a real district', (open) => {
	test('finds what three other programs found: near gas pipelines, in each municipality, under Art. 30', async () => {
		const db = await open();
		await importFile(db, SYSTEM, { file: shared('liechtenstein/liechtenstein.gpkg'), preset: 'osm' });
		const district = 'liechtenstein';
		const within = (withinM: number) =>
			findNear(db, { district, layers: ['building'], to: 'pipeline', withinM, where: { pipeClass: 'gas_trunk' } });
		for (const [metres, count] of Object.entries(liechtenstein.buildings_within_m_of_gas)) {
			expect(await within(Number(metres))).toHaveLength(count);
		}
		const near = new Map((await within(10)).map((item) => [item.id, item.distanceM]));
		for (const [key, metres] of Object.entries(liechtenstein.nearest_to_5m)) {
			expect(near.get(`building/${key}`)).toBeCloseTo(metres, 3);
		}

		const outcome = await runDistrict(db, SYSTEM, district, {}, () => {});
		expect(outcome.status).toBe('done');
		const run = (await readRun(db, EVERYTHING, district, outcome.run))!;
		expect(run.disputes).toEqual([]);
		expect(Object.fromEntries(run.subdistricts.map((one) => [one.name, one.counts.building]))).toEqual(
			liechtenstein.buildings_per_municipality_pointonsurface
		);
		expect(run.outside.building).toBe(liechtenstein.buildings_outside_all_municipalities);

		// A building that two gas pipelines pass is two findings and one building.
		const broken = await listFindings(db, EVERYTHING, { district, state: 'broken', rule: 'PIPE-30-5', limit: 1000 });
		const buildings = new Set(broken.items.map((item) => item.target!.id));
		expect(buildings).toEqual(new Set((await within(5)).map((item) => item.id)));
		expect(buildings.size).toBe(liechtenstein.buildings_within_m_of_gas['5']);
		// Nothing there was ever assessed as a whole: what no feature touches is grey, not blue.
		expect(run.subdistricts.every((one) => !one.assessed)).toBe(true);
		expect(run.areaM2.none).toBeGreaterThan(0.8 * Object.values(run.areaM2).reduce((sum, area) => sum + area, 0));
	});
});
