import { expect, test } from './page.ts';

test('shows the district, says that it is fictional, and names the four levels and grey', async ({ page, map }) => {
	await map.open();
	const { districts, current } = await map.status();
	const name = districts.find(({ code }) => code === current)?.name ?? '';
	await expect(page).toHaveTitle(new RegExp(name.slice(0, 3)));
	await expect(page.getByRole('note').filter({ hasText: '虚构数据' })).toBeVisible();
	const legend = page.getByRole('region', { name: '图例与图层' });
	for (const level of ['重大风险', '较大风险', '一般风险', '低风险', '未评估'])
		await expect(legend.getByText(level)).toBeVisible();
});

test('a click on the map answers why the place has its colour', async ({ page, map }) => {
	const { items } = await map.features('layer=hazard_source&level=red&limit=1');
	const [lng, lat] = items[0].at;
	// 200 m east of it, so that no mark is hit.
	await map.open(`?at=${lng + 0.0021},${lat},16.5&hide=enterprise,protection_target,violations`);
	await map.clickMiddle();
	await expect(map.answer.getByRole('heading', { name: '此处为什么是这种颜色？' })).toBeVisible();
	await expect(map.answer.locator('.badge').first()).toBeVisible();
	await expect(map.answer.getByText('影响此处的要素')).toBeVisible();
	await expect.poll(map.param('place')).not.toBeNull();
	await page.keyboard.press('Escape');
	await expect(map.answer).toBeHidden();
	await expect.poll(map.param('place')).toBeNull();
});

test('a click on a hazard source tells its level, the reasons with clause, and the source of the data', async ({
	map
}) => {
	const { items } = await map.features('layer=hazard_source&level=red&limit=1');
	const [{ at, name, id }] = items;
	await map.open(`?at=${at[0]},${at[1]},18&hide=enterprise,protection_target,violations`);
	await map.clickMiddle();
	await expect(map.answer.getByRole('heading', { level: 2 })).toContainText(name ?? id);
	await expect(map.answer.getByText('重大风险').first()).toBeVisible();
	await expect(map.answer.getByRole('heading', { name: '定级依据' })).toBeVisible();
	await expect(map.answer.getByText('GB 18218').first()).toBeVisible();
	await expect(map.answer.getByRole('heading', { name: '数据来源' })).toBeVisible();
});

test('what is not assessed says which attribute is missing', async ({ map }) => {
	const { items } = await map.features('layer=enterprise&level=none&limit=1');
	await map.open(`?feature=${encodeURIComponent(items[0].id)}`);
	await expect(map.answer.locator('.badge').first()).toContainText('未评估');
	await expect(map.answer.getByRole('heading', { name: '未评估：缺少下列属性' })).toBeVisible();
});

test('a violation is chosen in the list: the map flies there, measured stands against required', async ({ map }) => {
	await map.open('?tab=findings');
	const before = map.param('at')();
	await map.rows().first().click();
	await expect(map.answer.getByText('不合规').first()).toBeVisible();
	await expect(map.answer.locator('.finding').first()).toContainText(/实测 .* m · 要求 .* m/);
	await expect.poll(map.param('finding')).not.toBeNull();
	await expect.poll(map.param('at')).not.toBe(before);
	await map.settled();
	await expect(map.answer.locator('.finding.looked').first()).toBeVisible();
});

test('each state of a finding has its own list, and undecided ones name their cause', async ({ page, map }) => {
	const { items, total } = await map.findings('state=undecided&limit=1');
	expect(total).toBeGreaterThan(0);
	await map.open('?tab=findings&follow=no');
	await page.getByText('未能判定', { exact: true }).click();
	await expect(map.list.getByText(items[0].cause?.text.zh ?? '').first()).toBeVisible();
	await expect.poll(map.param('state')).toBe('undecided');
});

test('a layer is switched off and on, and the address remembers', async ({ page, map }) => {
	await map.open();
	const box = page.getByRole('checkbox', { name: /企业/ });
	await box.uncheck();
	await expect.poll(map.param('hide')).toBe('enterprise');
	await page.reload();
	await map.settled();
	await expect(box).not.toBeChecked();
	await box.check();
	await expect.poll(map.param('hide')).toBeNull();
});
