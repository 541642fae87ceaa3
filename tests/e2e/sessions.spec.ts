import { install, type Installation } from './installation.ts';
import { expect, leaves, MapPage, test } from './page.ts';
import { signInAs } from './signed-in.ts';

test.describe('idle', () => {
	test.use({ storageState: { cookies: [], origins: [] }, provoked: /401/ });
	let own: Installation;
	test.beforeAll(async () => {
		own = await install(() => ({ SISE_IDLE_MINUTES: '0.1' }));
	});
	test.afterAll(() => own.stop());

	test('who is there stays; who is not is signed out after the limit, and comes back to where they were', async ({
		page
	}) => {
		await page.goto(`${own.address}/sign-in?next=/runs`);
		await page.locator('[data-role="leader"]').click();
		await expect(page).toHaveURL(/\/runs/);
		// The limit is 6 s: twice as long with a hand on the mouse.
		const end = Date.now() + 12_000;
		while (Date.now() < end) {
			await page.mouse.move(Math.random() * 800, 300);
			await page.waitForTimeout(400);
		}
		await expect(page).toHaveURL(/\/runs/);
		await expect(page).toHaveURL(/\/sign-in\?next=%2Fruns.*why=idle/, { timeout: 9000 });
		await expect(page.getByText('已自动退出')).toBeVisible();
		const me = await page.request.get(`${own.address}/api/me`);
		expect(me.status(), 'the server knows nobody any more').toBe(401);
		await page.locator('[data-role="leader"]').click();
		await expect(page).toHaveURL(/\/runs/);
	});
});

test('one is asked a minute before the end, and stays by a key', async ({ page }) => {
	await page.clock.install();
	await page.goto('/account');
	// It watches once its script is there.
	await expect(page.locator('.page-root:not([inert])')).toBeAttached();
	await page.clock.fastForward('14:00');
	const dialog = page.getByRole('alertdialog', { name: '您还在吗？' });
	await expect(dialog).toBeVisible();
	const told = page.waitForRequest((request) => request.url().endsWith('/api/me/alive'));
	await expect(dialog.getByRole('button', { name: '继续使用' })).toBeFocused();
	await page.keyboard.press('Enter');
	await told;
	await expect(dialog).toBeHidden();
	await page.clock.fastForward('10:00');
	await expect(page).toHaveURL(/\/account/);
});

test('a session that is ended elsewhere leaves an open map, and an open page without events, within 5 s', async ({
	browser,
	baseURL
}) => {
	const here = await browser.newContext({ storageState: await signInAs(baseURL!, 'leader'), baseURL });
	const there = await browser.newContext({ storageState: await signInAs(baseURL!, 'leader'), baseURL });
	const [map, account, ending] = [await there.newPage(), await there.newPage(), await here.newPage()];
	await map.goto('/');
	await new MapPage(map).settled();
	await account.goto('/account');
	await ending.goto('/account');
	const rows = ending.locator('[data-session]');
	await expect(rows.filter({ hasText: '当前' })).toHaveCount(1);
	// The one that was active last, besides this one.
	await rows.filter({ hasNotText: '当前' }).first().getByRole('button', { name: '结束会话' }).click();
	const end = ending.getByRole('alertdialog').getByRole('button', { name: '结束会话' });
	await Promise.all([leaves(map), leaves(account), end.click()]);
	for (const page of [map, account]) await expect(page).toHaveURL(/\/sign-in\?.*why=ended/);
	await expect(map.getByText('会话已结束')).toBeVisible();
	await ending.waitForTimeout(1000);
	await expect(ending, 'the other one goes on').toHaveURL(/\/account/);
	await here.close();
	await there.close();
});
