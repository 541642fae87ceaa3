import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { PersonItem } from '../../src/lib/access/api.ts';
import type { FeaturePage } from '../../src/lib/api.ts';
import type { DangerDetail } from '../../src/lib/dangers/api.ts';
import type { RoundPack } from '../../src/lib/rounds/api.ts';
import { dayFromNow } from '../day-from-now.ts';
import { DISTRICT, enterAgain, install, type Installation } from './everybody.ts';
import { call, expectText, HOSTILE, pageOf, SHORT } from './hostile.ts';

/** What people write while they work: dangers, cases, rounds, visits, draws, duties. Whoever reads it sees it as text. */

test.use({ storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: 'serial' });

let place: Installation;
let unit: string;
/** The name of the one subdistrict. */
const PLACE = '某街道';
const ring = [
	[114, 30.6],
	[114.1, 30.6],
	[114.1, 30.7],
	[114, 30.7],
	[114, 30.6]
];
const AREAS = ['district', 'subdistrict'].map((kind) => ({
	type: 'Feature',
	id: kind,
	properties: { name: PLACE, kind },
	geometry: { type: 'Polygon', coordinates: [ring] }
}));

test.beforeAll(async () => {
	test.setTimeout(240_000);
	place = await install();
	const folder = mkdtempSync(join(tmpdir(), 'sise-attack-'));
	const file = join(folder, 'areas.geojson');
	writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: AREAS }));
	await place.sise('import', file, '--layer', 'area', '--district', DISTRICT);
	rmSync(folder, { recursive: true });
	await place.sise('run');
	const path = `/api/features?district=${DISTRICT}&layer=enterprise&limit=1`;
	unit = (await call<FeaturePage>(place, place.persons.data_keeper, 'GET', path)).items[0].id;
});
test.afterAll(async () => place?.stop());

test('every field of a danger and of its steps is text in the register, its lists, its own page, the map and the wall', async ({
	browser
}) => {
	const keeper = place.persons.data_keeper;
	const order = {
		district: DISTRICT,
		id: randomUUID(),
		feature: unit,
		level: 'general',
		text: HOSTILE,
		discoveredAt: dayFromNow(-3),
		reportedBy: HOSTILE.slice(0, 100),
		responsibleUnit: HOSTILE,
		responsiblePerson: HOSTILE.slice(0, 100),
		measure: HOSTILE,
		fund: HOSTILE,
		plan: HOSTILE,
		deadline: dayFromNow(20),
		note: HOSTILE,
		evidence: [{ sha256: 'a'.repeat(64), name: HOSTILE }]
	};
	const made = await call<DangerDetail>(place, keeper, 'POST', '/api/dangers', order);
	expect(made.text).toBe(HOSTILE);
	for (const [who, path, shows] of [
		[keeper, `/dangers?district=${DISTRICT}`, true],
		[keeper, `/dangers/${made.id}?district=${DISTRICT}`, true],
		[keeper, `/dangers/lists?district=${DISTRICT}&kind=problems`, true],
		[keeper, `/?district=${DISTRICT}&feature=${encodeURIComponent(unit)}`, false],
		[place.persons.leader, `/screen?district=${DISTRICT}&theme=dangers`, false],
		[place.persons.leader, `/alerts?district=${DISTRICT}`, false]
	] as const) {
		const { page, ran, close } = await pageOf(place, browser, who);
		await page.goto(place.address + path);
		if (shows) await expectText(page, HOSTILE);
		else await page.waitForLoadState('networkidle').catch(() => {});
		expect(ran, path).toEqual([]);
		await close();
	}
});

