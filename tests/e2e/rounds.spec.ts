import { readFile } from 'node:fs/promises';
import { gpx, kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import type { BrowserContext, Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import type { FeatureCollection, Point } from 'geojson';
import type { RoundDetail } from '../../src/lib/rounds/api.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';

/** The demo's inspector, on a phone. */
test.use({
	viewport: { width: 390, height: 844 },
	hasTouch: true,
	storageState: async ({ baseURL }, use) => use(await signInAs(baseURL!, 'inspector'))
});

async function roundShown(page: Page): Promise<RoundDetail> {
	await expect(page).toHaveURL(/\/inspect\/rounds\/[0-9a-f-]{36}/);
	const { pathname, searchParams } = new URL(page.url());
	const id = pathname.split('/').at(-1)!;
	const answer = await page.request.get(`/api/rounds/${id}?district=${searchParams.get('district')}`);
	return (await answer.json()) as RoundDetail;
}

/** Plans today's worst ten; `then` does what has to be done after the click. */
async function plan(page: Page, then = async () => {}): Promise<RoundDetail> {
	await open(page, '/inspect/plan');
	await expect(page.locator('[data-part="stops"] > li')).toHaveCount(10);
	await page.getByRole('button', { name: /^安排这 10 站/ }).click();
	await then();
	return roundShown(page);
}

test('today’s worst ten are planned from a phone: order, why, and what is taken out', async ({ page }) => {
	await open(page, '/inspect/plan');
	const stops = page.locator('[data-part="stops"] > li');
	await expect(stops).toHaveCount(10);
	await expect(stops.first()).toContainText('路线从这里开始');
	await expect(stops.nth(1)).toContainText('直线');
	await expect(page.getByText('没有按道路计算', { exact: false })).toBeVisible();
	const last = (await stops.last().getAttribute('data-feature'))!;
	await stops
		.last()
		.getByRole('button', { name: /移出路线/ })
		.click();
	await expect(stops).toHaveCount(9);
	await expect.poll(() => new URL(page.url()).searchParams.get('sites')?.split(',').length).toBe(9);
	await page.getByLabel('最后回到起点').check();
	await expect(page.locator('[data-part="way"]')).toContainText('其中返回');
	await expect.poll(() => new URL(page.url()).searchParams.get('returns')).toBe('1');
	await page.reload();
	await expect(stops).toHaveCount(9);
	await expect(page.getByLabel('最后回到起点')).toBeChecked();
	await page.getByRole('button', { name: /^安排这 9 站/ }).click();
	const round = await roundShown(page);
	expect(round.stops.map(({ feature }) => feature)).not.toContain(last);
	expect(round.stops).toHaveLength(9);
	expect(round.back).not.toBeNull();
	await expect(page.locator('[data-part="stops"] > li h3')).toHaveCount(9);
});

test.describe('when the answer is lost on the way', () => {
	test.use({ provoked: /ERR_FAILED/ });

	test('what is sent again is the same round, and it is planned once', async ({ page }) => {
		let lost = true;
		const sent: string[] = [];
		await page.route('**/api/rounds', async (route) => {
			sent.push((route.request().postDataJSON() as { id: string }).id);
			if (!lost) return route.continue();
			lost = false;
			await route.fetch();
			await route.abort();
		});
		const round = await plan(page, async () => page.getByRole('button', { name: '重试' }).click());
		expect(sent).toEqual([round.id, round.id]);
	});
});

test('sites of the address are planned, and one that is not seen is said to be left out', async ({ page }) => {
	const planned = await plan(page);
	const [first, second] = planned.stops.map(({ feature }) => feature);
	await open(page, `/inspect/plan?sites=${first},${second},enterprise/nowhere`);
	await expect(page.locator('[data-part="stops"] > li')).toHaveCount(2);
	await expect(page.locator('[data-part="left-out"]')).toContainText('enterprise/nowhere');
});

test('the start is a point of the map, or where the phone is', async ({
	page,
	context
}: {
	page: Page;
	context: BrowserContext;
}) => {
	const { stops } = await plan(page);
	const { lng, lat } = stops[0].place;
	await context.grantPermissions(['geolocation']);
	await context.setGeolocation({ longitude: lng, latitude: lat });
	await open(page, '/inspect/plan');
	await page.getByLabel('我的位置').check();
	await expect(page.locator('[data-part="start"]')).toContainText(lng.toFixed(5));
	await expect(page.locator('[data-part="stops"] > li').first()).toContainText('距起点');
	await expect(page.locator('.map[data-status="idle"]')).toBeVisible({ timeout: 90_000 });
	await page.getByLabel('在地图上选点').check();
	await page.getByRole('button', { name: '以地图中心为起点' }).click();
	await expect(page.locator('[data-part="start"]')).not.toContainText(lng.toFixed(5));
});

test('files of a round open in other programs with the same stops', async ({ page }) => {
	const round = await plan(page);
	const names = round.stops.map(({ name, feature }) => name ?? feature);
	const fileOf = async (format: string) => {
		const coming = page.waitForEvent('download');
		await page.getByRole('group', { name: '导出' }).getByRole('link', { name: format }).click();
		return (await (await coming).path())!;
	};
	const points = ({ features }: FeatureCollection) =>
		features.flatMap(({ geometry, properties }) => {
			if (geometry?.type !== 'Point') return [];
			const [lng, lat] = (geometry as Point).coordinates;
			return [[properties?.name, lng.toFixed(5), lat.toFixed(5)]];
		});
	const expected = (numbered: boolean) =>
		round.stops.map(({ place }, i) => [
			numbered ? `${i + 1}. ${names[i]}` : names[i],
			place.lng.toFixed(5),
			place.lat.toFixed(5)
		]);
	const parsed = async (format: string) =>
		new DOMParser().parseFromString(await readFile(await fileOf(format), 'utf8'), 'text/xml') as unknown as Document;
	expect(points(gpx(await parsed('GPX')) as FeatureCollection)).toEqual(expected(true));
	expect(points(kml(await parsed('KML')) as FeatureCollection)).toEqual(expected(true));
	const geojson = JSON.parse(await readFile(await fileOf('GEOJSON'), 'utf8')) as FeatureCollection;
	expect(points(geojson)).toEqual(expected(false));
	const rows = await readSheet(await readFile(await fileOf('XLSX')));
	const head = rows.findIndex((row) => row[0] === '顺序');
	expect(rows.slice(head + 1).map((row) => [row[0], row[1], row[2]])).toEqual(
		round.stops.map(({ no, feature }, i) => [no, names[i], feature])
	);
});

test('rounds are listed with what is done, and one leads into the phone’s maps and to the phone page', async ({
	page
}) => {
	const round = await plan(page);
	await open(page, '/inspect/rounds');
	const row = page.locator(`[data-round="${round.id}"]`);
	await expect(row).toContainText(round.name);
	await expect(row).toContainText('已提交 0 / 10');
	await row.click();
	await expect(page.getByRole('link', { name: /带走/ })).toHaveAttribute(
		'href',
		`/inspect/go?district=${round.district}&round=${round.id}`
	);
	const first = page.locator('[data-stop="1"]');
	await first.getByText('导航', { exact: true }).click();
	await expect(first.getByRole('link', { name: '高德地图' })).toHaveAttribute('href', /^https:\/\/uri\.amap\.com\//);
	await first.getByRole('button', { name: '在图上看' }).click();
	await expect(first).toHaveClass(/chosen/);
	await expect(first.locator('[data-visit-state="none"]')).toBeVisible();
});

test('the results of the demo’s visits are read with their photos', async ({ page }) => {
	await open(page, '/inspect/rounds');
	await page.getByRole('link', { name: /示范检查路线/ }).click();
	const result = page.locator('details[data-visit-state="handed_in"]').first();
	await result.locator('summary').click();
	await expect(result).toContainText('现场要求整改');
	const photo = result.locator('img').first();
	await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
});

for (const path of ['/inspect/plan', '/inspect/rounds'] as const) {
	test(`nothing serious for axe on ${path}, touch targets of 44 px, and no sideways scrolling`, async ({ page }) => {
		await open(page, path);
		await expect(page.locator(path === '/inspect/plan' ? '[data-stop]' : '[data-round]').first()).toBeVisible();
		await checkAccess(page);
		await checkTouch(page);
	});
}

test('a round’s own page is accessible, and its targets are large enough', async ({ page }) => {
	await plan(page);
	await expect(page.locator('[data-stop]').first()).toBeVisible();
	await checkAccess(page);
	await checkTouch(page);
});

async function checkTouch(page: Page): Promise<void> {
	const small = await page.locator('main :is(a, button, summary, input, select)').evaluateAll((all) =>
		all.flatMap((one) => {
			const target = one.closest('label') ?? one;
			const { width, height } = target.getBoundingClientRect();
			const isOfMap = one.closest('.maplibregl-control-container') !== null;
			return width === 0 || isOfMap || height >= 43.5 ? [] : [`${one.outerHTML.slice(0, 90)} ${height}`];
		})
	);
	expect(small).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}
