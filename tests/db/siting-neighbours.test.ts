import { expect, test } from 'vitest';
import { DEMO_DISTRICT } from '../../data/demo/generate.ts';
import { densifyLngLat, projectGeometry, unprojectGeometry } from '../../src/lib/geo/densify.ts';
import { ShapesBuilder } from '../../src/lib/geo/geojson-shapes.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import type { Attributes } from '../../src/lib/risk/layer.ts';
import type { SiteFinding } from '../../src/lib/risk/siting/answer.ts';
import { askSite, readyToAsk } from '../../src/lib/risk/siting/site.ts';
import { operator, SYSTEM } from '../../src/lib/server/access/who.ts';
import { importDemo } from '../../src/lib/server/demo.ts';
import type { Sise } from '../../src/lib/server/sise.ts';
import { askSiting } from '../../src/lib/server/siting/ask.ts';
import { readNeighbours } from '../../src/lib/server/siting/neighbours.ts';
import { surroundingsFrom } from '../../src/lib/siting/receive.ts';
import { describeBoth } from './both.ts';

const WHO = operator('tester');
const PROJECTS: [string, Attributes][] = [
	['housing', { people: 800, households: 300 }],
	['school', { people: 600 }],
	['petrol_station', {}],
	['warehouse', { fireClass: '甲', storageItemClass: 1, storageTonnes: 20 }],
	['hazchem_production', { externalSafetyDistanceM: 300, fireClass: '甲' }],
	['power_line', { cable: false, voltageKV: 110 }],
	['blasting', {}]
];
/** Places of each project: a step of a walk across the demo district. */
const STEPS = 6;

/** Of several points at one distance, where two lines cross twice say, either may be told. */
function withoutPoints({ from, to, ...finding }: SiteFinding) {
	if (from !== null && to !== null) {
		expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(finding.measuredM!, 2);
	}
	return finding;
}

describeBoth('The page', (open) => {
	test('answers by itself as the server does, for every project and place, on the features that it was sent', async () => {
		const db = await open();
		await importDemo({ db } as Sise, SYSTEM, 1, () => {});
		const { rows } = await db.query<{ west: number; south: number; east: number; north: number; srid: number }>(
			`select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north, srid from
			(select ST_Extent(geom_m) as box, min(d.metric_srid) as srid from feature f join district d on d.code = f.district
			where layer = 'hazard_source') one`
		);
		const { west, south, east, north, srid } = rows[0];
		const plane = planeOf(srid);
		let found = 0;
		for (const [type, facts] of PROJECTS) {
			const proposal = { uses: [{ type, facts }], extends: null, existingAreaM2: null, months: null };
			for (let step = 0; step < STEPS; step++) {
				const [x, y] = [west + ((east - west) * step) / STEPS, south + ((north - south) * step) / STEPS];
				const ring = [
					[x, y],
					[x + 60, y],
					[x + 60, y + 60],
					[x, y + 60],
					[x, y]
				];
				const geometry = unprojectGeometry({ type: 'Polygon', coordinates: [ring] }, plane);
				const order = { district: DEMO_DISTRICT.code, parcels: [{ name: '', geometry, accuracyM: null }], proposal };
				const [server] = (await askSiting(db, WHO, order)).parcels;
				const [w, s] = plane.unproject(x - 100, y - 100);
				const [e, n] = plane.unproject(x + 160, y + 160);
				const sent = await readNeighbours(db, WHO, { district: DEMO_DISTRICT.code, box: [w, s, e, n], proposal });
				expect(JSON.stringify(sent), 'no inventory goes to the page').not.toMatch(/inventory|phone/i);
				const around = surroundingsFrom(DEMO_DISTRICT.code, JSON.parse(JSON.stringify(sent)) as typeof sent);
				const builder = new ShapesBuilder();
				builder.addGeometry(projectGeometry(densifyLngLat(geometry), plane));
				const place = { shapes: builder.finish(), i: 0, accuracyM: null };
				const page = askSite(around, readyToAsk(proposal, around), place);
				const told = server.findings.map(({ line: _line, dataOn: _day, ...finding }) => finding);
				expect(page.findings.map(withoutPoints), `${type} ${step}`).toEqual(told.map(withoutPoints));
				expect({ ...page, findings: null, notApplied: null }).toEqual({
					...server,
					parcel: undefined,
					findings: null,
					notApplied: null
				});
				found += page.findings.length;
			}
		}
		expect(found, 'there is something to disagree about').toBeGreaterThan(50);
	});
});
