import { readSheet } from 'read-excel-file/node';
import type { DangerLists, DangerPage } from '../../src/lib/dangers/api.ts';
import { dayFromNow } from '../day-from-now.ts';
import { askOf, come, openDanger, PHONE, record, smallTargets, unitFor } from './danger-page.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test } from './page.ts';

const DISTRICT = '420199';

test('every filter is in the address, comes back with a reload, and lists what stands beside it', async ({
	page,
	request
}) => {
	const ask = (query: string) => askOf<DangerPage>(request, `dangers?district=${DISTRICT}&limit=500&${query}`);
	const all = await ask('');
	await open(page, '/dangers');
	const rows = page.locator('[data-danger]');
	const idsShown = () => rows.evaluateAll((some) => some.map((one) => one.getAttribute('data-danger')));
	const idsOf = ({ items }: DangerPage) => items.slice(0, 100).map(({ id }) => id);
	await expect(rows).toHaveCount(Math.min(100, all.total));
	expect(await idsShown()).toEqual(idsOf(all));

	const chip = page.getByRole('button', { name: /已逾期/ });
	await expect(chip).toContainText(String(all.overdue));
	await chip.click();
	await expect(rows).toHaveCount(all.overdue);
	await expect.poll(() => new URL(page.url()).searchParams.get('overdue')).toBe('true');
	await expect(rows.first()).toContainText(/逾期 \d+ 天/);
	const major = page.getByRole('button', { name: /重大隐患/ });
	const majorOverdue = await ask('overdue=true&level=major');
	await expect(major).toContainText(String(majorOverdue.total));
	await major.click();
	await expect(rows).toHaveCount(majorOverdue.total);
	await expect.poll(() => new URL(page.url()).searchParams.get('level')).toBe('major');
	await page.reload();
	await expect(rows).toHaveCount(majorOverdue.total);
	await expect(major).toHaveAttribute('aria-pressed', 'true');
	await checkAccess(page);

	await page.getByRole('button', { name: '清除筛选' }).click();
	await expect(rows).toHaveCount(Math.min(100, all.total));
	const [subdistrict] = Object.keys(all.subdistricts);
	await page.getByLabel('街道').selectOption(subdistrict);
	await expect(page.locator('[data-part="count"]')).toContainText(`共 ${all.subdistricts[subdistrict]} 条`);
	expect((await ask(`subdistrict=${encodeURIComponent(subdistrict)}`)).total).toBe(all.subdistricts[subdistrict]);
	await page.getByRole('button', { name: '清除筛选' }).click();
	const [{ text, responsiblePerson }] = all.items;
	await page.getByLabel('查找').fill(text);
	await expect(page.locator('[data-part="count"]')).toContainText(`共 ${(await ask(`q=${text}`)).total} 条`);
	await page.getByLabel('查找').fill('');
	await page.getByLabel('责任人').fill(responsiblePerson!);
	const theirs = await ask(`responsiblePerson=${responsiblePerson}`);
	await expect(page.locator('[data-part="count"]')).toContainText(`共 ${theirs.total} 条`);
	await page.getByLabel('查找').fill('没有这样的隐患');
	await expect(page.getByText('没有符合筛选条件的隐患')).toBeVisible();
});

test('a danger that somebody records stands in the register without a reload', async ({ page, browser, baseURL }) => {
	const inspector = await come(browser, baseURL!, 'inspector');
	const { district, id: feature } = await unitFor(inspector.api, 4);
	const text = `护栏松动 ${Date.now()}`;
	await open(page, `/dangers?q=${encodeURIComponent(text)}`);
	await expect(page.getByText('没有符合筛选条件的隐患')).toBeVisible();
	const today = dayFromNow();
	await record(inspector.api, { district, feature, level: 'general', text, discoveredAt: today });
	await expect(page.locator('[data-danger]')).toHaveCount(1);
	await inspector.close();
});

