import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import { randomOf } from '../data/demo/random.ts';
import { unprojectGeometry } from '../src/lib/geo/densify.ts';
import { planeOf } from '../src/lib/geo/plane.ts';
import type { Attributes } from '../src/lib/risk/layer.ts';
import type { Queryable } from '../src/lib/server/db/database.ts';
import type { GivenOrder } from '../src/lib/server/siting/order.ts';

/** What planners ask of, with the facts that its rules need. */
const PROJECTS: [type: string, facts: Attributes, isLine?: boolean][] = [
	['housing', { people: 900, households: 310 }],
	['school', { people: 600 }],
	['hospital', { beds: 300 }],
	['mall', { people: 3000 }],
	['warehouse', { fireClass: '甲', storageItemClass: 3, storageTonnes: 9 }],
	['factory', { fireClass: '丙' }],
	['hazchem_production', { externalSafetyDistanceM: 300, fireClass: '甲' }],
	['petrol_station', {}],
	['firework_retail', {}],
	['pipeline', { pipeClass: 'city_gas', pressureClass: 'high', diameterMm: 300 }, true],
	['power_line', { cable: false, voltageKV: 110 }, true],
	['blasting', {}],
	['other', {}]
];

/** A project of its own. Throws an Error for a type that is not asked here. */
export function proposalOf(type: string): GivenOrder['proposal'] {
	const project = PROJECTS.find(([id]) => id === type);
	if (project === undefined) throw new Error(`The bench asks of no ${type}.`);
	return { uses: [{ type, facts: project[1] }], extends: null, existingAreaM2: null, months: null };
}

/** A rectangle of this many metres with its middle at x, y of the demo's plane, as a parcel. */
export function parcelAt(
	x: number,
	y: number,
	widthM: number,
	heightM: number,
	name = ''
): GivenOrder['parcels'][number] {
	const [east, north] = [widthM / 2, heightM / 2];
	const corners = [
		[x - east, y - north],
		[x + east, y - north],
		[x + east, y + north],
		[x - east, y + north],
		[x - east, y - north]
	];
	const geometry = unprojectGeometry({ type: 'Polygon', coordinates: [corners] }, planeOf(DEMO_DISTRICT.metricSrid));
	return { name, geometry, accuracyM: null };
}

/**
 * Questions about one site each in the demo district: project after project, within 150 m of a feature, every other time
 * of one that is no building. The same each time.
 */
export async function sitingQuestions(db: Queryable, count: number): Promise<GivenOrder[]> {
	const { rows } = await db.query<{ x: number; y: number; building: boolean }>(
		`select x, y, building from (
			select (ST_XMin(geom_m) + ST_XMax(geom_m)) / 2 as x, (ST_YMin(geom_m) + ST_YMax(geom_m)) / 2 as y,
				layer = 'building' as building, row_number() over (partition by layer = 'building' order by md5(id)) as place
			from feature where district = $1 and layer <> 'area') one
		where place <= $2 order by place, building`,
		[DEMO_DISTRICT.code, Math.ceil(count / 2)]
	);
	const { between } = randomOf('siting bench');
	const plane = planeOf(DEMO_DISTRICT.metricSrid);
	return rows.slice(0, count).map((row, i) => {
		const [type, , isLine] = PROJECTS[i % PROJECTS.length];
		const [x, y] = [row.x + between(-150, 150), row.y + between(-150, 150)];
		const parcel = parcelAt(x, y, between(20, 150), between(20, 150));
		if (isLine) {
			const coordinates = [
				[x, y],
				[x + between(-400, 400), y + between(-400, 400)]
			];
			parcel.geometry = unprojectGeometry({ type: 'LineString', coordinates }, plane);
		}
		return { district: DEMO_DISTRICT.code, parcels: [parcel], proposal: proposalOf(type) };
	});
}
