import { checkAccess } from './open-page.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';

test.describe('who comes for the first time', () => {
	test.use({ storageState: { cookies: [], origins: [] } });

	test('sees what Sise is, and one click shows the map of the demo district', async ({ page, map }) => {
		await page.goto('/');
		await expect(page).toHaveURL(/\/sign-in\?next=%2F$/);
		await expect(page.getByText('按各自的标准分级')).toBeVisible();
		await expect(page.getByText('虚构的辖区')).toBeVisible();
		await expect(page.getByText('npm run sise -- account setup')).toBeVisible();
		await expect(page.locator('[data-role]')).toHaveText([/领导/, /规划人员/, /检查员/, /数据管理员/]);
		await checkAccess(page);
		await page.locator('[data-role="leader"]').click();
		await map.settled();
		await expect(page.locator('.person summary')).toContainText('领导 示范');
	});

	test('goes where they wanted to, with the keyboard alone', async ({ page }) => {
		await page.goto('/lists');
		await expect(page.locator('[data-role="leader"]')).toBeEnabled();
		await page.keyboard.press('Tab');
		await expect(page.getByRole('button', { name: 'English' })).toBeFocused();
		await page.keyboard.press('Tab');
		await expect(page.locator('[data-role="leader"]')).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(/\/lists/);
		await expect(page.getByRole('heading', { name: '风险清单' })).toBeVisible();
	});

	test('reads it in English', async ({ page }) => {
		await page.goto('/sign-in');
		await page.getByRole('button', { name: 'English' }).click();
		await expect(page.getByRole('heading', { name: 'See the demo district' })).toBeVisible();
		await expect(page.getByRole('button', { name: /^Inspector/ })).toContainText('two subdistricts');
	});

	test('reads it on a phone', async ({ page }) => {
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto('/sign-in');
		await expect(page.locator('[data-role="leader"]')).toBeInViewport();
		await checkAccess(page);
	});
});

const WORK = ['检查', '隐患', '双随机', '履职', '清单', '预警'] as const;
const OFFERED = {
	leader: {
		pages: ['地图', '大屏', '选址', ...WORK, '批次', '规则'],
		buttons: ['人工调整'],
		missing: ['修改', '重新评估']
	},
	planner: {
		pages: ['地图', '大屏', '选址', '预警', '批次', '规则'],
		buttons: [],
		missing: ['修改', '人工调整', '重新评估']
	},
	inspector: { pages: ['地图', ...WORK], buttons: ['修改'], missing: ['人工调整', '重新评估'] },
	data_keeper: {
		pages: ['地图', '大屏', '选址', ...WORK, '批次', '规则'],
		buttons: ['修改', '人工调整', '重新评估'],
		missing: []
	}
} as const;

for (const role of Object.keys(OFFERED) as (keyof typeof OFFERED)[]) {
	test(`what a ${role} may not do is not offered`, async ({ browser, baseURL }) => {
		const { pages, buttons, missing } = OFFERED[role];
		const context = await browser.newContext({ storageState: await signInAs(baseURL!, role), baseURL });
		const page = await context.newPage();
		await page.goto('/?layer=enterprise');
		await expect(page.getByRole('navigation').getByRole('link')).toHaveText([...pages]);
		await page.locator('#list [data-row]').first().click();
		await expect(page.locator('aside.panel').getByRole('heading', { level: 2 })).toBeVisible();
		for (const name of buttons) await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
		for (const name of missing) await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
		await context.close();
	});
}

test('a page that a role may not see says so, and the menu leads out', async ({ page }) => {
	await page.goto('/persons');
	await expect(page).toHaveURL(/\/account\?refused=%2Fpersons/);
	await expect(page.getByRole('alert')).toContainText('/persons');
	await checkAccess(page);
	const menu = page.locator('.person summary');
	await menu.press('Enter');
	await expect(page.getByRole('link', { name: '换一个示范身份' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('link', { name: '换一个示范身份' })).toBeHidden();
	await expect(menu).toBeFocused();
});
