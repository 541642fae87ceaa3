import { expect, test } from 'vitest';
import { DEMO_DISTRICT } from '../../data/demo/generate.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import type { Attributes, LayerId } from '../../src/lib/risk/layer.ts';
import type { Level } from '../../src/lib/risk/level.ts';
import type { Reason } from '../../src/lib/risk/reason.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { importDemo } from '../../src/lib/server/demo.ts';
import { listFeatures } from '../../src/lib/server/features/list.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { readRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { listSegments } from '../../src/lib/server/segments/list.ts';
import type { Sise } from '../../src/lib/server/sise.ts';
import { explainPlace } from '../../src/lib/server/zones/why.ts';
import { readZones } from '../../src/lib/server/zones/zones.ts';
import { shared } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';
import { cellByHand, isMet, levelByHand, raised, worstOf } from './by-hand.ts';
import { randomOf } from './random-shapes.ts';

const CELLS = 200;
/** Byte of a cell by its level; 255 is outside of the district. */
const BYTES: readonly (Level | null)[] = [null, 'blue', 'yellow', 'orange', 'red'];
const OUTSIDE = 255;
const WORST: readonly Level[] = ['red', 'orange'];
const TIMEOUT_MS = 300_000;

interface Grid {
	metric_srid: number;
	cell_m: number;
	grid_origin_x: number;
	grid_origin_y: number;
	grid_columns: number;
	grid: Uint8Array;
}

interface Assessed {
	feature: string;
	layer: LayerId;
	attributes: Attributes;
	level: Level | null;
	computed_level: Level | null;
	reasons: Reason[];
	radius_m: number | null;
	influence: { rule: string } | null;
}

describeBoth('Following the reasons by hand', (open) => {
	const ask = (name: string, load: (db: Database) => Promise<string>) =>
		test(
			`${name}: gives the level of every feature, of ${CELLS} random cells, and of each red and orange place`,
			async () => {
				const db = await open();
				const district = await load(db);
				const outcome = await runDistrict(db, SYSTEM, district, {}, () => {});
				expect(outcome.status).toBe('done');
				const run = (await readRun(db, EVERYTHING, district, outcome.run))!;
				expect(run.disputes).toEqual([]);
				const assessed = await readAssessed(db, district, outcome.run);
				for (const one of assessed.values()) followFeature(one);
				const { levels, rings, raisedTo } = await followCells(db, district, outcome.run, assessed);
				// The choice of cells shows what there is to show: each colour, each ring, and accumulation.
				for (const level of ['red', 'orange', 'yellow', 'blue'] as const) expect(levels).toContain(level);
				expect([...rings].sort()).toEqual([1, 2, 3]);
				expect(raisedTo.length).toBeGreaterThan(0);
				await followZones(db, district, outcome.run, assessed);
				await followSegments(db, district);
				for (const { id, level, features } of run.subdistricts) {
					expect(worstOf((['red', 'orange', 'yellow', 'blue'] as const).filter((one) => features[one] > 0))).toBe(
						level
					);
					if (level === null || !WORST.includes(level)) continue;
					const named = await listFeatures(db, EVERYTHING, { district, subdistrict: id, level, limit: 1 });
					expect(named.total).toBe(features[level]);
					expect(levelByHand(assessed.get(named.items[0].id)!.reasons)).toBe(level);
				}
			},
			TIMEOUT_MS
		);

	ask('Liechtenstein', async (db) => {
		await importFile(db, SYSTEM, { file: shared('liechtenstein/liechtenstein.gpkg'), preset: 'osm' });
		return 'liechtenstein';
	});

	ask('the demo district', async (db) => {
		await importDemo({ db } as Sise, SYSTEM, 1, () => {});
		return DEMO_DISTRICT.code;
	});
});

/** Its level from its reasons, and its radius of influence from what it says it is. */
function followFeature({ feature, attributes, level, computed_level, reasons, radius_m, influence }: Assessed): void {
	expect(levelByHand(reasons), feature).toBe(level);
	expect(levelByHand(reasons.filter((reason) => reason.rule !== 'OVERRIDE')), feature).toBe(computed_level);
	if (influence?.rule === 'GB32167-PIR') {
		// GB 32167-2015 formula (1): r = 0.099·√(d²·p).
		const byHandM = 0.099 * Math.sqrt(Number(attributes.diameterMm) ** 2 * Number(attributes.pressureMPa));
		expect(radius_m, feature).toBeCloseTo(byHandM, 1);
	}
	if (influence?.rule === 'INFLUENCE-REGISTERED') expect(radius_m, feature).toBe(attributes.externalSafetyDistanceM);
}

