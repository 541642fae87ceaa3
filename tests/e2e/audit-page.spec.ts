import { readFileSync } from 'node:fs';
import { checkAccess } from './open-page.ts';
import { expect, test } from './office.ts';

test('the audit administrator filters the audit, and the address keeps the filter', async ({ browser, office }) => {
	const page = await office.open(browser, 'audit_admin');
	await page.goto('/');
	await expect(page, 'the first page of the role').toHaveURL(/\/audit$/);
	await expect(page.getByRole('navigation', { name: '页面' }).getByRole('link')).toHaveText(['审计']);
	await checkAccess(page);
	const rows = page.locator('[data-seq]');
	await page.getByLabel('操作').selectOption('person.make');
	await expect(rows).toHaveCount(2);
	await expect(rows.first()).toContainText('audit');
	await expect(page).toHaveURL(/action=person\.make/);
	await page.getByLabel('查找').fill('security');
	await expect(rows).toHaveCount(1);
	await page.waitForURL(/q=security/);
	await page.reload();
	await expect(rows).toHaveCount(1);
	await expect(page.getByLabel('操作')).toHaveValue('person.make');

	await rows.getByRole('button', { name: /详情/ }).press('Enter');
	const unfolded = page.locator('.unfolded');
	await expect(unfolded.getByRole('row', { name: /role/ })).toContainText('security_admin');
	await checkAccess(page);
	await page.getByRole('button', { name: '清除条件' }).click();
	await expect(page).toHaveURL(/\/audit$/);
});

test('the chain is verified, and its head can be written down', async ({ browser, office }) => {
	const page = await office.open(browser, 'audit_admin');
	await page.goto('/audit');
	await page.getByRole('button', { name: '核对全部记录' }).click();
	const part = page.locator('[data-part="verify"]');
	await expect(part.locator('[data-outcome="whole"]')).toBeVisible();
	await expect(part.locator('code')).toHaveText(/^[0-9a-f]{64}$/);
});

test('what is filtered is exported, as CSV and NDJSON', async ({ browser, office }) => {
	const page = await office.open(browser, 'audit_admin');
	await page.goto('/audit?action=person.make');
	await expect(page.locator('[data-seq]')).toHaveCount(2);
	for (const [format, lines] of [
		['CSV', 3],
		['NDJSON', 2]
	] as const) {
		const saved = page.waitForEvent('download');
		await page.getByRole('link', { name: `导出 ${format}` }).click();
		const text = readFileSync(await (await saved).path(), 'utf8').trim();
		expect(text.split('\n'), format).toHaveLength(lines);
	}
});

test('on a phone a row is a card, in English', async ({ browser, office }) => {
	const page = await office.open(browser, 'audit_admin');
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto('/audit');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('heading', { name: 'Audit', level: 2 })).toBeVisible();
	await expect(page.locator('[data-seq]').first()).toContainText('Sign in');
	await checkAccess(page);
});