test('the name of a case and of its parcels is text on the page of siting', async ({ browser }) => {
	const { planner } = place.persons;
	const at = (lng: number, lat: number) => [lng, lat];
	const ring = [at(114.05, 30.65), at(114.051, 30.65), at(114.051, 30.651), at(114.05, 30.651), at(114.05, 30.65)];
	const parcels = [{ name: HOSTILE, geometry: { type: 'Polygon', coordinates: [ring] }, accuracyM: null }];
	const proposal = {
		uses: [{ type: 'school', facts: { people: 9 } }],
		extends: null,
		existingAreaM2: null,
		months: null
	};
	const variants = [{ name: HOSTILE, parcels, proposal }];
	const order = { district: DISTRICT, name: HOSTILE, variants };
	const { id } = await call<{ id: number }>(place, planner, 'POST', '/api/siting/cases', order);
	const { page, ran, close } = await pageOf(place, browser, planner);
	await page.goto(`${place.address}/siting?district=${DISTRICT}&case=${id}`);
	await expectText(page, HOSTILE);
	expect(ran).toEqual([]);
	await close();
});

test('a round, a visit, a draw, a recusal and a duty are text wherever they are read', async ({ browser }) => {
	const { leader, data_keeper: keeper, security_admin: security } = place.persons;
	const persons = await call<PersonItem[]>(place, security, 'GET', '/api/persons');
	const { id: person } = persons.find(({ username }) => username === 'inspector')!;
	const granted = { role: 'inspector', subdistricts: { [DISTRICT]: ['area/subdistrict'] } };
	await call(place, security, 'PUT', `/api/persons/${person}/role`, granted);

	const inspector = await enterAgain(place, 'inspector');
	const round = { district: DISTRICT, id: randomUUID(), day: dayFromNow(0), name: SHORT, sites: [unit] };
	await call(place, inspector, 'POST', '/api/rounds', round);
	const pack = await call<RoundPack>(place, inspector, 'GET', `/api/rounds/${round.id}/pack?district=${DISTRICT}`);
	const [stop] = pack.round.stops;
	const { id: list, version, items } = pack.sites[unit].checklist;
	const visit = {
		district: DISTRICT,
		id: stop.visit,
		feature: unit,
		round: round.id,
		version: 0,
		sending: randomUUID(),
		checklist: { id: list, version },
		fields: { answers: { [items[0].id]: { value: 'no', note: HOSTILE, photos: [] } }, note: HOSTILE, metWith: HOSTILE },
		startedAt: new Date().toISOString(),
		handedInAt: null,
		place: null,
		photos: []
	};
	await call(place, inspector, 'PUT', `/api/visits/${visit.id}`, visit);
	const recusal = { district: DISTRICT, id: randomUUID(), feature: unit, relation: 'relative', note: HOSTILE };
	await call(place, inspector, 'POST', '/api/draws/recusals', recusal);
	const bearer = {
		district: DISTRICT,
		id: randomUUID(),
		version: 0,
		name: SHORT,
		account: null,
		roles: ['party_head'],
		since: dayFromNow(-40),
		department: SHORT,
		subdistrict: null
	};
	await call(place, keeper, 'PUT', '/api/duties/bearers', bearer);
	for (const [who, path, text] of [
		[inspector, `/inspect/rounds?district=${DISTRICT}`, SHORT],
		[inspector, `/inspect/rounds/${round.id}?district=${DISTRICT}`, HOSTILE],
		[inspector, `/inspect/go?district=${DISTRICT}`, SHORT],
		[inspector, `/inspect/unit/${unit}?district=${DISTRICT}`, HOSTILE],
		[inspector, `/draws?district=${DISTRICT}`, null],
		[leader, `/draws?district=${DISTRICT}`, null],
		[keeper, `/duties?district=${DISTRICT}`, SHORT],
		[leader, `/duties/sheet?district=${DISTRICT}`, SHORT],
		[leader, `/duties/ranking?district=${DISTRICT}`, SHORT]
	] as const) {
		const { page, ran, close } = await pageOf(place, browser, who);
		await page.goto(place.address + path);
		if (path.includes(round.id)) await page.locator('[data-visit-state] summary').click();
		if (text === null) await page.waitForLoadState('networkidle').catch(() => {});
		else await expectText(page, text);
		expect(ran, path).toEqual([]);
		await close();
	}
});
