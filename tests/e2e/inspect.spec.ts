import { readSheet } from 'read-excel-file/node';
import type { Page } from '@playwright/test';
import type { InspectPage } from '../../src/lib/inspect/api.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test, type MapPage } from './page.ts';
import { signInAs } from './signed-in.ts';

const LEAST_PIXELS = 44;

async function listOf(map: MapPage, query = ''): Promise<InspectPage> {
	return map.ask(`inspect?district=${encodeURIComponent((await map.status()).current)}&counts=yes&limit=500&${query}`);
}

async function openList(page: Page, query = ''): Promise<void> {
	await open(page, `/inspect${query}`);
	await expect(page.locator('[data-unit]').first()).toBeVisible();
}

/** Ids of the rows that are drawn, from the top. */
const drawnIds = (page: Page) =>
	page.locator('[data-unit]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.unit));

/** What can be pressed in the page itself and is smaller than a finger; links within a text are no targets of their own. */
async function tooSmall(page: Page): Promise<string[]> {
	return page.locator('main#content').evaluate((main, least) => {
		const targets = [...main.querySelectorAll<HTMLElement>('button, a, select, summary, input, label.box')];
		return targets
			.filter((target) => !target.closest('.map') && target.checkVisibility())
			.map((target) => (target.matches('input') ? (target.closest('label') ?? target) : target))
			.filter((target) => {
				const { width, height } = target.getBoundingClientRect();
				return height > 0 && (height < least - 0.5 || width < least - 0.5);
			})
			.map((target) => target.outerHTML.slice(0, 120));
	}, LEAST_PIXELS);
}

test('the most urgent units stand first, each with the reasons of its rank in words', async ({ page, map }) => {
	const list = await listOf(map);
	await openList(page);
	const rows = page.locator('[data-unit]');
	for (const [i, item] of list.items.slice(0, 3).entries()) {
		await expect(rows.nth(i)).toHaveAttribute('data-unit', item.id);
		for (const reason of item.reasons) await expect(rows.nth(i)).toContainText(reason.zh);
	}
	await expect(page.locator('.total')).toContainText(list.total.toLocaleString('zh-CN'));
});

test('a filter is the address: a link opened elsewhere gives the same list, and its file has the same rows', async ({
	page,
	map,
	browser
}) => {
	await openList(page);
	await page.locator('[data-facet="danger=open"]').click();
	await page.locator('[data-facet="level=red"]').click();
	await expect.poll(map.param('danger')).toBe('open');
	await expect.poll(map.param('level')).toBe('red');
	const list = await listOf(map, 'danger=open&level=red');
	await expect(page.locator('.total strong')).toHaveText(`${list.total.toLocaleString('zh-CN')} 家`);
	const ids = await drawnIds(page);
	expect(ids.slice(0, 5)).toEqual(list.items.slice(0, 5).map(({ id }) => id));

	const other = await browser.newContext();
	const second = await other.newPage();
	await second.goto(page.url());
	await expect(second.locator('[data-unit]').first()).toBeVisible();
	await expect(second.locator('[data-facet="danger=open"]')).toHaveAttribute('aria-pressed', 'true');
	expect(await drawnIds(second)).toEqual(ids);
	await other.close();

	await page.getByText('导出').click();
	const coming = page.waitForEvent('download');
	await page.getByRole('link', { name: '下载 XLSX' }).click();
	const rows = await readSheet(await (await coming).path());
	const head = rows.findIndex(([first]) => first === '序号');
	const about = Object.fromEntries(rows.slice(1, head - 1).map(([name, value]) => [name, value]));
	expect(about['筛选']).toBe('风险等级：重大风险；隐患：有未销号隐患');
	expect(about['日期']).toBe(list.today);
	const at = (title: string) => rows[head].indexOf(title);
	expect(rows.slice(head + 1).map((row) => [row[at('编号')], row[at('名称')], row[at('未销号隐患')]])).toEqual(
		list.items.map(({ id, name, dangersOpen }) => [id, name, dangersOpen])
	);
});

test('list, map and table look at the same unit, and keys go through it', async ({ page }) => {
	await openList(page);
	await page.locator('[data-row="0"]').click();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	const chosen = page.locator('[data-unit]:has([data-row="2"])');
	await expect(page.locator('[data-row="2"]')).toBeFocused();
	await expect(page.locator('[data-row="2"]')).toHaveAttribute('aria-pressed', 'true');
	const id = await chosen.getAttribute('data-unit');
	const card = page.locator('aside.unit');
	await expect(card).toBeVisible();
	await page.keyboard.press(' ');
	await expect(page.getByText('已选 1 家')).toBeVisible();
	await page.getByRole('button', { name: '表格' }).click();
	await expect(page.locator(`tr[data-unit="${id}"] [data-row]`)).toHaveAttribute('aria-pressed', 'true');
	await expect(page.locator(`tr[data-unit="${id}"] input`)).toBeChecked();
	await page.keyboard.press('Escape');
	await expect(page.locator('[data-row][aria-pressed="true"]')).toHaveCount(0);
	await page.keyboard.press('/');
	await expect(page.getByRole('searchbox')).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('End');
	const last = page.locator('[data-row][aria-pressed="true"]');
	await expect(last).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('#people')).toBeVisible();
	expect(page.url()).toContain('/inspect/unit/');
});

