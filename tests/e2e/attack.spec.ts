import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { FeaturePage, RulesPage } from '../../src/lib/api.ts';
import { dayFromNow } from '../day-from-now.ts';
import { DISTRICT, install, type Installation } from './everybody.ts';
import { call, expectText, HOSTILE, pageOf, SHORT } from './hostile.ts';

/** What a spreadsheet would compute. */
const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', '＝1+1', '＋1', '－1', '＠SUM(1)'];

test.use({ storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: 'serial' });

let place: Installation;
let folder: string;

test.beforeAll(async () => {
	test.setTimeout(240_000);
	folder = mkdtempSync(join(tmpdir(), 'sise-attack-'));
	place = await install();
	await place.sise('import', file('areas.geojson', JSON.stringify(AREAS)), '--layer', 'area', '--district', DISTRICT);
	await place.sise(
		'import',
		file('units.csv', units()),
		'--layer',
		'enterprise',
		'--district',
		DISTRICT,
		'--name',
		SHORT
	);
	await place.sise(
		'import',
		file('tanks.geojson', JSON.stringify(TANKS)),
		'--layer',
		'hazard_source',
		'--district',
		DISTRICT
	);
	await place.sise('run');
});
test.afterAll(async () => {
	await place?.stop();
	rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
}

const square = (x: number) => [
	[
		[x, 30.6],
		[x + 0.1, 30.6],
		[x + 0.1, 30.7],
		[x, 30.7],
		[x, 30.6]
	]
];
const AREAS = {
	type: 'FeatureCollection',
	features: [
		['district', 114, 'd'],
		['subdistrict', 114, 's']
	].map(([kind, x, id]) => ({
		type: 'Feature',
		id,
		properties: { name: HOSTILE, kind, trigger: HOSTILE, lastAssessed: '2026-01-01' },
		geometry: { type: 'Polygon', coordinates: square(x as number) }
	}))
};
const TANKS = {
	type: 'FeatureCollection',
	features: [
		{
			type: 'Feature',
			id: HOSTILE,
			properties: {
				name: HOSTILE,

				enterprise: HOSTILE,
				[HOSTILE]: HOSTILE,
				measures: HOSTILE,
				phone: HOSTILE
			},
			geometry: { type: 'Point', coordinates: [114.05, 30.65] }
		}
	]
};

function units(): string {
	const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
	const hostile = [
		HOSTILE,
		'114.051',
		'30.65',
		'加油站',
		HOSTILE,
		'javascript:__ran(5)',
		HOSTILE,
		HOSTILE,
		'10',
		'6',
		'15'
	];
	const computed = FORMULAS.map((text, i) => [
		text,
		`${114.06 + i / 1000}`,
		'30.66',
		'加油站',
		text,
		text,
		text,
		text,
		'10',
		'6',
		'15'
	]);
	const head = ['名称', '经度', '纬度', '类型', '负责人', '电话', '管控措施', HOSTILE, 'L', 'E', 'C'];
	return [head, hostile, ...computed].map((row) => row.map(cell).join(',')).join('\n');
}

test('names and cells that came by CSV and GeoJSON are text on the map, in its list and its answer', async ({
	browser
}) => {
	const shown = place.persons.data_keeper;
	const { page, ran, close } = await pageOf(place, browser, shown);
	for (const layer of ['enterprise', 'hazard_source', 'area']) {
		const { items } = await call<FeaturePage>(
			place,
			shown,
			'GET',
			`/api/features?district=${DISTRICT}&layer=${layer}&limit=500`
		);
		const one = items.find(({ name }) => name === HOSTILE)!;
		expect(one, layer).toBeDefined();
		await page.goto(`${place.address}/?district=${DISTRICT}&feature=${encodeURIComponent(one.id)}`);
		await expect(page.locator('aside.panel')).toContainText(HOSTILE);
	}
	for (const tab of ['findings', 'subdistricts', 'segments']) {
		await page.goto(`${place.address}/?district=${DISTRICT}&tab=${tab}`);
		await expect(page.locator('#list')).toBeVisible();
	}
	await page.goto(`${place.address}/?district=${DISTRICT}&at=114.05,30.65,15`);
	await expect(page.locator('.map[data-status="idle"][data-drawn="true"]')).toBeVisible({ timeout: 90_000 });
	expect(ran).toEqual([]);
	await close();
});

test('the reason of an override and the note of a rule set are text', async ({ browser }) => {
	const shown = place.persons.data_keeper;
	const { items } = await call<FeaturePage>(
		place,
		shown,
		'GET',
		`/api/features?district=${DISTRICT}&layer=enterprise&limit=500`
	);
	const { id } = items.find(({ name }) => name === HOSTILE)!;
	const until = dayFromNow(20);
	const order = {
		district: DISTRICT,
		feature: id,
		level: 'red',
		reason: HOSTILE,
		approver: HOSTILE,
		evidence: HOSTILE,
		until
	};
	await call(place, shown, 'POST', '/api/overrides', order);
	const rules = await call<RulesPage>(place, shown, 'GET', `/api/rules?district=${DISTRICT}`);
	const changes = [{ path: 'zoning.radii.park.value', value: 250 }];
	await call(place, shown, 'POST', '/api/rules', { from: rules.version, changes, note: HOSTILE });
	const { page, ran, close } = await pageOf(place, browser, shown);
	await page.goto(`${place.address}/?district=${DISTRICT}&feature=${encodeURIComponent(id)}`);
	await expectText(page.locator('aside.panel').page(), HOSTILE);
	for (const path of ['/rules', '/lists', '/runs']) {
		await page.goto(`${place.address}${path}?district=${DISTRICT}`);
		await expect(page.locator('main#content h2').first()).toBeVisible();
	}
	await page.goto(`${place.address}/lists?district=${DISTRICT}`);
	await expectText(page, HOSTILE);
	expect(ran).toEqual([]);
	await close();
});

test('names of persons and passes are text to the administrators and in the audit', async ({ browser }) => {
	const { system_admin: system, security_admin: security, audit_admin: audit } = place.persons;
	await call(place, system, 'POST', '/api/persons', { name: SHORT, username: 'hostile' });
	await call(place, security, 'POST', '/api/passes', {
		kind: 'machine',
		name: SHORT,
		days: 1,
		rights: ['map.read'],
		tiers: ['general']
	});
	for (const [shown, path] of [
		[system, '/persons'],
		[security, '/persons'],
		[security, '/passes'],
		[audit, '/audit']
	] as const) {
		const { page, ran, close } = await pageOf(place, browser, shown);
		await page.goto(place.address + path);
		await expectText(page, SHORT);
		expect(ran, path).toEqual([]);
		await close();
	}
});

test('what stands in an address or a search box is text', async ({ browser }) => {
	const { page, ran, close } = await pageOf(place, browser, place.persons.data_keeper);
	const text = encodeURIComponent(HOSTILE);
	for (const path of [
		...['district', 'at', 'hide', 'tab', 'level', 'layer', 'state', 'q', 'feature', 'finding', 'place'].map(
			(key) => `/?${key}=${text}`
		),
		`/lists?district=${text}&tab=${text}`,
		`/rules?district=${text}&version=${text}`,
		`/runs?district=${text}&a=${text}&b=${text}`,
		`/sign-in?next=${text}&why=${text}`,
		`/sign-in?next=${encodeURIComponent('javascript:__ran(6)')}`,
		`/setup#${text}`,
		`/wall#${text}`,
		`/account?refused=${text}`,
		`/${text}`
	]) {
		await page.goto(place.address + path);
		await page.waitForTimeout(150);
	}
	await page.goto(`${place.address}/?district=${DISTRICT}`);
	await page.getByRole('searchbox').fill(HOSTILE);
	await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(HOSTILE);
	expect(ran).toEqual([]);
	await close();
});

test('an answer that holds a script is none to a browser', async ({ browser }) => {
	const { page, ran, close } = await pageOf(place, browser, place.persons.data_keeper);
	for (const path of [
		`/api/features?district=${DISTRICT}&limit=500`,
		`/api/features?district=${encodeURIComponent(HOSTILE)}`,
		`/api/lists/${encodeURIComponent(HOSTILE)}?district=a`,
		`/api/zones?district=${DISTRICT}`
	]) {
		await page.goto(place.address + path);
		await page.waitForTimeout(100);
	}
	expect(ran).toEqual([]);
	await close();
});

test('a list as CSV computes nothing, and its name is ours', async () => {
	const shown = place.persons.data_keeper;
	for (const list of ['risk', 'responsibility']) {
		const answer = await fetch(`${place.address}/api/lists/${list}?district=${DISTRICT}&format=csv`, {
			headers: shown
		});
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-disposition')).toMatch(
			/^attachment; filename="[\w-]+\.csv"; filename\*=UTF-8''[\w%.-]+$/
		);
		const text = await answer.text();
		for (const formula of FORMULAS) {
			const shownAs = formula.trim().replaceAll('"', '""');
			expect(text, formula).toContain(`"'${shownAs}`);
		}
		expect(text, list).not.toMatch(/(^|,|\n)"?[=+\-@\t＝＋－＠]/m);
	}
});

test('the audit as CSV computes nothing', async () => {
	await call(place, place.persons.system_admin, 'POST', '/api/persons', {
		name: '=HYPERLINK("http://evil.example")',
		username: 'formula'
	});
	const answer = await fetch(`${place.address}/api/audit/export?format=csv`, { headers: place.persons.audit_admin });
	expect(answer.status).toBe(200);
	expect(await answer.text()).not.toMatch(/(^|,|\n)"?[=+\-@\t＝＋－＠](?!\d+(,|\r|\n|"))/m);
});
