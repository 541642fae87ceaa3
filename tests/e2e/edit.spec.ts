import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { FeatureDetail } from '../../src/lib/api.ts';
import { expect, test, type MapPage } from './page.ts';

const detailOf = async (map: MapPage, id: string): Promise<FeatureDetail> =>
	map.ask(`features/${encodeURIComponent(id)}?district=${(await map.status()).current}`);
const formOf = (page: Page) => page.getByRole('form', { name: '修改要素' });

/** Opens the form of a hazard source that holds something. */
async function openForm(page: Page, map: MapPage, level = 'yellow'): Promise<FeatureDetail> {
	const { items } = await map.features(`layer=hazard_source&level=${level}&limit=1`);
	await map.open(`?feature=${encodeURIComponent(items[0].id)}`);
	await map.answer.getByRole('button', { name: '修改', exact: true }).click();
	await expect(formOf(page)).toBeVisible();
	return detailOf(map, items[0].id);
}

test('more tonnes make a hazard source worse at once, in panel and list, and undo takes it back', async ({
	page,
	map
}) => {
	const before = await openForm(page, map);
	const badge = map.answer.locator('.actions .badge').first();
	const form = formOf(page);
	await form.getByLabel('设计最大量（吨）').first().fill('500000');
	await form.getByRole('button', { name: '保存并重新评估' }).click();
	const changed = map.answer.locator('[data-part="changed"]');
	await expect(changed).toContainText(/已保存，用时 [\d,]+ 毫秒/);
	await expect(changed.locator('.badge').first()).toContainText('一般风险');
	await expect(changed.locator('.badge').nth(1)).toContainText('重大风险');
	await expect(badge).toContainText('重大风险');
	await expect.poll(async () => (await detailOf(map, before.id)).level).toBe('red');
	await changed.getByRole('button', { name: '撤销此修改' }).click();
	await expect(badge).toContainText('一般风险');
	const after = await detailOf(map, before.id);
	expect(after.level).toBe('yellow');
	expect(after.attributes).toEqual(before.attributes);
});

test('the form takes what the schema allows, attributes are added, and axe finds nothing serious', async ({
	page,
	map
}) => {
	await openForm(page, map);
	const form = formOf(page);
	await expect(form.getByRole('button', { name: '保存并重新评估' })).toBeDisabled();
	await form.getByLabel('厂界外500米暴露人数').fill('-1');
	await form.getByRole('button', { name: '保存并重新评估' }).click();
	await expect(form.getByLabel('厂界外500米暴露人数')).toBeFocused();
	await expect(form).toBeVisible();
	const add = form.getByLabel('添加', { exact: true });
	const options = await add.locator('option').allTextContents();
	await add.selectOption({ label: options[1] });
	await expect(form.getByLabel(options[1], { exact: true })).toBeFocused();
	const { violations } = await new AxeBuilder({ page }).include('aside.panel').analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
	await form.getByRole('button', { name: '取消' }).click();
	await expect(map.answer.getByRole('button', { name: '修改', exact: true })).toBeFocused();
});

test.describe('when somebody else was faster', () => {
	test.use({ provoked: /status of 409/ });

	test('what they changed is shown, and mine can still be saved on top', async ({ page, map }) => {
		const mine = await openForm(page, map);
		const form = formOf(page);
		const district = (await map.status()).current;
		const theirs = await page.request.patch(`/api/features/${encodeURIComponent(mine.id)}?district=${district}`, {
			data: { updatedAt: mine.updatedAt, name: `${mine.name}（新）` }
		});
		expect(theirs.ok()).toBe(true);
		await form.getByLabel('联系电话').fill('027-1111-2222');
		await form.getByRole('button', { name: '保存并重新评估' }).click();
		const clash = form.getByRole('alert');
		await expect(clash).toContainText(`${mine.name} → ${mine.name}（新）`);
		await clash.getByRole('button', { name: '保留我的修改继续' }).click();
		await form.getByRole('button', { name: '保存并重新评估' }).click();
		await expect(map.answer.locator('[data-part="changed"]')).toContainText('已保存');
		await expect(map.answer.getByRole('heading', { level: 2 })).toHaveText(`${mine.name}（新）`);
		await expect(map.answer.getByRole('cell', { name: '027-1111-2222' })).toBeVisible();
	});
});

test.describe('when the server refuses a value', () => {
	test.use({ provoked: /status of 422/ });

	test('its words stand at the field', async ({ page, map }) => {
		await openForm(page, map);
		const form = formOf(page);
		await page.route('**/api/features/**', async (route) => {
			if (route.request().method() !== 'PATCH') return route.continue();
			const text = { zh: 'exposedPeople：厂界外500米暴露人数: “x”不是数字', en: 'exposedPeople: "x" is not a number' };
			await route.fulfill({ status: 422, json: { error: { code: 'unreadable', text } } });
		});
		await form.getByLabel('厂界外500米暴露人数').fill('7');
		await form.getByRole('button', { name: '保存并重新评估' }).click();
		await expect(form.getByLabel('厂界外500米暴露人数')).toBeFocused();
		await expect(form.getByLabel('厂界外500米暴露人数')).toHaveAttribute('aria-invalid', 'true');
		await expect(form.getByRole('alert')).toContainText('不是数字');
	});
});

test('a change made elsewhere is on the page without a reload', async ({ page, map }) => {
	const { items } = await map.features('layer=hazard_source&level=yellow&limit=1');
	const detail = await detailOf(map, items[0].id);
	await map.open(`?feature=${encodeURIComponent(detail.id)}`);
	const badge = map.answer.locator('.actions .badge').first();
	await expect(badge).toContainText('一般风险');
	const inventory = detail.attributes.find(({ key }) => key === 'inventory')?.value as { tonnes: number }[];
	const address = `/api/features/${encodeURIComponent(detail.id)}?district=${(await map.status()).current}`;
	const more = inventory.map((one) => ({ ...one, tonnes: 500_000 }));
	const patch = (updatedAt: string, of: unknown) =>
		page.request.patch(address, { data: { updatedAt, attributes: { inventory: of } } });
	expect((await patch(detail.updatedAt, more)).ok()).toBe(true);
	await expect(badge).toContainText('重大风险');
	expect((await patch((await detailOf(map, detail.id)).updatedAt, inventory)).ok()).toBe(true);
	await expect(badge).toContainText('一般风险');
});
