import type { RiskList } from '../../src/lib/api.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test, type MapPage } from './page.ts';

async function listOf(map: MapPage): Promise<RiskList> {
	return map.ask<RiskList>(`lists/risk?district=${encodeURIComponent((await map.status()).current)}`);
}

test('the risk list has every unit at orange and above, and says how many are not assessed', async ({ page, map }) => {
	const list = await listOf(map);
	await open(page, '/lists');
	await expect(
		page.getByText(`共 ${list.items.length.toLocaleString('zh-CN')} 个`, { exact: false }).first()
	).toBeVisible();
	await expect(page.locator('[data-unassessed]')).toContainText(list.unassessed.toLocaleString('zh-CN'));
	const [first] = list.items;
	const row = page.locator('[data-unit]').first();
	await expect(row).toContainText(first.name ?? first.id);
	await expect(row).toContainText(first.level === 'red' ? '重大风险' : '较大风险');
	await expect(row).toContainText(first.reasons[0].text.zh);
	await row.getByRole('link').first().click();
	await map.settled();
	await expect(map.answer.getByRole('heading', { level: 2 })).toContainText(first.name ?? first.id);
});

test('filters stand in the address, and come back with it', async ({ page, map }) => {
	const list = await listOf(map);
	const orange = list.items.filter(({ level }) => level === 'orange').length;
	await open(page, '/lists?list=responsibility');
	await expect(page.getByRole('tab', { name: '风险责任清单' })).toHaveAttribute('aria-selected', 'true');
	await page.getByLabel('风险等级').selectOption('orange');
	await expect.poll(map.param('level')).toBe('orange');
	await page.reload();
	await expect(page.getByText(`清单列出 ${orange.toLocaleString('zh-CN')} 个单位`)).toBeVisible();
	await expect(page.getByLabel('风险等级')).toHaveValue('orange');
});

test('a person who is not on record is said to be so, and what is overdue stands in words', async ({ page }) => {
	await page.route('**/api/lists/responsibility*', async (route) => {
		const list = (await (await route.fetch()).json()) as RiskList;
		const [first] = list.items;
		const role = { zh: '技术负责人', en: 'Technical' };
		list.items[0] = { ...first, persons: [{ role, name: null, phone: null }], nextDue: '2026-01-31', overdue: true };
		await route.fulfill({ json: list });
	});
	await open(page, '/lists?list=responsibility');
	const row = page.locator('[data-unit]').first();
	await expect(row).toContainText('技术负责人');
	await expect(row).toContainText('未登记');
	await expect(row).toContainText('2026-01-31');
	await expect(row).toContainText('已逾期');
});

test('on paper the whole list stands, with district, run, date and rule set on top', async ({ page, map }) => {
	const list = await listOf(map);
	await open(page, '/lists');
	await expect(page.locator('[data-unit]').first()).toBeVisible();
	await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('[data-unit]')).toHaveCount(list.items.length);
	const head = page.locator('.print-head');
	await expect(head).toBeVisible();
	await expect(head).toContainText(`第 ${list.run} 批评估`);
	await expect(head).toContainText(list.rulesVersion);
	await expect(page.locator('header.bar')).toBeHidden();
});

test('the report on the district is one click away, in three formats', async ({ page }) => {
	await open(page, '/lists');
	for (const [name, ending] of [
		['PDF', /\.pdf$/],
		['Word', /\.docx$/],
		['XLSX', /\.xlsx$/]
	] as const) {
		const coming = page.waitForEvent('download');
		await page.getByRole('group', { name: '全区报告' }).getByRole('link', { name }).click();
		const download = await coming;
		expect(download.suggestedFilename()).toMatch(ending);
		expect(await download.failure()).toBeNull();
	}
});

test('both lists come as CSV', async ({ page }) => {
	for (const list of ['risk', 'responsibility']) {
		await open(page, `/lists?list=${list}`);
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name: '下载 CSV' }).click();
		expect((await download).suggestedFilename()).toMatch(/\.csv$/);
	}
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
	for (const list of ['risk', 'responsibility']) {
		test(`the ${list} list reads as cards, and axe finds nothing serious`, async ({ page }) => {
			await open(page, `/lists?list=${list}&level=red`);
			await expect(page.locator('[data-unit]').first()).toBeVisible();
			await checkAccess(page);
		});
	}
});

test('axe finds nothing serious in the lists', async ({ page }) => {
	await open(page, '/lists?level=red');
	await expect(page.locator('[data-unit]').first()).toBeVisible();
	await checkAccess(page);
	await page.getByRole('tab', { name: '区域风险清单' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: '风险责任清单' })).toBeFocused();
	await expect(page.getByRole('columnheader', { name: '牵头部门' })).toBeVisible();
	await checkAccess(page);
});

test('without a run the page says how to get one', async ({ page }) => {
	await page.route('**/api/status*', async (route) => {
		const status = (await (await route.fetch()).json()) as Record<string, unknown>;
		await route.fulfill({ json: { ...status, run: null } });
	});
	await open(page, '/runs');
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await page.getByRole('link', { name: '清单' }).click();
	await expect(page.getByText('尚未评估，所以还没有清单')).toBeVisible();
});
