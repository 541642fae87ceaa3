import type { RunItem, Some } from '../../src/lib/api.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test, type MapPage } from './page.ts';

async function runsOf(map: MapPage): Promise<Some<RunItem>> {
	return map.ask<Some<RunItem>>(`runs?district=${encodeURIComponent((await map.status()).current)}`);
}

/** Makes sure that there are two runs to compare. */
async function twoRuns(map: MapPage): Promise<[older: number, newer: number]> {
	let { items } = await runsOf(map);
	if (items.length < 2) {
		const { current } = await map.status();
		const answer = await map.page.request.post('/api/runs', { data: { district: current } });
		expect(answer.ok(), await answer.text()).toBe(true);
		({ items } = await runsOf(map));
	}
	return [items[1].id, items[0].id];
}

test('two runs on the same data and rules are the same, and the address keeps which', async ({ page, map }) => {
	const [a, b] = await twoRuns(map);
	await open(page, '/runs');
	const compared = page.locator('[data-compared]');
	await expect(compared.getByText('没有变化')).toBeVisible();
	await expect.poll(map.param('a')).toBe(String(a));
	await expect.poll(map.param('b')).toBe(String(b));
	await expect(page.locator(`[data-run="${b}"]`)).toContainText('完成');
	await expect(compared.getByRole('heading', { name: '各街道' })).toBeVisible();
	await page.getByRole('radio', { name: `以第 ${b} 批为 A` }).check();
	await expect(compared.getByText('A 和 B 是同一批')).toBeVisible();
});

test('a stored run is computed again and equal', async ({ page, map }) => {
	const [a] = await twoRuns(map);
	await open(page, '/runs');
	const row = page.locator(`[data-run="${a}"]`);
	await row.getByRole('button', { name: '重新计算核对' }).click();
	await expect(row.getByText('结果一致')).toBeVisible();
});

test('what became worse stands first, with the reasons and the way to the map', async ({ page, map }) => {
	await twoRuns(map);
	await page.route('**/api/runs/compare*', async (route) => {
		const comparison = await (await route.fetch()).json();
		const words = (zh: string) => ({ zh, en: zh });
		const change = { id: 'e/1', layer: 'enterprise', name: '甲厂', before: 'yellow', after: 'red' };
		comparison.features.worse = { total: 7, items: [{ ...change, because: words('R = 104'), was: words('R = 9') }] };
		await route.fulfill({ json: comparison });
	});
	await open(page, '/runs');
	const table = page.getByRole('table', { name: '变差' });
	await expect(table.getByRole('row').nth(1)).toContainText('R = 104');
	await expect(table.getByRole('link', { name: '甲厂' })).toHaveAttribute('href', /feature=e%2F1/);
	await expect(page.getByText('此处列出前 1 项，共 7 项')).toBeVisible();
	await expect(page.getByText('没有变化')).toBeHidden();
});

test.describe('when a comparison fails', () => {
	test.use({ provoked: /status of 503/ });
	test('it is said, with a way to try again', async ({ page, map }) => {
		await twoRuns(map);
		let fails = true;
		await page.route('**/api/runs/compare*', async (route) => {
			const text = { zh: '数据库忙，请重试', en: 'busy' };
			if (fails) await route.fulfill({ status: 503, json: { error: { code: 'busy', text } } });
			else await route.continue();
		});
		await open(page, '/runs');
		const alert = page.getByRole('alert').filter({ hasText: '数据库忙' });
		await expect(alert).toBeVisible();
		fails = false;
		await alert.getByRole('button', { name: '重试' }).click();
		await expect(page.getByText('没有变化')).toBeVisible();
	});
});

for (const [where, viewport] of [
	['on a wide screen', { width: 1920, height: 1080 }],
	['on a phone', { width: 390, height: 844 }]
] as const) {
	test.describe(where, () => {
		test.use({ viewport });
		test('axe finds nothing serious in the runs', async ({ page, map }) => {
			await twoRuns(map);
			await open(page, '/runs');
			await expect(page.getByRole('heading', { name: '各街道' })).toBeVisible();
			await checkAccess(page);
		});
	});
}
