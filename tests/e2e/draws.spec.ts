import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import readXlsxFile from 'read-excel-file/node';
import type { DrawDetail, DrawList, RecusalItem } from '../../src/lib/draws/api.ts';
import type { DemoRole } from '../../src/lib/server/accounts/demo-persons.ts';
import { checkAccess, open, tooSmall } from './open-page.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';

const PHONE = { width: 390, height: 844 };

/** A page of another demo person than the one whom the set-up signed in. */
async function as(browser: Browser, role: DemoRole, baseURL: string, viewport?: { width: number; height: number }) {
	const context = await browser.newContext({ storageState: await signInAs(baseURL, role), baseURL, viewport });
	return context.newPage();
}
async function districtOf(page: Page): Promise<string> {
	const { current } = (await (await page.request.get('/api/status')).json()) as { current: string };
	return current;
}
const ask = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path)).json()) as T;

test('a leader makes a draw, repeats it in the page, publishes it, and the inspector who is sent sees it', async ({
	browser,
	baseURL
}) => {
	const leader = await as(browser, 'leader', baseURL!);
	const district = await districtOf(leader);
	await open(leader, '/draws?show=make');
	await expect(leader.locator('[data-part="pool"]')).toContainText('个对象');
	await expect(leader.locator('[data-level="red"]')).toContainText('约');
	await leader.getByLabel('抽取数量').fill('12');
	const name = `测试抽取 ${randomUUID().slice(0, 8)}`;
	await leader.getByLabel('名称', { exact: true }).fill(name);
	await leader.getByLabel('自己给定种子（可不填）').fill('00c0ffee00c0ffee');
	await leader.getByRole('button', { name: '抽取', exact: true }).click();
	await expect(leader.getByRole('heading', { name })).toBeVisible();
	await expect(leader.locator('[data-site]')).toHaveCount(12);
	await expect(leader.locator('[data-part="seed"]')).toHaveText('00c0ffee00c0ffee');
	await leader.getByRole('button', { name: '重做一遍' }).click();
	await expect(leader.locator('[data-repeat="agrees"]')).toContainText(
		'抽中的 12 个对象和顺序相同，派出的 24 人次相同'
	);
	const id = new URL(leader.url()).pathname.split('/').at(-1)!;

	const inspector = await as(browser, 'inspector', baseURL!, PHONE);
	expect((await inspector.request.get(`/api/draws/${id}?district=${district}`)).status()).toBe(404);
	await leader.getByRole('button', { name: '公布' }).click();
	await leader.getByRole('alertdialog').getByRole('button', { name: '公布' }).click();
	await expect(leader.getByRole('button', { name: '公布' })).toHaveCount(0);

	await open(inspector, '/draws');
	await inspector.getByRole('link', { name }).click();
	await expect(inspector.locator('[data-site]')).toHaveCount(12);
	const draw = await ask<DrawDetail>(inspector, `/api/draws/${id}?district=${district}`);
	await expect(inspector.locator('[data-site]').first()).toContainText(draw.sites[0].inspectors![0].name);
	await inspector.getByRole('button', { name: '重做一遍' }).click();
	await expect(inspector.locator('[data-repeat="agrees"]')).toBeVisible();
	await checkAccess(inspector);
	expect(await tooSmall(inspector)).toEqual([]);

	const planner = await as(browser, 'planner', baseURL!);
	await open(planner, `/draws/${id}?district=${district}`);
	await expect(planner.locator('[data-site]')).toHaveCount(12);
	await expect(planner.locator('[data-site]').first()).toContainText('不披露');
	await planner.getByRole('button', { name: '重做一遍' }).click();
	await expect(planner.locator('[data-repeat="agrees"]')).toContainText('未核对');
	for (const page of [leader, inspector, planner]) await page.context().close();
});

test('a draw that was tampered with on its way is found out by repeating it', async ({ page }) => {
	const district = await districtOf(page);
	const { items } = await ask<DrawList>(page, `/api/draws?district=${district}`);
	await page.route(`**/api/draws/${items[0].id}?*`, async (route) => {
		const draw = (await (await route.fetch()).json()) as DrawDetail;
		[draw.sites[0], draw.sites[1]] = [draw.sites[1], draw.sites[0]];
		await route.fulfill({ json: draw });
	});
	await open(page, `/draws/${items[0].id}?district=${district}`);
	await page.getByRole('button', { name: '重做一遍' }).click();
	await expect(page.locator('[data-repeat="differs"]')).toContainText('与记录不同');
});

