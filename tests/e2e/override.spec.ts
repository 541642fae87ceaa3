import AxeBuilder from '@axe-core/playwright';
import { dayFromNow } from '../day-from-now.ts';
import { expect, test } from './page.ts';

test('a level is set by hand and withdrawn: the computed level stays beside it', async ({ page, map }) => {
	const { items } = await map.features('layer=enterprise&level=yellow&limit=1');
	await map.open(`?feature=${encodeURIComponent(items[0].id)}`);
	await map.answer.getByRole('button', { name: '人工调整' }).click();
	const form = page.getByRole('form', { name: '人工调整等级' });
	await form.getByRole('radio', { name: '较大风险' }).check();
	await form.getByLabel('理由').fill('周边有集会，临时提高管控');
	await form.getByLabel('批准人').fill('测试员');
	const until = dayFromNow(20);
	await form.getByLabel('至（含）').fill(until);
	await form.getByRole('button', { name: '调整', exact: true }).click();
	await expect(form).toBeHidden();
	const note = map.answer.locator('[data-part="override"]');
	await expect(note).toContainText('测试员');
	await expect(note).toContainText(until);
	await expect(map.answer.locator('.actions .badge').first()).toContainText('较大风险');
	await expect(map.answer.locator('.actions s .badge')).toContainText('一般风险');
	await expect(map.answer.locator('.reason').first()).toContainText('人工调整');
	await map.answer.getByRole('button', { name: '人工调整' }).click();
	await form.getByRole('button', { name: '撤销现有调整' }).click();
	await form.getByRole('button', { name: '确定撤销' }).click();
	await expect(note).toBeHidden();
	await expect(map.answer.locator('.actions .badge').first()).toContainText('一般风险');
});

test('a lower level asks for evidence before it is sent, and axe finds nothing serious', async ({ page, map }) => {
	const { items } = await map.features('layer=hazard_source&level=red&limit=1');
	await map.open(`?feature=${encodeURIComponent(items[0].id)}`);
	await map.answer.getByRole('button', { name: '人工调整' }).click();
	const form = page.getByRole('form', { name: '人工调整等级' });
	await expect(form.getByLabel('依据（整改验收）')).toBeHidden();
	await form.getByRole('radio', { name: '一般风险' }).check();
	await expect(form.getByLabel('依据（整改验收）')).toBeVisible();
	await form.getByLabel('理由').fill('整改完成并验收');
	await form.getByLabel('批准人').fill('测试员');
	await form.getByRole('button', { name: '调整', exact: true }).click();
	await expect(form.getByLabel('依据（整改验收）')).toBeFocused();
	const { violations } = await new AxeBuilder({ page }).include('aside.panel').analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
	await page.keyboard.press('Escape');
});
