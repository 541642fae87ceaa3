import { expect, test } from './page.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('on a phone the list is a sheet under the map, and the answer comes over it', async ({ page, map }) => {
	await map.open();
	await expect(map.rows().first()).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	const sheet = page.getByRole('button', { name: '调整列表高度' });
	const before = (await map.list.boundingBox())?.height ?? 0;
	await sheet.click();
	expect((await map.list.boundingBox())?.height ?? 0).toBeGreaterThan(before);
	await sheet.click();
	await sheet.click();
	await map.rows().first().click();
	await expect(map.answer.getByRole('heading', { level: 2 })).toBeVisible();
	await page.getByRole('button', { name: '关闭' }).click();
	await expect(map.answer).toBeHidden();
});