test('the XLSX and the CSV of a draw hold what the page shows', async ({ page }) => {
	const district = await districtOf(page);
	const { items } = await ask<DrawList>(page, `/api/draws?district=${district}`);
	const draw = await ask<DrawDetail>(page, `/api/draws/${items[0].id}?district=${district}`);
	await open(page, `/draws/${draw.id}?district=${district}`);
	const files: string[] = [];
	for (const name of ['下载 XLSX', '下载 CSV']) {
		const coming = page.waitForEvent('download');
		await page.getByRole('link', { name }).click();
		files.push(await (await coming).path());
	}
	const [{ data }] = await readXlsxFile(files[0]);
	const first = data.findIndex(([cell]) => cell === '序号') + 1;
	expect(data.flat()).toContain(draw.seed);
	expect(data.slice(first).map(([no, name, id]) => [no, name, id])).toEqual(
		draw.sites.map(({ no, name, feature }) => [no, name, feature])
	);
	const keys = new Map(draw.pool.map((one) => [one.id, one.key]));
	expect(data.slice(first).map((row) => row[7])).toEqual(draw.sites.map(({ feature }) => keys.get(feature)));
	const csv = await readFile(files[1], 'utf8');
	expect(csv.startsWith('\uFEFF"双随机抽取结果')).toBe(true);
	for (const { feature } of draw.sites) expect(csv).toContain(`"${feature}"`);
});

test('the plan of the year stands with clauses, and axe finds nothing serious', async ({ page }) => {
	await open(page, '/draws?show=plan');
	await expect(page.locator('[data-target="half_year"]')).toContainText('每半年检查挂牌企业全覆盖');
	await expect(page.locator('[data-target="draw_year"]')).toContainText('系统设定');
	await checkAccess(page);
	await open(page, '/draws');
	await expect(page.locator('[data-draw]').first()).toBeVisible();
	await checkAccess(page);
});

test('too few who may go: nothing is drawn, and who is recused from what stands in words', async ({
	browser,
	baseURL
}) => {
	const leader = await as(browser, 'leader', baseURL!);
	await leader.route('**/api/draws', (route) =>
		route.fulfill({
			status: 422,
			json: {
				error: {
					code: 'recused',
					text: { zh: '甲', en: 'A' },
					detail: { problems: [{ zh: '甲厂需要 2 名检查人员，只有 1 名可派', en: 'A' }], seed: '0123456789abcdef' }
				}
			}
		})
	);
	await open(leader, '/draws?show=make');
	await leader.getByRole('button', { name: '抽取', exact: true }).click();
	await expect(leader.getByRole('alert')).toContainText('甲厂需要 2 名检查人员，只有 1 名可派');
	await expect(leader.getByRole('alert')).toContainText('0123456789abcdef');
	await checkAccess(leader);
	await leader.context().close();
});

test('on a phone an inspector declares a relation and takes it back', async ({ browser, baseURL }) => {
	const inspector = await as(browser, 'inspector', baseURL!, PHONE);
	const district = await districtOf(inspector);
	await open(inspector, '/draws?show=recusals');
	await inspector.getByRole('searchbox').fill('化工');
	await inspector.getByRole('button', { name: '查找单位' }).click();
	await inspector.getByLabel('关系').selectOption('employer');
	expect(await tooSmall(inspector)).toEqual([]);
	await inspector.getByRole('button', { name: '申报', exact: true }).click();
	await expect(inspector.locator('[data-recusal]')).toHaveCount(1);
	expect(await ask<RecusalItem[]>(inspector, `/api/draws/recusals?district=${district}`)).toMatchObject([
		{ relation: 'employer' }
	]);
	await checkAccess(inspector);
	await inspector.getByRole('button', { name: /^撤回/ }).click();
	await expect(inspector.locator('[data-recusal]')).toHaveCount(0);
	await inspector.context().close();
});
