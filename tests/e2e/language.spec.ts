import { expect, test } from './page.ts';

test('the page changes to English and back, and stays where it was', async ({ page, map }) => {
	await map.open('?tab=findings');
	await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
	await map.settled();
	await expect(page.getByRole('tab', { name: 'Clearances' })).toHaveAttribute('aria-selected', 'true');
	await expect(page.getByText('Major risk', { exact: true }).first()).toBeVisible();
	const { items } = await map.findings('state=broken&limit=1');
	await expect(map.list.getByText(items[0].ruleName.en).first()).toBeVisible();
	await page.getByRole('button', { name: '中文' }).click();
	await expect(page.getByRole('tab', { name: '安全距离' })).toBeVisible();
});

test('a click before the script of the page is there is not lost', async ({ page }) => {
	await page.route('**/_app/immutable/entry/*.js', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		await route.continue();
	});
	await page.goto('/lists', { waitUntil: 'commit' });
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});
