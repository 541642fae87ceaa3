import type { RulesPage } from '../../src/lib/api.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test, type MapPage } from './page.ts';

async function rulesOf(map: MapPage): Promise<RulesPage> {
	return map.ask<RulesPage>(`rules?district=${encodeURIComponent((await map.status()).current)}`);
}

/** A number that a district may set, and another value for it. */
async function numberToSet(map: MapPage) {
	const { numbers } = await rulesOf(map);
	const number = numbers.find(({ path }) => path.includes('radii.park'));
	if (!number || typeof number.value !== 'number') throw new Error('There is no radius of a park to set.');
	return { ...number, value: number.value, other: number.value + 17 };
}

test('every rule stands with clause, number, confidence and what it did in the newest run', async ({ page, map }) => {
	const { rules } = await rulesOf(map);
	await open(page, '/rules');
	await expect(page.locator('[data-rule]')).toHaveCount(rules.length);
	const asked = rules.find(({ states }) => (states?.broken ?? 0) > 0);
	if (!asked) throw new Error('No rule is broken in the demo district.');
	const row = page.locator(`[data-rule="${asked.id}"]`);
	await expect(row).toContainText(asked.clause);
	await expect(row).toContainText(asked.limit.zh);
	await expect(row).toContainText(`不合规 ${asked.states?.broken}`);
});

test('filters narrow the rules and stand in the address', async ({ page, map }) => {
	const { rules } = await rulesOf(map);
	await open(page, '/rules');
	await page.getByLabel('可信程度').selectOption('RECALLED');
	const recalled = rules.filter(({ confidence }) => confidence === 'RECALLED');
	await expect(page.locator('[data-rule]')).toHaveCount(recalled.length);
	await expect(page.locator('[data-rule]').first()).toContainText('需人工核对标准原文');
	await expect.poll(map.param('confidence')).toBe('RECALLED');
	await page.getByRole('searchbox').fill(recalled[0].id);
	await expect.poll(map.param('q')).toBe(recalled[0].id);
	await page.reload();
	await expect(page.locator(`[data-rule="${recalled[0].id}"]`)).toBeVisible();
	await page.getByRole('searchbox').fill('没有这样的规则');
	await expect(page.getByText('没有符合条件的规则')).toBeVisible();
});

test('only numbers set by this system can be changed, and a wrong one is refused at its field', async ({
	page,
	map
}) => {
	const { path, value, max } = await numberToSet(map);
	await open(page, '/rules?show=numbers');
	const fixed = (await rulesOf(map)).numbers.find(({ editable }) => !editable);
	await page.getByRole('checkbox', { name: '只列出可以调整的' }).uncheck();
	await page.getByRole('searchbox').fill(fixed?.path ?? '');
	await expect(page.locator(`[data-path="${fixed?.path}"]`)).toBeVisible();
	await expect(page.locator(`[data-path="${fixed?.path}"]`).getByRole('textbox')).toHaveCount(0);
	await page.getByRole('searchbox').fill(path);
	const row = page.locator(`[data-path="${path}"]`);
	await row.getByRole('textbox').fill(String((max ?? 1e9) + 1));
	await expect(row).toContainText('大于允许的最大值');
	await row.getByRole('textbox').fill('二百');
	await expect(row).toContainText('不是数字');
	await row.getByRole('button', { name: /撤销/ }).click();
	await expect(row.getByRole('textbox')).toHaveValue(String(value));
	await expect(page.getByRole('button', { name: '建立新版本' })).toBeHidden();
});

test('a number is changed, its effect is seen, it is switched on, asked by a run, and taken back', async ({
	page,
	map
}) => {
	const { path, other } = await numberToSet(map);
	const { current } = await rulesOf(map);
	await open(page, '/rules?show=numbers');
	await page.getByRole('searchbox').fill(path);
	await page.locator(`[data-path="${path}"]`).getByRole('textbox').fill(String(other));
	await page.getByRole('button', { name: '建立新版本' }).click();
	await expect(page.getByText('请写明为什么改动')).toBeVisible();
	await page.getByLabel('说明（为什么改）').fill('试验');
	await page.getByRole('button', { name: '建立新版本' }).click();

	const review = page.locator('[data-review]');
	await expect(review.getByRole('heading', { name: '各等级面积' })).toBeVisible();
	const version = (await review.getAttribute('data-review')) ?? '';
	expect((await rulesOf(map)).current, 'nothing asks it before it is switched on').toBe(current);
	await expect(page.locator(`[data-version="${version}"]`)).toContainText('试验');
	await expect(page.locator(`[data-version="${version}"]`)).toContainText('示范数据管理员');

	await review.getByRole('button', { name: '启用此版本' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
	expect((await rulesOf(map)).current).toBe(current);
	await review.getByRole('button', { name: '启用此版本' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '启用此版本' }).click();
	const ahead = page.locator('[data-ahead]');
	await expect(ahead).toContainText('下一次评估采用新版本');
	expect((await rulesOf(map)).current).toBe(version);
	await ahead.getByRole('button', { name: '立即评估' }).click();
	await expect(ahead).toBeHidden();
	expect((await map.status()).run?.rulesVersion).toBe(version);

	await page.getByRole('button', { name: '回到随软件发布的版本' }).click();
	await expect(review.getByRole('heading', { name: '各等级面积' })).toBeVisible();
	await review.getByRole('button', { name: '启用此版本' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '启用此版本' }).click();
	await expect(page.locator(`[data-version="${current}"]`)).toContainText('使用中');
	await ahead.getByRole('button', { name: '立即评估' }).click();
	await expect(ahead).toBeHidden();
	expect((await map.status()).run?.rulesVersion).toBe(current);
});

for (const [where, viewport] of [
	['on a wide screen', { width: 1920, height: 1080 }],
	['on a phone', { width: 390, height: 844 }]
] as const) {
	test.describe(where, () => {
		test.use({ viewport });
		for (const part of ['rules', 'numbers', 'versions']) {
			test(`axe finds nothing serious in the ${part}`, async ({ page }) => {
				await open(page, `/rules?show=${part}`);
				await expect(page.locator('[data-rule], [data-path], [data-version]').first()).toBeVisible();
				await checkAccess(page);
			});
		}
	});
}
