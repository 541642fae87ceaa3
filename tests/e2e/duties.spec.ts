import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import readXlsxFile from 'read-excel-file/node';
import type { DutyCalendarAnswer, DutyRankingAnswer, DutySheetAnswer } from '../../src/lib/duties/api.ts';
import type { DemoRole } from '../../src/lib/server/accounts/demo-persons.ts';
import { checkAccess, open, tooSmall } from './open-page.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';

const PHONE = { width: 390, height: 844 };

async function as(browser: Browser, role: DemoRole, baseURL: string, viewport?: { width: number; height: number }) {
	const context = await browser.newContext({ storageState: await signInAs(baseURL, role), baseURL, viewport });
	return context.newPage();
}
async function ask<T>(page: Page, path: string): Promise<T> {
	const { current } = (await (await page.request.get('/api/status')).json()) as { current: string };
	return (await (await page.request.get(`/api/${path}district=${encodeURIComponent(current)}`)).json()) as T;
}

test('on a phone an inspector sees what is to be done, records one as done, and takes it back', async ({
	browser,
	baseURL
}) => {
	const page = await as(browser, 'inspector', baseURL!, PHONE);
	const before = await ask<DutyCalendarAnswer>(page, 'duties?');
	await open(page, '/duties');
	const first = page.locator('[data-part="open"] [data-duty]').first();
	await expect(first).toHaveAttribute('data-state', 'overdue');
	await expect(first).toContainText('13 (19)');
	await checkAccess(page);
	expect(await tooSmall(page)).toEqual([]);
	const due = (await first.getAttribute('data-due'))!;
	await first.getByRole('button', { name: /^完成/ }).click();
	await expect(page.locator('[data-part="news"]')).toContainText('已登记：开展执法');
	await expect(page.locator(`[data-part="open"] [data-due="${due}"]`)).toHaveCount(0);
	expect((await ask<DutyCalendarAnswer>(page, 'duties?')).open).toHaveLength(before.open.length - 1);
	// The month in which it was due shows it as done, and from there it is undone.
	await page.goto(`/duties?month=${due.slice(0, 7)}`);
	await expect(page.locator('[data-part="month"] [data-duty]').first()).toBeVisible();
	await page.locator(`[data-part="month"] button[data-day="${due}"]`).click();
	const there = page.locator(`[data-part="month"] [data-due="${due}"]`);
	await expect(there).toHaveAttribute('data-state', 'done');
	await there.getByRole('button', { name: /^撤销/ }).click();
	await expect(there).toHaveAttribute('data-state', 'overdue');
	await checkAccess(page);
	expect(await tooSmall(page)).toEqual([]);
	await page.context().close();
});

test('a leader looks at anybody’s calendar, records for nobody else, and reads sheet and ranking with the formula', async ({
	browser,
	baseURL
}) => {
	const page = await as(browser, 'leader', baseURL!);
	await open(page, '/duties');
	await page.locator('.filters select').selectOption({ label: '示范城管局局长' });
	await expect(page.getByText('由本人登记，或由数据管理员代为登记')).toBeVisible();
	await expect(page.locator('[data-part="open"] [data-duty]').first()).toBeVisible();
	await expect(page.getByRole('button', { name: /^完成/ })).toHaveCount(0);
	await checkAccess(page);

	await page.getByRole('link', { name: '月度清单' }).click();
	const sheet = await ask<DutySheetAnswer>(page, 'duties/sheet?');
	for (const { group, done } of sheet.departments) {
		const row = page.locator(`[data-group="${group ?? '未登记'}"]`).first();
		await expect(row.locator('[data-column="完成"]')).toHaveText(done.toLocaleString('zh-CN'));
	}
	await checkAccess(page);

	await page.getByRole('link', { name: '季度排名' }).click();
	await page.getByRole('button', { name: '上个季度' }).click();
	await expect(page.getByText(/第 3 季度/).first()).toBeVisible();
	await expect(page.locator('[data-standing="commended"]').first()).toContainText('通报表扬');
	await expect(page.locator('[data-standing="named"]').first()).toContainText('通报批评');
	await expect(page.locator('[data-part="formula"]')).toContainText('完成率 = 完成 ÷（完成 + 逾期）');
	await expect(page.getByText('六(二十六)').first()).toBeVisible();
	await checkAccess(page);
	await page.context().close();
});