async function followCells(
	db: Database,
	district: string,
	run: number,
	assessed: ReadonlyMap<string, Assessed>
): Promise<{ levels: Set<Level | null>; rings: Set<number>; raisedTo: Level[] }> {
	const shown = { levels: new Set<Level | null>(), rings: new Set<number>(), raisedTo: [] as Level[] };
	const { rows } = await db.query<Grid>(
		`select d.metric_srid, r.cell_m, r.grid_origin_x, r.grid_origin_y, r.grid_columns, r.grid
		from run r join district d on d.code = r.district where r.district = $1 and r.id = $2`,
		[district, run],
		1
	);
	const [{ metric_srid, cell_m, grid_origin_x, grid_origin_y, grid_columns, grid }] = rows;
	const plane = planeOf(metric_srid);
	let asked = 0;
	for (const cell of chosenCells(grid)) {
		const x = grid_origin_x + ((cell % grid_columns) + 0.5) * cell_m;
		const y = grid_origin_y + (Math.floor(cell / grid_columns) + 0.5) * cell_m;
		const zones = await zonesAt(db, district, run, [x, y], metric_srid);
		// The middle of a cell on the border may lie beyond it: nobody asks there.
		if (zones.length === 0) continue;
		const why = await explainPlace(db, EVERYTHING, district, plane.unproject(x, y));
		const stored = BYTES[grid[cell]];
		const because = why.cell!.because;
		const told = `cell ${cell} of ${district}: ${JSON.stringify(because)}`;
		expect(cellByHand(because, why.subdistrict?.assessed ?? false), told).toBe(stored);
		expect(why.cell!.level, told).toBe(stored);
		const ids = because.map((one) => one.feature.id!);
		for (const { feature, radiusM } of because) {
			expect(levelByHand(assessed.get(feature.id!)!.reasons), told).toBe(feature.level);
			expect(assessed.get(feature.id!)!.radius_m, told).toBe(radiusM);
		}
		expect(await distancesM(db, district, ids, [x, y], metric_srid), told).toEqual(because.map((one) => one.distanceM));
		expect(zones, told).toEqual([{ level: stored }]);
		shown.levels.add(stored);
		for (const { ring } of because) shown.rings.add(ring);
		if (stored !== null && because.length > 0 && worstOf(because.map((one) => one.gives)) !== stored)
			shown.raisedTo.push(stored);
		if (++asked === CELLS) return shown;
	}
	throw new Error(`Only ${asked} cells of ${district} have their middle in it.`);
}

/** More than are asked: half anywhere in the district, half in equal parts from the levels that it has. */
function chosenCells(grid: Uint8Array): number[] {
	const random = randomOf(20261123);
	const of = (is: (byte: number) => boolean) => Array.from(grid.keys()).filter((cell) => is(grid[cell]));
	const coloured = [1, 2, 3, 4].map((byte) => of((one) => one === byte)).filter((cells) => cells.length > 0);
	const pick = (cells: readonly number[]) => cells[Math.floor(random() * cells.length)];
	const inside = of((byte) => byte !== OUTSIDE);
	return Array.from({ length: 2 * CELLS }, (_, i) => pick(i % 2 === 0 ? inside : coloured[(i >> 1) % coloured.length]));
}

/** From the cell's centre to each feature, by PostGIS, to the millimetre. */
async function distancesM(
	db: Database,
	district: string,
	ids: string[],
	[x, y]: [number, number],
	srid: number
): Promise<number[]> {
	const { rows } = await db.query<{ d: number }>(
		`select ST_Distance(f.geom_m, ST_SetSRID(ST_MakePoint($3::float8, $4::float8), $5::int)) as d
		from unnest($2::text[]) with ordinality as u (id, n) join feature f on f.district = $1 and f.id = u.id order by n`,
		[district, ids, x, y, srid]
	);
	return rows.map(({ d }) => Math.round(d * 1000) / 1000);
}

async function zonesAt(
	db: Database,
	district: string,
	run: number,
	[x, y]: [number, number],
	srid: number
): Promise<{ level: Level | null }[]> {
	const { rows } = await db.query<{ level: Level | null }>(
		`select level from zone where district = $1 and run = $2
			and ST_DWithin(geom_m, ST_SetSRID(ST_MakePoint($3::float8, $4::float8), $5::int), 0)`,
		[district, run, x, y, srid]
	);
	return rows;
}

/** A zone names the features that made it: one of its level or above, or three just below that raised it. */
async function followZones(
	db: Database,
	district: string,
	run: number,
	assessed: ReadonlyMap<string, Assessed>
): Promise<void> {
	const zones = (await readZones(db, EVERYTHING, district, run)).features.map((zone) => zone.properties);
	for (const { zone, level, features } of zones) {
		if (level === null || !WORST.includes(level)) continue;
		const highest = worstOf(features.map((id) => levelByHand(assessed.get(id)!.reasons)));
		const reach = highest !== null && features.length >= 3 ? raised(highest, 1) : highest;
		expect(worstOf([reach, level]), `zone ${zone} of ${district}, made by ${features.join()}`).toBe(reach);
	}
}

/** A segment has the level of the worst class of its items, and each item says what was met. */
async function followSegments(db: Database, district: string): Promise<void> {
	const colours = { I: 'yellow', II: 'orange', III: 'red' } as const;
	let after: string | undefined;
	do {
		const page = await listSegments(db, EVERYTHING, { district, limit: 500, ...(after !== undefined && { after }) });
		for (const { level, class: own, items, chainage } of page.items) {
			expect(worstOf(items.map((item) => colours[item.class])), chainage).toBe(level);
			expect(colours[own], chainage).toBe(level);
			for (const { text, clause, features, inputs } of items) {
				expect(text.zh.length > 5 && clause.length > 5, chainage).toBe(true);
				expect(isMet(inputs), `${chainage}: ${JSON.stringify(inputs)}`).toBe(true);
				expect(features.length, `${chainage}: ${text.zh}`).toBeGreaterThan(0);
			}
		}
		after = page.next ?? undefined;
	} while (after !== undefined);
}

async function readAssessed(db: Database, district: string, run: number): Promise<Map<string, Assessed>> {
	const { rows } = await db.query<Assessed>(
		`select a.feature, f.layer, f.attributes, a.level, a.computed_level, a.reasons, a.radius_m, a.influence
		from assessment a join feature f on f.district = a.district and f.id = a.feature
		where a.district = $1 and a.run = $2 order by a.feature`,
		[district, run]
	);
	return new Map(rows.map((row) => [row.feature, row]));
}