test('the register and the lists as XLSX, opened again, have the same cells; a name that begins with = stays text', async ({
	page,
	request
}) => {
	const { id: feature } = await unitFor(request, 5);
	const text = '=HYPERLINK("http://evil.example","点我")';
	const today = dayFromNow();
	await record(request, { district: DISTRICT, feature, level: 'general', text, discoveredAt: today });
	const query = `district=${DISTRICT}&level=general&open=true`;
	const { items, total, today: day } = await askOf<DangerPage>(request, `dangers?${query}&limit=500`);
	const file = await request.get(`/api/dangers/export?${query}&format=xlsx`);
	expect(file.ok()).toBe(true);
	const rows = await readSheet(await file.body());
	expect(rows[0][0]).toBe('隐患台账');
	const about = Object.fromEntries(rows.slice(1, 5).map(([name, value]) => [name, value]));
	expect(about).toMatchObject({ 筛选: '级别: 一般隐患; 未销号', 条数: String(total), 日期: day });
	const head = rows.findIndex(([first]) => first === '序号');
	const columns = rows[head] as string[];
	const cells = rows.slice(head + 1);
	expect(cells).toHaveLength(total);
	const cell = (row: number, column: string) => cells[row][columns.indexOf(column)];
	for (const [i, item] of items.entries()) {
		expect(cell(i, '隐患内容')).toBe(item.text);
		expect(cell(i, '隐患编号')).toBe(item.id);
		expect(cell(i, '单位')).toBe(item.featureName);
		expect(cell(i, '责任人') ?? null).toBe(item.responsiblePerson);
		expect(cell(i, '整改期限') ?? null).toBe(item.deadline);
		expect(cell(i, '距期限(天)') ?? null).toBe(item.daysLeft);
	}
	expect(cells.some((row) => row.includes(text))).toBe(true);
	const csv = await (await request.get(`/api/dangers/export?${query}&format=csv`)).text();
	expect(csv).toContain(`"'=HYPERLINK(`);

	const list = await askOf<DangerLists>(request, `dangers/lists?district=${DISTRICT}&kind=measures`);
	const lists = await request.get(`/api/dangers/lists/export?district=${DISTRICT}&kind=measures&format=xlsx`);
	const listed = await readSheet(await lists.body());
	expect(listed[0][0]).toBe('制度措施清单');
	const ordered = list.measures.reduce((sum, unit) => sum + Math.max(1, unit.ordered.length), 0);
	expect(listed.slice(listed.findIndex(([first]) => first === '单位') + 1)).toHaveLength(ordered);

	await open(page, '/dangers?level=major');
	await expect(page.locator('[data-danger]').first()).toBeVisible();
	const coming = page.waitForEvent('download');
	await page.getByRole('link', { name: '导出 XLSX' }).click();
	expect((await coming).suggestedFilename()).toMatch(/^隐患台账-\d{4}-\d{2}-\d{2}\.xlsx$/);
});

test('a sheet is only for who may take lists away, and is in the audit', async ({ browser, baseURL }) => {
	const planner = await come(browser, baseURL!, 'planner');
	const answer = await planner.api.get(`/api/dangers/export?district=${DISTRICT}&format=csv`);
	expect(answer.status()).toBe(403);
	await planner.close();
});

test('on paper the whole filtered list stands, with the filter and the day on top', async ({ page, request }) => {
	const { total } = await askOf<DangerPage>(request, `dangers?district=${DISTRICT}&limit=1`);
	await open(page, '/dangers');
	await expect(page.locator('[data-danger]').first()).toBeVisible();
	await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', 'yes')));
	await page.getByRole('button', { name: '打印' }).click();
	await expect(page.locator('body[data-printed]')).toBeVisible();
	await expect(page.locator('[data-danger]')).toHaveCount(total);
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('.print-head')).toContainText('筛选：全部');
	await expect(page.locator('header.bar')).toBeHidden();
	await expect(page.locator('search')).toBeHidden();
});

test('on a phone everything that is touched is a finger high, and axe finds nothing serious', async ({
	browser,
	baseURL
}) => {
	const inspector = await come(browser, baseURL!, 'inspector', PHONE);
	const { page, api } = inspector;
	const { district, id: feature } = await unitFor(api, 6);
	const today = dayFromNow();
	const danger = await record(api, { district, feature, level: 'major', text: '通风失效', discoveredAt: today });
	const check = async () => {
		expect(await smallTargets(page)).toEqual([]);
		await checkAccess(page);
	};
	await open(page, '/dangers');
	await expect(page.locator('[data-danger]').first()).toBeVisible();
	await page.getByText('更多筛选').click();
	await check();
	await openDanger(page, danger);
	await page.locator('[data-possible="declare"] button').first().click();
	await expect(page.locator('[data-field="criteria"] input[type="search"]')).toBeVisible();
	await check();
	await open(page, `/dangers/new?district=${district}&feature=${encodeURIComponent(feature)}`);
	await expect(page.locator('[data-part="unit"]')).toBeVisible();
	await page.locator('[data-field="level"] select').selectOption('major');
	await expect(page.locator('[data-field="criteria"] input[type="search"]')).toBeVisible();
	await check();
	for (const path of ['/dangers/lists', '/dangers/lists?kind=measures', '/dangers/published']) {
		await open(page, path);
		await expect(page.locator('[aria-busy="false"]').first()).toBeVisible();
		await expect(page.getByText('正在读取…')).toHaveCount(0);
		await check();
	}
	await inspector.close();
});