test('however far one scrolls, only the rows that are seen are on the page, and they are the right ones', async ({
	page,
	map
}) => {
	const list = await listOf(map);
	await openList(page);
	const box = page.locator('#units');
	await box.evaluate((one) => (one.scrollTop = one.scrollHeight));
	const last = page.locator(`[data-row="${list.total - 1}"]`);
	await expect(last).toBeVisible();
	expect(await page.locator('[data-unit]').count()).toBeLessThan(60);
	const tail = await map.ask<InspectPage>(
		`inspect?district=${list.district}&offset=${list.total - 1}&limit=1&counts=no`
	);
	await expect(page.locator('[data-unit]:has([data-row]):last-child').last()).toHaveAttribute(
		'data-unit',
		tail.items[0].id
	);
});

test('units within a distance of a pipeline are asked for, and a saved filter comes back after it was deleted', async ({
	page,
	map
}) => {
	await openList(page);
	await page.locator('[data-near="metres"]').fill('150');
	await page.getByRole('button', { name: '添加' }).click();
	await expect.poll(map.param('near')).toBe('pipeline:150');
	const list = await listOf(map, 'near=pipeline:150');
	await expect(page.locator('.total strong')).toHaveText(`${list.total.toLocaleString('zh-CN')} 家`);
	await page.getByPlaceholder('名称', { exact: true }).fill('管道旁');
	await page.getByRole('button', { name: '保存当前筛选' }).click();
	await page.getByRole('button', { name: '清除全部' }).click();
	await page.reload();
	await page.getByRole('button', { name: '管道旁', exact: true }).click();
	await expect(page.locator('.total strong')).toHaveText(`${list.total.toLocaleString('zh-CN')} 家`);
	await page
		.getByRole('button', { name: '删除 管道旁' })
		.or(page.getByRole('button', { name: '删除管道旁' }))
		.click();
	await expect(page.getByRole('button', { name: '管道旁', exact: true })).toHaveCount(0);
	await page.getByRole('button', { name: '撤销' }).click();
	await expect(page.getByRole('button', { name: '管道旁', exact: true })).toBeVisible();
});

test.describe('who plans rounds', () => {
	test.use({ storageState: async ({ baseURL }, use) => use(await signInAs(baseURL!, 'inspector')) });

	test('takes the worst ten into a round with one press', async ({ page, map }) => {
		const list = await listOf(map);
		await openList(page);
		await page.getByRole('button', { name: `选最急的 ${list.worst} 家` }).click();
		const link = await page.getByRole('link', { name: '排路线' }).getAttribute('href');
		const sites = new URL(link!, page.url()).searchParams.get('sites')!.split(',');
		expect(sites).toEqual(list.items.slice(0, list.worst).map(({ id }) => id));
	});
});

test('a question that no unit fits says so and how to go on', async ({ page }) => {
	await open(page, '/inspect?q=no-such-unit-anywhere');
	await expect(page.getByText('没有符合全部条件的单位')).toBeVisible();
	await page.locator('.nothing').getByRole('button', { name: '清除全部' }).click();
	await expect(page.locator('[data-unit]').first()).toBeVisible();
});

test('the page of a unit has its people to call, its dangers, its levels and the nearest help in metres', async ({
	page,
	map
}) => {
	const list = await listOf(map, 'danger=open&level=red');
	const [item] = list.items;
	await open(page, `/inspect/unit/${item.id}?district=${list.district}`);
	await expect(page.getByRole('heading', { level: 3 }).first()).toHaveText(item.name ?? item.id);
	await expect(page.locator('[data-danger]').first()).toBeVisible();
	await expect(page.locator('[data-resource]')).toHaveCount(5);
	await expect(page.locator('[data-resource]').first()).toContainText(/[\d.]+ k?m/);
	await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
	await expect(page.getByRole('heading', { name: '历次等级' })).toBeVisible();
	await checkAccess(page);
});

test('axe finds nothing serious in list, map and table', async ({ page }) => {
	await openList(page, '?level=red');
	await checkAccess(page);
	await page.getByRole('button', { name: '表格' }).click();
	await expect(page.locator('tr[data-unit]').first()).toBeVisible();
	await checkAccess(page);
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('filters are a sheet, everything is as large as a finger, and axe finds nothing serious', async ({
		page,
		map
	}) => {
		await openList(page);
		expect(await tooSmall(page)).toEqual([]);
		await checkAccess(page);
		await page.getByRole('button', { name: '筛选' }).click();
		await page.locator('dialog [data-facet="danger=overdue"]').click();
		await expect.poll(map.param('danger')).toBe('overdue');
		expect(await tooSmall(page)).toEqual([]);
		await checkAccess(page);
		await page.locator('dialog footer button').click();
		const list = await listOf(map, 'danger=overdue');
		await expect(page.locator('[data-unit]').first()).toHaveAttribute('data-unit', list.items[0].id);
		await page.getByRole('button', { name: '表格' }).click();
		await expect(page.locator('tr[data-unit]').first()).toBeVisible();
		expect(await tooSmall(page)).toEqual([]);
		await checkAccess(page);
	});

	test('the page of a unit is as large as a finger too', async ({ page, map }) => {
		const list = await listOf(map, 'danger=open');
		await open(page, `/inspect/unit/${list.items[0].id}?district=${list.district}`);
		await expect(page.locator('[data-resource]').first()).toBeVisible();
		expect(await tooSmall(page)).toEqual([]);
		await checkAccess(page);
	});
});
