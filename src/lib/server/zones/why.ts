import type { Why } from '../../api.ts';
import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { Influence, LayerId } from '../../risk/layer.ts';
import { codeOf, type Level } from '../../risk/level.ts';
import type { Words } from '../../risk/words.ts';
import { explainCell, type Explanation } from '../../risk/zoning/explain.ts';
import { zoningNumbersOf, type ZoningNumbers } from '../../risk/zoning/numbers.ts';
import { seenAmong } from '../access/seen-among.ts';
import { EVERYTHING, seesSubdistrict, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { listFeatures } from '../features/list.ts';
import { readRun } from '../runs/latest.ts';
import { AnswerError } from '../http.ts';
import { rulesOfRun } from '../rules/rule-sets.ts';

interface RunGrid {
	metric_srid: number;
	run: number;
	method: 'rings' | 'field';
	cell_m: number;
	grid_origin_x: number;
	grid_origin_y: number;
	grid_columns: number;
	grid_rows: number;
}

interface Near {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level;
	radius_m: number;
	influence: Influence;
	wkb: Uint8Array;
}

/** How many features of a place are listed: a click rarely means more. */
const FEATURES = 20;
const OUTSIDE = 255;

/**
 * Why a place has its colour: the features whose influence reaches its cell, how far each is and what it gives, computed
 * anew from the run's grades and held against the colour that the run stored. A feature that is not seen still counts: it is
 * named by its layer, so that the colour is explained. Throws an AnswerError without a district.
 */
export async function explainPlace(db: Queryable, sight: Sight, district: string, at: [number, number]): Promise<Why> {
	const features = (await listFeatures(db, sight, { district, at, limit: FEATURES })).items;
	const grid = await readGrid(db, district);
	if (grid === null) return { at, cell: null, subdistrict: null, features };
	const plane = planeOf(grid.metric_srid);
	const [x, y] = plane.project(at[0], at[1]);
	const column = Math.floor((x - grid.grid_origin_x) / grid.cell_m);
	const row = Math.floor((y - grid.grid_origin_y) / grid.cell_m);
	const stored = await readCell(db, district, grid, column, row);
	const summary = await readRun(db, EVERYTHING, district, grid.run);
	const holder = await subdistrictAt(db, district, x, y, grid.metric_srid);
	const subdistrict =
		summary?.subdistricts.find(({ id }) => id === holder && seesSubdistrict(sight, district, id)) ?? null;
	if (stored === null || stored === OUTSIDE) return { at, cell: null, subdistrict, features };
	const centre: [number, number] = [
		grid.grid_origin_x + (column + 0.5) * grid.cell_m,
		grid.grid_origin_y + (row + 0.5) * grid.cell_m
	];
	const numbers = zoningNumbersOf(await rulesOfRun(db, district, grid.run));
	const near = await readNear(db, district, grid, centre, numbers);
	const seen = await seenAmong(
		db,
		sight,
		district,
		near.map(({ id }) => id)
	);
	// A cell that nothing touches is blue only where its subdistrict was assessed: the stored colour tells which.
	const explained = explain(near, centre, grid.method, stored !== 0, numbers);
	return {
		at,
		cell: {
			level: explained.level,
			ring: ringOf(grid, column, row, plane),
			text: wordsFor(explained, grid, codeOf(explained.level) === stored),
			because: explained.contributions.map((one) => {
				const feature = near[one.feature];
				const { id, layer, name, level } = feature;
				return {
					feature: seen.has(id) ? { id, layer, name, level } : { id: null, layer, name: null, level },
					distanceM: one.distanceM,
					radiusM: one.radiusM,
					radiusFrom: feature.influence.from,
					ring: (one.ring ?? 1) as 1 | 2 | 3,
					gives: one.gives
				};
			})
		},
		subdistrict,
		features
	};
}

async function readGrid(db: Queryable, district: string): Promise<RunGrid | null> {
	const { rows } = await db.query<Omit<RunGrid, 'run'> & { run: number | null }>(
		`select d.metric_srid, r.id as run, r.method, r.cell_m, r.grid_origin_x, r.grid_origin_y, r.grid_columns, r.grid_rows
		from district d left join run r on r.district = d.code where d.code = $1 order by r.id desc limit 1`,
		[district]
	);
	if (rows.length === 0) {
		throw new AnswerError(404, 'no-district', {
			zh: `没有辖区 ${district}。`,
			en: `There is no district ${district}.`
		});
	}
	const [row] = rows;
	return row.run === null ? null : (row as RunGrid);
}

/** The stored code of one cell; `null` beyond the grid. */
async function readCell(
	db: Queryable,
	district: string,
	grid: RunGrid,
	column: number,
	row: number
): Promise<number | null> {
	if (column < 0 || row < 0 || column >= grid.grid_columns || row >= grid.grid_rows) return null;
	const { rows } = await db.query<{ code: number }>(
		'select get_byte(grid, $3::int) as code from run where district = $1 and id = $2::bigint',
		[district, grid.run, row * grid.grid_columns + column],
		1
	);
	return rows[0].code;
}

async function readNear(
	db: Queryable,
	district: string,
	grid: RunGrid,
	[x, y]: [number, number],
	numbers: ZoningNumbers
): Promise<Near[]> {
	// A millimetre more than the outermost ring reaches: the explanation itself decides.
	const { rows } = await db.query<Near>(
		`select f.id, f.layer, f.name, a.level, a.radius_m, a.influence, ST_AsBinary(f.geom_m, 'NDR') as wkb
		from assessment a join feature f on f.district = a.district and f.id = a.feature
		where a.district = $1 and a.run = $2::bigint and a.level is not null and a.radius_m is not null
			and f.geom_m && ST_Expand(ST_SetSRID(ST_MakePoint($3::float8, $4::float8), $5::int), a.radius_m * $6::float8 + 0.001)
			and ST_DWithin(f.geom_m, ST_SetSRID(ST_MakePoint($3::float8, $4::float8), $5::int), a.radius_m * $6::float8 + 0.001)
		order by f.id`,
		[district, grid.run, x, y, grid.metric_srid, outermost(grid.method, numbers)]
	);
	return rows;
}

function outermost(method: RunGrid['method'], numbers: ZoningNumbers): number {
	return method === 'field' ? numbers.field.reach : Math.max(...numbers.rings.map((ring) => ring.reach));
}

function explain(
	near: readonly Near[],
	[x, y]: [number, number],
	method: RunGrid['method'],
	assessed: boolean,
	numbers: ZoningNumbers
): Explanation {
	const builder = new ShapesBuilder();
	for (const feature of near) builder.addWkb(feature.wkb);
	const features = {
		shapes: builder.finish(),
		level: Uint8Array.from(near, (feature) => codeOf(feature.level)),
		radiusM: Float64Array.from(near, (feature) => feature.radius_m)
	};
	return explainCell(x, y, features, method, numbers, assessed);
}

function ringOf(grid: RunGrid, column: number, row: number, plane: Plane): [number, number][] {
	const west = grid.grid_origin_x + column * grid.cell_m;
	const south = grid.grid_origin_y + row * grid.cell_m;
	const [east, north] = [west + grid.cell_m, south + grid.cell_m];
	const corners: [number, number][] = [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
		[west, south]
	];
	return corners.map(([x, y]) => plane.unproject(x, y));
}

function wordsFor({ contributions, raised, sum, level }: Explanation, grid: RunGrid, agrees: boolean): Words {
	if (!agrees) {
		return {
			zh: '要素在评估之后有变动：现在的依据与图上的颜色不同，请重新评估。',
			en: 'Features changed after the run: what stands here now does not give the colour on the map. Run again.'
		};
	}
	if (contributions.length === 0) {
		return level === null
			? {
					zh: '没有要素影响此处，且所在街道未评估：灰色，不是低风险。',
					en: 'Nothing reaches this place and its subdistrict was not assessed: grey, which is not low risk.'
				}
			: {
					zh: '没有要素影响此处，所在街道已评估：蓝色（系统设定）。',
					en: 'Nothing reaches this place and its subdistrict was assessed: blue (system default).'
				};
	}
	if (sum !== null) {
		return {
			zh: `影响之和 ${sum.toFixed(3)}，按固定分界定级（系统设定）。`,
			en: `The influences add up to ${sum.toFixed(3)}; fixed breaks give the level (system default).`
		};
	}
	const cell = `${grid.cell_m}`;
	return raised
		? {
				zh: `多个要素使 ${cell} 米网格同为一级，叠加提高一级（系统设定）。`,
				en: `Several features give this ${cell} m cell the same level, which raises it by one (system default).`
			}
		: {
				zh: `取影响此 ${cell} 米网格的最高等级（系统设定）。`,
				en: `The highest level that reaches this ${cell} m cell (system default).`
			};
}

async function subdistrictAt(
	db: Queryable,
	district: string,
	x: number,
	y: number,
	srid: number
): Promise<string | null> {
	const { rows } = await db.query<{ id: string }>(
		`select id from feature where district = $1 and layer = 'area' and attributes ->> 'kind' = 'subdistrict'
			and ST_DWithin(geom_m, ST_SetSRID(ST_MakePoint($2::float8, $3::float8), $4::int), 0) order by id limit 1`,
		[district, x, y, srid]
	);
	return rows[0]?.id ?? null;
}
