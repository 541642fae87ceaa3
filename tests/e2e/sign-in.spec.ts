import { install, linkIn, type Installation } from './installation.ts';
import { checkAccess } from './open-page.ts';
import { expect, test } from './page.ts';

/** A name that resolves to this machine and is not loopback's own: the demo is closed, and a set-up link is printed. */
const origin = (port: number) => `http://sise.localhost:${port}`;
const PASSWORD = 'orchard-velvet-seventeen';

test.describe.configure({ mode: 'serial' });
// Wrong passwords are refused, which a browser prints as an error.
test.use({ storageState: { cookies: [], origins: [] }, provoked: /40[01]|410|423/ });

let own: Installation;
let home: string;
let link: string;

test.beforeAll(async () => {
	own = await install((port) => ({ ORIGIN: origin(port) }));
	home = origin(Number(new URL(own.address).port));
	await expect.poll(own.said).toContain('/setup#');
	link = linkIn(own.said());
});
test.afterAll(() => own.stop());

test('where nobody is set up the page says how to begin, and offers no demo', async ({ page }) => {
	await page.goto(home);
	await expect(page.getByRole('heading', { name: '这里还没有管理员' })).toBeVisible();
	await expect(page.getByText('npm run sise -- account setup')).toBeVisible();
	await expect(page.locator('[data-role]')).toHaveCount(0);
	await checkAccess(page);
});

test('the printed link makes the first administrator, with the keyboard alone, and its secret leaves the address', async ({
	page
}) => {
	await page.goto(link);
	const name = page.getByLabel('姓名');
	await expect(name).toBeVisible();
	await expect.poll(() => page.url()).toBe(`${home}/setup`);
	await checkAccess(page);
	await name.focus();
	await page.keyboard.type('王芳');
	await page.keyboard.press('Tab');
	await page.keyboard.type('wang.fang');
	await page.keyboard.press('Tab');
	await page.keyboard.type('123456789012');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await page.keyboard.type('123456789012');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert'), 'a breached password is refused, and the words have the focus').toBeFocused();
	await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
	await page.getByLabel('再输一次新密码', { exact: true }).fill(`${PASSWORD}!`);
	await page.keyboard.press('Enter');
	await expect(page, 'two that differ are not sent').toHaveURL(/\/setup$/);
	await page.getByLabel('再输一次新密码', { exact: true }).fill(PASSWORD);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/account$/);
	await expect(page.getByRole('heading', { name: '第二因素' })).toBeVisible();
	await expect(page.getByRole('heading', { name: '修改密码' }), 'nothing else can be done').toBeHidden();
	await page.goto(`${home}/persons`);
	await expect(page).toHaveURL(/\/account$/);
});

test('a link that was used says so', async ({ page }) => {
	await page.goto(link);
	await page.getByLabel('姓名').fill('李明');
	await page.getByLabel('账号').fill('li.ming');
	await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
	await page.getByLabel('再输一次新密码', { exact: true }).fill(PASSWORD);
	await page.getByRole('button', { name: '建立并登录' }).click();
	await expect(page.getByRole('alert')).toContainText('已使用');
	await page.goto(`${home}/setup`);
	await expect(page.getByRole('alert')).toContainText('没有设置链接的密钥');
});

test('one signs in with the keyboard alone, in English, and goes on to a page of this server only', async ({
	page
}) => {
	await page.goto(`${home}/sign-in?next=https://evil.example/`);
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
	await checkAccess(page);
	await page.getByRole('button', { name: '中文' }).focus();
	await page.keyboard.press('Tab');
	await expect(page.getByLabel('Account')).toBeFocused();
	await page.keyboard.type('wang.fang');
	await page.keyboard.press('Tab');
	await page.keyboard.type('not this one');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: /^Show/ })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toBeFocused();
	await expect(page.getByRole('alert')).toContainText('wrong');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await page.keyboard.type(PASSWORD);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(`${home}/account`);
	await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible();
});

test('five wrong passwords lock the account, and the right one does not open it', async ({ page }) => {
	await page.goto(`${home}/sign-in`);
	const alert = page.getByRole('alert');
	const attempt = async (password: string) => {
		await page.getByLabel('账号').fill('wang.fang');
		await page.getByLabel('密码', { exact: true }).fill(password);
		const answered = page.waitForResponse((response) => response.url().endsWith('/api/sign-in'));
		await page.getByRole('button', { name: '登录', exact: true }).click();
		return (await answered).status();
	};
	for (let i = 1; i <= 4; i++) {
		expect(await attempt(`wrong password ${i}`)).toBe(401);
		await expect(alert).toContainText('不正确');
	}
	expect(await attempt('wrong password 5')).toBe(423);
	await expect(alert).toContainText('15 分钟');
	expect(await attempt(PASSWORD)).toBe(423);
	await expect(page).toHaveURL(/\/sign-in$/);
	expect(await own.sise('account', 'unlock', 'wang.fang')).toContain('wang.fang');
	expect(await attempt(PASSWORD)).toBe(200);
	await expect(page).toHaveURL(/\/account$/);
});
