import { expect, test } from './page.ts';

test('the list shows what the map shows, and follows it', async ({ map }) => {
	await map.open();
	const total = map.list.getByRole('status');
	await expect(total).toHaveText(/共 [\d,]+ 个要素/);
	const whole = await total.textContent();
	const { items } = await map.features('layer=hazard_source&limit=1');
	await map.open(`?at=${items[0].at[0]},${items[0].at[1]},16`);
	await expect(total).toHaveText(/共 [\d,]+ 个要素/);
	await expect(total).not.toHaveText(whole ?? '');
	await map.list.getByRole('checkbox', { name: '只列出地图范围内的' }).uncheck();
	await expect(total).not.toHaveText(/共 \d{1,3} 个要素/);
	await expect.poll(map.param('follow')).toBe('no');
});

test('a name is searched in the whole district, and Enter goes to the first', async ({ page, map }) => {
	const { items } = await map.features('layer=hazard_source&limit=1');
	const name = items[0].name ?? items[0].id;
	await map.open();
	await page.getByRole('searchbox').fill(name);
	await expect(map.rows().first()).toContainText(name);
	await page.keyboard.press('Enter');
	await expect(map.answer.getByRole('heading', { level: 2 })).toContainText(name);
	await expect.poll(map.param('q')).toBe(name);
});

test('filters of level and layer narrow the list', async ({ map }) => {
	await map.open();
	await map.list.getByLabel('按图层筛选').selectOption('hazard_source');
	await map.list.getByLabel('按等级筛选').selectOption('red');
	const { total } = await map.features('layer=hazard_source&level=red&limit=1');
	await map.list.getByRole('checkbox', { name: '只列出地图范围内的' }).uncheck();
	await expect(map.list.getByRole('status')).toContainText(`共 ${total} 个要素`);
	await expect(map.rows()).toHaveCount(Math.min(total, 50));
	await expect(map.rows().first().locator('.badge')).toContainText('重大风险');
});

test('subdistricts and parks stand with the worst first, and a chosen one is shown whole', async ({ map }) => {
	await map.open('?tab=subdistricts');
	const { run } = await map.status();
	await expect(map.rows()).toHaveCount(run ? run.subdistricts.length + run.parks.length : -1);
	const before = map.param('at')();
	await map.rows().first().click();
	await expect(map.answer).toBeVisible();
	await expect.poll(map.param('at')).not.toBe(before);
});

test('the address brings back place, tab, filters and selection', async ({ page, map }) => {
	const { items } = await map.features('layer=enterprise&level=orange&limit=1');
	const at = `${items[0].at[0].toFixed(5)},${items[0].at[1].toFixed(5)},15.00`;
	const query = `?at=${at}&tab=units&level=orange&layer=enterprise&feature=${encodeURIComponent(items[0].id)}`;
	await map.open(query);
	await expect(map.answer.getByRole('heading', { level: 2 })).toContainText(items[0].name ?? items[0].id);
	await page.reload();
	await map.settled();
	await expect(map.list.getByLabel('按等级筛选')).toHaveValue('orange');
	await expect(map.list.getByLabel('按图层筛选')).toHaveValue('enterprise');
	await expect.poll(map.param('at')).toBe(at);
	await expect(map.answer.getByRole('heading', { level: 2 })).toContainText(items[0].name ?? items[0].id);
});
