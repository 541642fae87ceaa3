import { request } from '@playwright/test';
import { checkAccess } from './open-page.ts';
import { expect, test } from './office.ts';
import { leaves, MapPage } from './page.ts';

test('a wall is opened by its link, comes to its screen with what the link says, and stops within 5 s of being revoked', async ({
	browser,
	office
}) => {
	const page = await office.open(browser, 'security_admin');
	await page.goto('/passes');
	await checkAccess(page);
	await page.getByLabel('哪块大屏').fill('指挥中心');
	await page.getByRole('button', { name: '建立通行证' }).click();
	const link = await page.locator('[data-once]').getByRole('textbox').inputValue();
	expect(link).toMatch(/\/wall#sise_[\w-]{43}$/);

	const wall = await office.open(browser, null);
	await wall.goto(link.replace('#', '?tour=red&panels=levels#'));
	await expect(wall).toHaveURL(`${office.address}/screen?tour=red&panels=levels`);
	await wall.goto('/');
	await expect(wall.getByText('指挥中心 · 只读')).toBeVisible();
	await expect(wall.getByRole('navigation').getByRole('link')).toHaveText([
		'地图',
		'大屏',
		'检查',
		'隐患',
		'双随机',
		'清单',
		'预警',
		'批次'
	]);
	await new MapPage(wall).settled();

	const row = page.locator('[data-pass="指挥中心"]');
	await row.getByRole('button', { name: '撤销' }).click();
	await Promise.all([leaves(wall), page.getByRole('alertdialog').getByRole('button', { name: '撤销' }).click()]);
	await expect(wall.getByRole('heading', { name: '此大屏的通行证已失效' })).toBeVisible();
	await expect(row).toContainText('已撤销');

	const again = await office.open(browser, null);
	await again.goto(link);
	await expect(again.getByRole('heading', { name: '此大屏的通行证已失效' })).toBeVisible();
	await checkAccess(again);
});

test('a machine gets what was ticked, by a secret that is shown once', async ({ browser, office }) => {
	const page = await office.open(browser, 'security_admin');
	await page.goto('/passes');
	await page.getByRole('radio', { name: /接口/ }).check();
	await page.getByLabel('哪个系统').fill('应急平台');
	await page.getByLabel(/有效天数/).fill('30');
	await page.getByRole('checkbox', { name: '查看清单' }).check();
	await page.getByRole('button', { name: '建立通行证' }).click();
	const secret = await page.locator('[data-once]').getByRole('textbox').inputValue();
	await expect(page.locator('[data-pass="应急平台"]')).toContainText('查看风险图、查看清单');
	await page.reload();
	await expect(page.locator('[data-pass="应急平台"]')).toBeVisible();
	expect(await page.content()).not.toContain(secret);

	const machine = await request.newContext({
		baseURL: office.address,
		extraHTTPHeaders: { authorization: `Bearer ${secret}` }
	});
	expect((await machine.get('/api/status')).status()).toBe(200);
	expect((await machine.get('/api/runs')).status(), 'was not ticked').toBe(403);
	await machine.dispose();
});

test('on a phone, in English', async ({ browser, office }) => {
	const page = await office.open(browser, 'security_admin');
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto('/passes');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('heading', { name: 'Passes', level: 2 })).toBeVisible();
	await checkAccess(page);
});
