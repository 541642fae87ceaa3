import type { Page } from '@playwright/test';
import type { FindingPage, Units } from '../../src/lib/api.ts';
import { LEVEL_CODE } from '../../src/lib/risk/level.ts';
import { expect, test, type MapPage } from './page.ts';
import { cameraOf, openWall, placesOn, settled } from './wall-camera.ts';

/** Software rendering at the size of a wall takes its time. */
test.setTimeout(300_000);

/** Each size, and each pixel ratio: the larger ones at 1, for software draws a canvas of 8K in minutes. */
const SIZES = [
	[1366, 768, [1, 1.5, 2]],
	[1920, 1080, [1, 1.5, 2]],
	[3840, 2160, [1]],
	[5760, 1080, [1]],
	[6656, 1792, [1]]
] as const;
/** Nothing else that can be hit stands so near, CSS pixels at 1/90 of the height as the smallest type. */
const ALONE = 20;

interface Mark {
	id: string;
	at: [number, number];
}

for (const [width, height, ratios] of SIZES) {
	for (const deviceScaleFactor of ratios) {
		test.describe(`${width} × ${height} at ${deviceScaleFactor}`, () => {
			test.use({ viewport: { width, height }, deviceScaleFactor });

			test('the canvas has a pixel for each of the screen, and a click hits what it points at', async ({
				page,
				map
			}) => {
				await openWall(page);
				const sharp = await sharpness(page);
				expect(Math.abs(sharp.width - sharp.cssWidth * deviceScaleFactor)).toBeLessThan(2);
				expect(Math.abs(sharp.height - sharp.cssHeight * deviceScaleFactor)).toBeLessThan(2);
				const { alone, empty } = await marksOn(page, map, height);
				expect(alone.length).toBeGreaterThanOrEqual(3);
				await clickAll(page, alone.slice(0, 3));
				const { x, y } = (await placesOn(page))(empty);
				await page.mouse.click(x, y);
				await expect(page.locator('.wall-map')).toHaveAttribute('data-picked', '');
			});
		});
	}
}

test('a wall that moves to a screen of another pixel ratio is as sharp there, and hit as exactly', async ({
	page,
	map
}) => {
	await openWall(page);
	const { alone } = await marksOn(page, map, 1080);
	const devtools = await page.context().newCDPSession(page);
	for (const deviceScaleFactor of [2, 1.25]) {
		const size = { width: 1920, height: 1080, deviceScaleFactor, mobile: false };
		await devtools.send('Emulation.setDeviceMetricsOverride', size);
		await expect.poll(async () => (await sharpness(page)).ratio).toBeCloseTo(deviceScaleFactor, 2);
		await settled(page);
		await clickAll(page, alone.slice(0, 2));
	}
});

test('a lost graphics card is survived: another map stands where the old one stood, and is hit as exactly', async ({
	page,
	map
}) => {
	await openWall(page);
	const { alone } = await marksOn(page, map, 1080);
	await page.locator('.wall-map canvas').first().focus();
	await page.keyboard.press('+');
	await expect.poll(async () => (await cameraOf(page)).zoom).toBeGreaterThan(11);
	await settled(page);
	const before = await cameraOf(page);
	await page.evaluate(() => {
		const canvas = document.querySelector<HTMLCanvasElement>('.wall-map canvas')!;
		canvas.dataset.lost = 'yes';
		canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
	});
	await expect(page.locator('.wall-map canvas[data-lost]')).toHaveCount(0);
	await settled(page);
	await expect(page.locator('.wall-map canvas')).toHaveCount(1);
	const after = await cameraOf(page);
	for (const key of ['lng', 'lat', 'zoom', 'bearing', 'pitch'] as const) expect(after[key]).toBeCloseTo(before[key], 3);
	const inside = (await placesOn(page))(alone[0].at);
	const box = (await page.locator('.wall-map').boundingBox())!;
	if (inside.x > box.x && inside.x < box.x + box.width && inside.y > box.y && inside.y < box.y + box.height)
		await clickAll(page, alone.slice(0, 1));
});

