import { install, linkIn, type Installation } from './installation.ts';
import { checkAccess } from './open-page.ts';
import { expect, test } from './page.ts';
import { totp } from './totp.ts';

const PASSWORD = 'orchard-velvet-seventeen';
test.describe.configure({ mode: 'serial' });
test.use({ storageState: { cookies: [], origins: [] }, provoked: /40[01]/ });

let own: Installation;
let secret: string;
let backup: string;
/** The code that enrolled: kept, for the clock goes on between two tests. */
let used: string;

test.beforeAll(async () => {
	own = await install();
});
test.afterAll(() => own.stop());

test('an administrator enrols a second factor before anything else', async ({ page }) => {
	await page.goto(linkIn(await own.sise('account', 'setup')));
	await page.getByLabel('姓名').fill('王芳');
	await page.getByLabel('账号').fill('wang.fang');
	await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
	await page.getByLabel('再输一次新密码', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: '建立并登录' }).click();

	const part = page.locator('[data-part="second-factor"]');
	await part.getByLabel('当前密码', { exact: true }).fill(PASSWORD);
	await part.getByRole('button', { name: '开始启用' }).click();
	await expect(part.getByRole('img', { name: /二维码/ })).toBeVisible();
	await checkAccess(page);
	secret = (await part.locator('[data-secret]').getAttribute('data-secret'))!;
	const codes = await part.locator('.codes code').allTextContents();
	expect(new Set(codes).size).toBeGreaterThanOrEqual(8);
	backup = codes[0];

	const code = part.getByLabel(/输入验证器显示/);
	await code.fill('000000');
	await part.getByRole('button', { name: '启用', exact: true }).click();
	await expect(part.getByRole('alert')).toContainText('不正确');
	used = totp(secret, -1);
	await code.fill(used);
	await part.getByRole('button', { name: '启用', exact: true }).click();
	await page.getByRole('link', { name: '继续' }).click();
	await expect(page).toHaveURL(/\/persons$/);
});

test('the code of the telephone lets in, once', async ({ page }) => {
	await page.goto(`${own.address}/sign-in`);
	const begin = async () => {
		await page.getByLabel('账号').fill('wang.fang');
		await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
		await page.getByRole('button', { name: '登录', exact: true }).click();
		await expect(page.getByLabel('动态口令')).toBeFocused();
	};
	await begin();
	await checkAccess(page);
	await page.keyboard.type(used);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert'), 'the code that enrolled was used').toBeFocused();
	await page.getByLabel('动态口令').fill(totp(secret));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/persons$/);
});

test('without the telephone a backup code lets in, once', async ({ page }) => {
	await page.goto(`${own.address}/sign-in`);
	for (const isGood of [true, false]) {
		await page.getByLabel('账号').fill('wang.fang');
		await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
		await page.getByRole('button', { name: '登录', exact: true }).click();
		await page.getByRole('button', { name: /用备用码/ }).click();
		await page.getByLabel('备用码').fill(backup);
		await page.keyboard.press('Enter');
		if (!isGood) {
			await expect(page.getByRole('alert')).toBeFocused();
			break;
		}
		await expect(page).toHaveURL(/\/persons$/);
		await page.locator('.person summary').click();
		await page.getByRole('button', { name: '退出登录' }).click();
		await expect(page).toHaveURL(/\/sign-in$/);
	}
});
