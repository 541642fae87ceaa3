import { EVERYTHING, type Sight } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { listAlerts } from '../../src/lib/server/alerts/list.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import type { AlertItem } from '../../src/lib/wall/api.ts';
import { acting, person } from './access.ts';
import { draw, square, type Drawn } from './small-district.ts';
import { DISTRICT, HALVES } from './two-subdistricts.ts';

export const point = (x: number, y: number): Drawn['geometry'] => ({ type: 'Point', coordinates: [x, y] });
export const WEST = 'enterprise/west';
export const EAST = 'enterprise/east';

/** Two blue enterprises, one in each half, and a house 60 m beside a pipeline that runs through both. */
export const DRAWN: Drawn[] = [
	...HALVES,
	{
		layer: 'enterprise',
		key: 'west',
		name: '西厂',
		attributes: { kind: 'general', industry: '3130', L: 1, E: 1, C: 1, responsiblePerson: '赵示安', phone: '027-1' },
		geometry: point(-500, 300)
	},
	{
		layer: 'enterprise',
		key: 'east',
		name: '东厂',
		attributes: { kind: 'general', industry: '3130', L: 1, E: 1, C: 1, responsiblePerson: '钱示宁' },
		geometry: point(500, 300)
	},
	{
		layer: 'pipeline',
		key: 'trunk',
		name: '输气干线',
		attributes: { pipeClass: 'gas_trunk', diameterMm: 508, pressureMPa: 6.3, status: 'live' },
		geometry: { type: 'LineString', coordinates: Array.from({ length: 17 }, (_, i) => [-400 + 50 * i, 0]) }
	},
	houseAt(60)
];

export function houseAt(y: number): Drawn {
	const attributes = { use: 'dwelling', households: 1, people: 3 };
	return { layer: 'building', key: 'house', name: '东屋', attributes, geometry: square(300, y, 10) };
}

export const run = (db: Database) => runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
export const all = async (db: Database, sight: Sight = EVERYTHING, state: 'open' | 'all' = 'all') =>
	(await listAlerts(db, sight, { district: DISTRICT, state, limit: 100 })).items;
export const minutesOn = (alert: AlertItem, minutes: number) =>
	new Date(Date.parse(alert.raisedAt) + minutes * 60_000 + 500);

export async function assessed(open: () => Promise<Database>, drawn = DRAWN): Promise<Database> {
	const db = await open();
	await draw(db, drawn);
	await run(db);
	return db;
}

export async function change(db: Database, id: string, attributes: Record<string, unknown>): Promise<void> {
	const { updatedAt } = (await readFeature(db, EVERYTHING, DISTRICT, id))!;
	await changeFeature(db, SYSTEM, DISTRICT, id, { updatedAt, attributes });
}

export const redden = (db: Database, id: string) => change(db, id, { L: 10, E: 6, C: 15 });
export const whoIs = async (db: Database, name: string, sight: Sight = EVERYTHING): Promise<Who> => ({
	...acting(await person(db, name)),
	sight
});