test('a picture asked for in a flight in which the graphics card is lost is refused in words and can be had after it', async ({
	page
}) => {
	await openWall(page);
	const png = page.getByRole('button', { name: 'PNG', exact: true });
	await page.keyboard.press('PageDown');
	await expect(page.locator('.wall-map[data-status="busy"]')).toBeVisible();
	await png.click();
	await page.evaluate(() =>
		document
			.querySelector<HTMLCanvasElement>('.wall-map canvas')!
			.getContext('webgl2')!
			.getExtension('WEBGL_lose_context')!
			.loseContext()
	);
	await expect(page.getByText('图片没有生成：地图正在重新绘制')).toBeVisible();
	await settled(page);
	const saved = page.waitForEvent('download');
	await png.click();
	expect((await saved).suggestedFilename()).toMatch(/\.png$/);
});

test('arrows and plus move the map, and the pointer hides when it lies still', async ({ page }) => {
	await openWall(page);
	const wall = page.locator('.wall-map');
	const before = await cameraOf(page);
	await wall.locator('canvas').first().focus();
	await page.keyboard.press('ArrowRight');
	await expect.poll(async () => (await cameraOf(page)).lng).toBeGreaterThan(before.lng);
	const box = (await wall.boundingBox())!;
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await expect(wall).toHaveAttribute('data-still', 'false');
	await expect(wall).toHaveAttribute('data-still', 'true', { timeout: 20_000 });
	expect(
		await wall
			.locator('canvas')
			.first()
			.evaluate((canvas) => getComputedStyle(canvas).cursor)
	).toBe('none');
	await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2);
	await expect(wall).toHaveAttribute('data-still', 'false');
});

async function clickAll(page: Page, marks: readonly Mark[]): Promise<void> {
	for (const { id, at } of marks) {
		const { x, y } = (await placesOn(page))(at);
		await page.mouse.click(x, y);
		await expect(page.locator('.wall-map')).toHaveAttribute('data-picked', id);
	}
}

async function sharpness(page: Page) {
	return page
		.locator('.wall-map canvas')
		.first()
		.evaluate((element) => {
			const { width, height } = element as HTMLCanvasElement;
			const { width: cssWidth, height: cssHeight } = element.getBoundingClientRect();
			return { width, height, cssWidth, cssHeight, ratio: width / cssWidth };
		});
}

/** Units that the wall draws as marks and that stand alone there, and a place where nothing stands. */
async function marksOn(page: Page, map: MapPage, height: number): Promise<{ alone: Mark[]; empty: [number, number] }> {
	const { current, districts } = await map.status();
	const units = await map.ask<Units>(`units?district=${current}`);
	const { items } = await map.ask<FindingPage>(`findings?district=${current}&state=broken&limit=5000`);
	const drawn = units.id
		.map((id, i): Mark & { loud: boolean } => {
			const loud = units.layer[i] === 'hazard_source' || units.level[i] >= LEVEL_CODE.orange;
			return { id, at: [units.lng[i], units.lat[i]], loud };
		})
		.filter(({ loud }) => loud);
	const place = await placesOn(page);
	const lines = items.flatMap(({ from, to }) => [from, to].filter((end) => end !== null)).map(place);
	const spots = drawn.map(({ at }) => place(at));
	const apart = Math.max(1, height / 90 / 10) * ALONE;
	const isFar = (one: { x: number; y: number }, other: { x: number; y: number }) =>
		Math.hypot(one.x - other.x, one.y - other.y) > apart;
	// What was picked is told in a card over the lower part of the map.
	const box = (await page.locator('.wall-map').boundingBox())!;
	const isClear = ({ y }: { y: number }) => y < box.y + box.height * 0.6;
	const alone = drawn.filter(
		(_, k) =>
			isClear(spots[k]) &&
			spots.every((spot, i) => i === k || isFar(spot, spots[k])) &&
			lines.every((end) => isFar(end, spots[k]))
	);
	// Beyond the district's edge, where its box has corners, there is nothing.
	const [west, south, east, north] = districts.find(({ code }) => code === current)!.bbox!;
	const empty: [number, number] = [west + 0.02 * (east - west), north - 0.02 * (north - south)];
	return { alone, empty };
}
