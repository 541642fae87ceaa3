import type { Geometry } from 'geojson';
import { expect, test } from 'vitest';
import { distanceBetween } from '../../src/lib/geo/distance.ts';
import { ShapesBuilder } from '../../src/lib/geo/geojson-shapes.ts';
import type { LayerId } from '../../src/lib/risk/layer.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import type { Database, Queryable } from '../../src/lib/server/db/database.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { insertFeatures, type StoredFeature } from '../../src/lib/server/features/store.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { describeBoth } from './both.ts';
import { box, hex, latticeShape, randomOf, yard } from './random-shapes.ts';
import { draw, square } from './small-district.ts';
import { DISTRICT, EAST, HALVES, WEST, WESTERN } from './two-subdistricts.ts';

const HOUSE = 'building/west-house';

describeBoth('Where a feature lies', (open) => {
	test('is known whichever was imported first, and follows an undo, another border and a move', async () => {
		const db = await open();
		await draw(db, WESTERN);
		expect(await placesOf(db, HOUSE)).toEqual([]);
		const halves = await draw(db, HALVES);
		expect(await placesOf(db, HOUSE)).toEqual([WEST]);
		expect(await placesOf(db, 'building/border-house')).toEqual([EAST, WEST]);
		expect(await placesOf(db, 'pipeline/trunk')).toEqual([EAST, WEST]);
		// The western subdistrict is drawn anew, elsewhere: the house lies in none until that is undone.
		const moved = await draw(db, [{ ...HALVES[1], geometry: square(-1000, 500, 400) }]);
		expect(await placesOf(db, HOUSE)).toEqual([]);
		await undoBatch(db, SYSTEM, moved.batch!);
		expect(await placesOf(db, HOUSE)).toEqual([WEST]);
		const { updatedAt, geometry } = (await readFeature(db, EVERYTHING, DISTRICT, HOUSE))!;
		const east = JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
			Array.isArray(value) && typeof value[0] === 'number' ? [value[0] + 0.004, value[1] as number] : value
		) as Geometry;
		await changeFeature(db, SYSTEM, DISTRICT, HOUSE, { updatedAt, geometry: east });
		expect(await placesOf(db, HOUSE)).toEqual([EAST]);
		await expect(undoBatch(db, SYSTEM, halves.batch!)).resolves.toMatchObject({ deleted: 3 });
		expect(await placesOf(db, HOUSE)).toEqual([]);
		const { rows } = await db.query<{ left: number }>('select count(*) as left from feature_place', [], 1);
		expect(rows[0].left).toBe(0);
		await dropStanding(db);
	});

	test('is what TypeScript finds by hand, through 40 random changes to features and borders', async () => {
		const db = await open();
		await openBatch(db);
		const random = randomOf(20261129);
		let touching = 0;
		for (let step = 0; step < 40; step++) {
			await db.transaction((tx) => someChange(tx, random));
			const byHand = await placesByHand(db);
			expect(await places(db), `step ${step}`).toEqual(byHand);
			touching += byHand.length;
		}
		expect(touching).toBeGreaterThan(5_000);
	});
});

async function placesOf(db: Queryable, feature: string): Promise<string[]> {
	const { rows } = await db.query<{ subdistrict: string }>(
		'select subdistrict from feature_place where district = $1 and feature = $2 order by subdistrict',
		[DISTRICT, feature]
	);
	return rows.map(({ subdistrict }) => subdistrict);
}

async function places(db: Queryable): Promise<string[]> {
	const { rows } = await db.query<{ place: string }>(
		`select feature || ' in ' || subdistrict as place from feature_place`
	);
	return rows.map(({ place }) => place).sort();
}

/** Every feature against every subdistrict, by the distance that the runs measure. */
async function placesByHand(db: Queryable): Promise<string[]> {
	const { rows } = await db.query<{ id: string; subdistrict: boolean; wkb: Uint8Array }>(
		`select id, layer = 'area' and attributes ->> 'kind' = 'subdistrict' as subdistrict, ST_AsBinary(geom_m, 'NDR') as wkb
		from feature order by id`
	);
	const builder = new ShapesBuilder();
	for (const { wkb } of rows) builder.addWkb(wkb);
	const shapes = builder.finish();
	const found: string[] = [];
	rows.forEach((area, j) => {
		if (!area.subdistrict) return;
		rows.forEach(({ id }, i) => {
			if (distanceBetween(shapes, i, shapes, j) === 0) found.push(`${id} in ${area.id}`);
		});
	});
	return found.sort();
}

const TO = { district: DISTRICT, metricSrid: 4547, batch: 1 };

async function openBatch(db: Database): Promise<void> {
	await db.query(`insert into district (code, name, metric_srid) values ($1, '测试区', 4547)`, [DISTRICT], 1);
	await db.query(
		`insert into batch (district, file, sha256, crs, transform, kept, repaired, refused, report)
		values ($1, 'drawn', '', '', '', 0, 0, 0, '{}')`,
		[DISTRICT],
		1
	);
}

/** Features come, go or take another shape; of the few subdistricts there are at times none. */
async function someChange(tx: Queryable, random: () => number): Promise<void> {
	const isArea = random() < 0.4;
	const some = Array.from({ length: isArea ? 1 + Math.floor(random() * 3) : 30 }, () => {
		return isArea ? subdistrict(Math.floor(random() * 5), random) : feature(Math.floor(random() * 150), random);
	});
	const chosen = [...new Map(some.map((one) => [one.id, one])).values()];
	await tx.query('delete from feature where district = $1 and id = any($2::text[])', [
		DISTRICT,
		chosen.map(({ id }) => id)
	]);
	if (random() < 0.8) await insertFeatures(tx, TO, chosen);
}

function subdistrict(n: number, random: () => number): StoredFeature {
	const [x, y, w, h] = Array.from({ length: 4 }, (_, i) => Math.floor(random() * 14) + (i < 2 ? 0 : 6));
	const shape = random() < 0.3 ? yard(x, y, x + w, y + h, 2) : box(x, y, x + w, y + h);
	return stored('area', `area/${n}`, shape, { kind: random() < 0.9 ? 'subdistrict' : 'district' });
}

function feature(n: number, random: () => number): StoredFeature {
	return stored('building', `building/${n}`, latticeShape(random), {});
}

function stored(layer: LayerId, id: string, shape: Geometry, attributes: object): StoredFeature {
	const wkb = hex(shape);
	return { id, layer, name: null, attributes: JSON.stringify(attributes), wkb, wkbM: wkb, accuracyM: null, row: 1 };
}
