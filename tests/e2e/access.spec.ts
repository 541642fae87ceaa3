import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page.ts';

test.describe('axe finds nothing serious', () => {
	for (const [what, query] of [
		['in the list of features', ''],
		['in the list of clearances', '?tab=findings'],
		['in the list of subdistricts', '?tab=subdistricts']
	]) {
		test(what, async ({ page, map }) => {
			await map.open(query);
			await map.rows().first().click();
			await expect(map.answer.getByRole('heading', { name: '数据来源' })).toBeVisible();
			await map.settled();
			const { violations } = await new AxeBuilder({ page }).analyze();
			const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
			expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
		});
	}
});

test('the keyboard alone reaches list, answer and map', async ({ page, map }) => {
	await map.open();
	await expect(map.rows().first()).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: /跳到列表/ })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(map.list).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('searchbox')).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await expect(map.rows().first()).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await expect(map.rows().nth(1)).toBeFocused();
	await page.keyboard.press('End');
	await expect(map.rows().last()).toBeFocused();
	await page.keyboard.press('Home');
	await page.keyboard.press('Enter');
	await expect(map.answer.getByRole('heading', { level: 2 })).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(map.answer).toBeHidden();
	await expect(map.rows().first()).toBeFocused();
});

test('the map takes the keyboard: arrows move it, Enter asks about its middle', async ({ page, map }) => {
	await map.open();
	const canvas = page.locator('canvas.maplibregl-canvas');
	await expect(canvas).toHaveAttribute('aria-label', /风险地图/);
	await canvas.focus();
	await expect.poll(map.param('at')).not.toBeNull();
	const before = map.param('at')();
	await page.keyboard.press('ArrowRight');
	await expect.poll(map.param('at')).not.toBe(before);
	await page.keyboard.press('Enter');
	await expect(map.answer.getByRole('heading', { name: '此处为什么是这种颜色？' })).toBeFocused();
});

test('tabs turn with the arrow keys', async ({ page, map }) => {
	await map.open();
	await page.getByRole('tab', { name: '要素' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: '安全距离' })).toBeFocused();
	await expect(page.getByRole('tab', { name: '安全距离' })).toHaveAttribute('aria-selected', 'true');
});
