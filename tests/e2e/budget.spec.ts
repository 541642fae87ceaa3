import { gzipSync } from 'node:zlib';
import { expect, test } from './page.ts';

const BUDGET_BYTES = 600 * 1024;

test('at most 600 KB of gzipped script is loaded before the map shows', async ({ page }) => {
	const scripts: Promise<number>[] = [];
	let isShown = false;
	page.on('response', (response) => {
		if (isShown || !/\.m?js(\?|$)/.test(response.url())) return;
		scripts.push(response.body().then((body) => gzipSync(body).length));
	});
	await page.goto('/');
	await expect(page.locator('.map[data-status="idle"]')).toBeVisible({ timeout: 90_000 });
	isShown = true;
	const sizes = await Promise.all(scripts);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	expect(sizes.length).toBeGreaterThan(3);
	expect(total).toBeLessThan(BUDGET_BYTES);
});

test('the page runs under a policy without eval and without inline script', async ({ page }) => {
	const response = await page.goto('/');
	const policy = response?.headers()['content-security-policy'] ?? '';
	const script = policy.split(';').find((part) => part.trim().startsWith('script-src')) ?? '';
	expect(script).toContain("'self'");
	expect(script).not.toContain('unsafe');
	expect(await page.locator('[style]').evaluateAll((all) => all.filter((one) => !one.closest('.map')).length)).toBeLessThanOrEqual(1);
});
