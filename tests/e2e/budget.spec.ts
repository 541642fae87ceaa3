import { gzipSync } from 'node:zlib';
import { expect, test } from './page.ts';

const BUDGET_BYTES = 600 * 1024;

test('at most 600 KB of gzipped script is loaded before the map shows', async ({ page, map }) => {
	const loaded: { startMs: number; bytes: Promise<number> }[] = [];
	page.on('response', (response) => {
		if (!/\.m?js(\?|$)/.test(response.url())) return;
		const bytes = response.body().then((body) => gzipSync(body).length);
		loaded.push({ startMs: response.request().timing().startTime, bytes });
	});
	await map.open();
	const shownMs = await page.evaluate(
		() => performance.timeOrigin + performance.getEntriesByName('map-shown')[0].startTime
	);
	const before = loaded.filter(({ startMs }) => startMs < shownMs);
	const sizes = await Promise.all(before.map(({ bytes }) => bytes));
	expect(sizes.length).toBeGreaterThan(3);
	// deck.gl comes after the map, so there is script that is not counted.
	expect(loaded.length).toBeGreaterThan(sizes.length);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET_BYTES);
});

test('the page runs under a policy without eval and without inline script', async ({ page }) => {
	const response = await page.goto('/');
	const policy = response?.headers()['content-security-policy'] ?? '';
	const script = policy.split(';').find((part) => part.trim().startsWith('script-src')) ?? '';
	expect(script).toContain("'self'");
	expect(script).not.toContain('unsafe');
	expect(
		await page.locator('[style]').evaluateAll((all) => all.filter((one) => !one.closest('.map')).length)
	).toBeLessThanOrEqual(1);
});
