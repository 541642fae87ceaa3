import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { FeaturePage } from '../../src/lib/api.ts';
import type { DangerDetail } from '../../src/lib/dangers/api.ts';
import { DISTRICT, install, type Installation } from './everybody.ts';
import { call, expectText, HOSTILE, pageOf } from './hostile.ts';

/** What people write while they work: dangers, cases. Whoever reads it later must see it as text. */

test.use({ storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: 'serial' });

let place: Installation;
let unit: string;

test.beforeAll(async () => {
	test.setTimeout(240_000);
	place = await install();
	await place.sise('run');
	const path = `/api/features?district=${DISTRICT}&layer=enterprise&limit=1`;
	unit = (await call<FeaturePage>(place, place.persons.data_keeper, 'GET', path)).items[0].id;
});
test.afterAll(async () => place?.stop());

const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

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
		discoveredAt: until(-3),
		reportedBy: HOSTILE.slice(0, 100),
		responsibleUnit: HOSTILE,
		responsiblePerson: HOSTILE.slice(0, 100),
		measure: HOSTILE,
		fund: HOSTILE,
		plan: HOSTILE,
		deadline: until(20),
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
	const proposal = { uses: [{ type: 'school', facts: { people: 9 } }], extends: null, existingAreaM2: null, months: null };
	const variants = [{ name: HOSTILE, parcels, proposal }];
	const order = { district: DISTRICT, name: HOSTILE, variants };
	const { id } = await call<{ id: number }>(place, planner, 'POST', '/api/siting/cases', order);
	const { page, ran, close } = await pageOf(place, browser, planner);
	await page.goto(`${place.address}/siting?district=${DISTRICT}&case=${id}`);
	await expectText(page, HOSTILE);
	expect(ran).toEqual([]);
	await close();
});