test('XLSX and CSV of calendar, sheet and ranking hold what the pages show', async ({ browser, baseURL }) => {
	const page = await as(browser, 'leader', baseURL!);
	const take = async (name: string) => {
		const coming = page.waitForEvent('download');
		await page.getByRole('link', { name }).click();
		return (await coming).path();
	};
	const rowsOf = async (file: string, firstColumn: string) => {
		const [{ data }] = await readXlsxFile(file);
		return data.slice(data.findIndex(([cell]) => cell === firstColumn) + 1);
	};
	await open(page, '/duties/ranking?quarter=2026Q3');
	const ranking = await ask<DutyRankingAnswer>(page, 'duties/ranking?quarter=2026Q3&');
	const all = [...ranking.departments, ...ranking.subdistricts];
	expect((await rowsOf(await take('下载 XLSX'), '分组')).map((row) => row.slice(1, 5))).toEqual(
		all.map(({ rank, group, done, overdue }) => [rank, group, done, overdue])
	);
	const csv = await readFile(await take('下载 CSV'), 'utf8');
	expect(csv.startsWith('\uFEFF"季度履职排名"')).toBe(true);
	expect(csv).toContain(ranking.formula.zh);
	await open(page, '/duties');
	const calendar = await ask<DutyCalendarAnswer>(page, 'duties?');
	expect((await rowsOf(await take('下载 XLSX'), '截止日期')).map((row) => [row[0], row[2], row[5]])).toEqual(
		calendar.items.map(({ period, name, count }) => [period.to, name.zh, count])
	);
	await open(page, '/duties/sheet');
	const sheet = await ask<DutySheetAnswer>(page, 'duties/sheet?');
	const rows = await rowsOf(await take('下载 XLSX'), '分组');
	expect(rows.at(-1)!.slice(2, 6)).toEqual([
		sheet.total.people,
		sheet.total.done,
		sheet.total.due,
		sheet.total.overdue
	]);
	await page.context().close();
});

test.describe('bearers', () => {
	test.use({ provoked: /status of 422/ });
	test('the data keeper keeps who bears what, and is told what is wrong', async ({ page }) => {
		await open(page, '/duties');
		await page.getByRole('button', { name: '新增履职人员' }).click();
		const form = page.getByRole('form', { name: '新增履职人员' });
		const name = `测试局长${Date.now()}`;
		await form.getByLabel('姓名').fill(name);
		await form.getByLabel('账号（可不填）').fill('nobody-at-all');
		await form.getByRole('checkbox', { name: '部门主要负责人' }).check();
		await form.getByRole('button', { name: '保存' }).click();
		await expect(form.getByRole('alert')).toContainText('没有这个账号');
		await checkAccess(page);
		await form.getByLabel('账号（可不填）').fill('');
		await form.getByRole('button', { name: '保存' }).click();
		await expect(page.getByRole('button', { name: `修改${name}` })).toBeVisible();
		await page.locator('.filters select').selectOption({ label: name });
		await expect(page.locator('[data-part="open"] [data-duty]').first()).toBeVisible();
	});
});

test('sheet and ranking of the whole district are not for an inspector, who is told so', async ({
	browser,
	baseURL
}) => {
	const page = await as(browser, 'inspector', baseURL!, PHONE);
	await page.goto('/duties/ranking');
	await expect(page.getByRole('alert')).toContainText('只对可见全区的角色开放');
	await page.context().close();
});
