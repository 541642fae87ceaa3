import type { APIRequestContext } from '@playwright/test';
import type { Geometry } from 'geojson';
import { ACCESS_LIMITS } from '../../src/lib/access/limits.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import type { ApiError, Status } from '../../src/lib/api.ts';
import type { FileAnswer, SitingAnswer } from '../../src/lib/siting/api.ts';
import { BAD_FILES } from '../unit/siting/files/bad-files.ts';
import { inCrs, PARCEL } from '../unit/siting/files/one-parcel.ts';
import { WRITERS, type Rings, type Written } from '../unit/siting/files/writers.ts';
import { expect, test } from './page.ts';

/** How a person names each CRS, and how far the geometry may be from the truth, metres. */
const CRSES = [
	['wgs84', 0.001],
	['EPSG:4490', 0.001],
	['EPSG:4526', 0.001],
	['EPSG:4547', 0.001],
	['gcj02', 0.2],
	['bd09', 0.2]
] as const;

/** The corner of a parcel in the demo district, beside a township road that forbids building there. */
const CORNER = [114.17, 30.725] as const;
const RINGS: Rings = PARCEL.map((ring) =>
	ring.map(([lng, lat]) => [lng - PARCEL[0][0][0] + CORNER[0], lat - PARCEL[0][0][1] + CORNER[1]])
);

async function districtOf(request: APIRequestContext): Promise<{ code: string; metricSrid: number }> {
	const { districts, current } = (await (await request.get('/api/status')).json()) as Status;
	return districts.find(({ code }) => code === current)!;
}

function upload(request: APIRequestContext, district: string, { name, bytes }: Written, crs: string | null) {
	const query = crs === null ? '' : `&crs=${encodeURIComponent(crs)}`;
	return request.post(`/api/siting/file?district=${district}${query}`, {
		headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
		data: Buffer.from(bytes)
	});
}

/** The largest distance from a corner that was drawn to the nearest of what was read, metres. */
function farthestM(geometry: Geometry, srid: number): number {
	if (geometry.type !== 'Polygon') throw new Error(`It is a ${geometry.type}.`);
	const { project } = planeOf(srid);
	const found = geometry.coordinates.flat().map(([lng, lat]) => project(lng, lat));
	return Math.max(
		...RINGS.flat().map(([lng, lat]) => {
			const [x, y] = project(lng, lat);
			return Math.min(...found.map(([px, py]) => Math.hypot(px - x, py - y)));
		})
	);
}

test('one parcel in each format and each coordinate system gives one geometry and one verdict', async ({ request }) => {
	const { code, metricSrid } = await districtOf(request);
	const ask = async (geometry: Geometry): Promise<string> => {
		const proposal = {
			uses: [{ type: 'school', facts: { people: 600 } }],
			extends: null,
			existingAreaM2: null,
			months: null
		};
		const response = await request.post('/api/siting', {
			data: { district: code, parcels: [{ name: '', geometry, accuracyM: null }], proposal }
		});
		expect(response.status()).toBe(200);
		const { parcels } = (await response.json()) as SitingAnswer;
		const told = parcels[0].findings.map(({ rule, other, state }) => `${rule} ${other?.id} ${state}`);
		return `${parcels[0].verdict}: ${told.join('; ')}`;
	};
	const drawn = await ask({ type: 'Polygon', coordinates: RINGS });
	expect(drawn, 'there is something to be said of it').toMatch(/^veto: /);
	for (const [format, write] of Object.entries(WRITERS)) {
		for (const [crs, withinM] of CRSES) {
			const response = await upload(request, code, await write(inCrs(crs, RINGS)), crs);
			expect(response.status(), `${format} in ${crs}`).toBe(200);
			const { parcels, refused } = (await response.json()) as FileAnswer;
			expect(refused, `${format} in ${crs}`).toEqual([]);
			expect(parcels).toHaveLength(1);
			expect(farthestM(parcels[0].geometry, metricSrid), `${format} in ${crs}`).toBeLessThan(withinM);
			expect(parcels[0].accuracyM === null, 'an offset system lowers the accuracy').toBe(withinM < 0.1);
			expect(await ask(parcels[0].geometry), `${format} in ${crs}`).toBe(drawn);
		}
	}
});

test('files that are wrong are answered in words, and the server stays up', async ({ request }) => {
	const { code } = await districtOf(request);
	for (const { what, file, crs } of BAD_FILES) {
		const written = await file();
		// The edge ends the connection of a longer body (edge.spec.ts); of these the page says so before it sends them.
		if (written.bytes.length > ACCESS_LIMITS.body.bytes) continue;
		const response = await upload(request, code, written, crs ?? null);
		if (response.status() === 200) {
			const { parcels, refused } = (await response.json()) as FileAnswer;
			expect(parcels, what).toEqual([]);
			expect(refused[0].text.zh, what).not.toBe('');
		} else {
			expect([400, 413, 422], what).toContain(response.status());
			const { error } = (await response.json()) as ApiError;
			expect(error.text.zh, what).not.toBe('');
			expect(error.text.en, what).not.toBe('');
		}
	}
	expect((await request.get('/api/status')).status()).toBe(200);
});

test('a name that cannot be read, a district that there is not, and nothing at all are refused', async ({
	request
}) => {
	const { code } = await districtOf(request);
	const file = { name: 'a.csv', bytes: new TextEncoder().encode('X,Y\n1,2') };
	expect((await upload(request, 'nowhere', file, null)).status()).toBe(404);
	expect((await upload(request, code, { ...file, name: '' }, null)).status()).toBe(400);
	expect((await upload(request, code, file, '../etc/passwd')).status()).toBe(400);
	expect((await upload(request, code, { ...file, name: '../../etc/passwd' }, null)).status()).toBe(422);
	const raw = await request.post(`/api/siting/file?district=${code}`, {
		headers: { 'content-type': 'application/octet-stream', 'x-file-name': '%E0%A4%A' },
		data: Buffer.from('x')
	});
	expect(raw.status()).toBe(400);
});
