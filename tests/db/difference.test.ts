import { expect, test } from 'vitest';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { compareRuns } from '../../src/lib/server/runs/compare.ts';
import { differenceOf } from '../../src/lib/server/runs/difference.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import type { ZoneDifference } from '../../src/lib/wall/api.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, type Drawn } from './small-district.ts';
import { INSPECTOR } from './two-subdistricts.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';

async function run(db: Database, cellM = 100): Promise<number> {
	return (await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY, cellM }, () => {})).run;
}

const slope = (key: string, risk: string, x: number): Drawn => ({
	layer: 'geohazard_zone',
	key,
	attributes: { risk },
	geometry: square(x, -600, 100)
});

/** Square metres that the polygons of a kind cover in the district's plane. */
async function drawnM2(db: Database, { features }: ZoneDifference, change: string): Promise<number> {
	const feature = features.find(({ properties }) => properties.change === change);
	if (feature === undefined) return 0;
	const { rows } = await db.query<{ area: number; valid: boolean }>(
		`select ST_Area(ST_Transform(g, 4547)) as area, ST_IsValid(g) as valid
		from ST_SetSRID(ST_GeomFromGeoJSON($1::text), 4326) as g`,
		[JSON.stringify(feature.geometry)],
		1
	);
	expect(rows[0].valid).toBe(true);
	return rows[0].area;
}

describeBoth('Where two runs gave a place another level', (open) => {
	test('is drawn, worse and better, no larger than the cells that a comparison counts whole', async () => {
		const db = await open();
		await draw(db, [...AREAS, slope('worse', '低', -900), slope('better', '极高', 300)]);
		const a = await run(db);
		await draw(db, [slope('worse', '极高', -900), slope('better', '低', 300)]);
		const b = await run(db);
		const difference = await differenceOf(db, EVERYTHING, DISTRICT, a, b);
		expect(difference.features.map(({ properties }) => properties.change)).toEqual(['worse', 'better']);
		const { cells } = await compareRuns(db, EVERYTHING, DISTRICT, a, b);
		const drawn = Object.values(difference.areaM2).reduce((sum, part) => sum + part, 0);
		expect(drawn).toBeLessThanOrEqual(cells!.areaM2);
		expect(drawn).toBeGreaterThan(0.8 * cells!.areaM2);
		for (const change of ['worse', 'better'] as const) {
			expect(difference.areaM2[change]).toBeGreaterThan(10_000);
			expect(Math.abs((await drawnM2(db, difference, change)) - difference.areaM2[change])).toBeLessThan(1);
		}
		const back = await differenceOf(db, EVERYTHING, DISTRICT, b, a);
		expect([back.areaM2.worse, back.areaM2.better]).toEqual([difference.areaM2.better, difference.areaM2.worse]);
		expect((await differenceOf(db, EVERYTHING, DISTRICT, a, a)).features).toEqual([]);
	});

	test('tells what is not assessed any more from what is now', async () => {
		const db = await open();
		const [district, subdistrict] = AREAS;
		await draw(db, AREAS);
		const a = await run(db);
		await draw(db, [district, { ...subdistrict, attributes: { kind: 'subdistrict' } }]);
		const b = await run(db);
		const { areaM2 } = await differenceOf(db, EVERYTHING, DISTRICT, a, b);
		expect(areaM2).toMatchObject({ worse: 0, better: 0, 'newly-assessed': 0 });
		// the district is two kilometres square; its straight sides were densified in longitude and latitude
		expect(Math.abs(areaM2['newly-unassessed'] - 4_000_000)).toBeLessThan(200);
		const back = await differenceOf(db, EVERYTHING, DISTRICT, b, a);
		expect(back.areaM2['newly-assessed']).toBe(areaM2['newly-unassessed']);
	});

	test('is refused where the grids differ, for a run that is not there, and for who sees only a part', async () => {
		const db = await open();
		await draw(db, AREAS);
		const a = await run(db);
		const b = await run(db, 50);
		const refused = { status: 409, code: 'other-grid' };
		await expect(differenceOf(db, EVERYTHING, DISTRICT, a, b)).rejects.toMatchObject(refused);
		await expect(differenceOf(db, EVERYTHING, DISTRICT, a, b)).rejects.toThrow('cells of 100 m and 50 m');
		await expect(differenceOf(db, EVERYTHING, DISTRICT, a, 999_999)).rejects.toMatchObject({ status: 404 });
		await expect(differenceOf(db, INSPECTOR, DISTRICT, a, a)).rejects.toMatchObject({ status: 403 });
	});
});
