import type { FeatureDetail, SegmentPage } from '../../src/lib/api.ts';
import { LEVEL_CODE } from '../../src/lib/risk/level.ts';
import { expect, test, type MapPage } from './page.ts';

const detailOf = async (map: MapPage, id: string): Promise<FeatureDetail> =>
	map.ask(`features/${encodeURIComponent(id)}?district=${(await map.status()).current}`);
const segmentsOf = async (map: MapPage): Promise<SegmentPage> =>
	map.ask(`segments?district=${(await map.status()).current}&limit=5`);

test('reasons stand with the worst first, each with its clause, and its inputs unfold', async ({ map }) => {
	const { items } = await map.features('layer=hazard_source&level=red&limit=1');
	const detail = await detailOf(map, items[0].id);
	await map.open(`?feature=${encodeURIComponent(detail.id)}`);
	const cards = map.answer.locator('.reason');
	await expect(cards).toHaveCount(detail.reasons.length);
	const codes = detail.reasons.map(({ level }) => (level === null ? 0 : LEVEL_CODE[level]));
	const worst = detail.reasons[codes.indexOf(Math.max(...codes))];
	await expect(cards.first()).toContainText(worst.clause);
	await cards.first().locator('summary').click();
	for (const name of Object.keys(worst.inputs))
		await expect(cards.first().getByRole('rowheader', { name, exact: true })).toBeVisible();
});

test('a hazard source says who was counted, and a click goes there and back', async ({ page, map }) => {
	const { items } = await map.features('layer=hazard_source&limit=50');
	let found: FeatureDetail | null = null;
	for (const { id } of items) {
		const detail = await detailOf(map, id);
		if ((detail.exposure?.who.length ?? 0) > 0) found = detail;
		if (found) break;
	}
	const exposure = found?.exposure;
	if (!found || !exposure) throw new Error('No hazard source of the demo has anybody counted around it.');
	await map.open(`?feature=${encodeURIComponent(found.id)}`);
	const part = map.answer.locator('[data-part="exposure"]');
	await expect(part).toContainText(`${exposure.people?.toLocaleString('zh-CN')} 人`);
	await expect(part).toContainText(exposure.text.zh);
	await expect(part).toContainText('500 m');
	const first = part.locator('li button').first();
	await first.click();
	await expect.poll(map.param('feature')).toBe(exposure.who[0].feature);
	await page.getByRole('button', { name: '返回上一个' }).click();
	await expect.poll(map.param('feature')).toBe(found.id);
	await expect(part).toBeVisible();
});

test('a high consequence area is chosen in the list: the map goes there, its items say why', async ({ page, map }) => {
	const { items, total } = await segmentsOf(map);
	expect(total).toBeGreaterThan(0);
	const [{ pipeline, chainage, items: met }] = items;
	await map.open('?tab=segments');
	const before = map.param('at')();
	await expect(map.list.getByRole('status')).toContainText(`共 ${total} 段`);
	await map.rows().first().click();
	await expect.poll(map.param('feature')).toBe(pipeline.id);
	await expect.poll(map.param('at')).not.toBe(before);
	const looked = map.answer.locator('.segment.looked');
	await expect(looked).toContainText(chainage);
	await expect(looked).toContainText(met[0].text.zh);
	await expect(looked).toContainText(met[0].clause);
	await map.settled();
	const box = page.getByRole('checkbox', { name: /^高后果区/ });
	await box.uncheck();
	await expect.poll(map.param('hide')).toBe('hca');
});

test('a subdistrict shows its three modes, point, category and region, and when it is due', async ({ map }) => {
	const { run } = await map.status();
	const one = run?.subdistricts.find(({ assessed }) => assessed);
	if (!one) throw new Error('No subdistrict of the demo is assessed.');
	await map.open(`?tab=subdistricts&feature=${encodeURIComponent(one.id)}`);
	for (const words of [
		'最高等级法',
		'聚集法',
		'加权法',
		'点（最严重的单元）',
		'类（专项）',
		'区（整体）',
		'上次评估',
		'下次评估'
	])
		await expect(map.answer.getByText(words)).toBeVisible();
	for (const trigger of one.triggers) await expect(map.answer.getByText(trigger.zh)).toBeVisible();
});

test('another rule set than the one of the run is said beside the run', async ({ page, map }) => {
	await page.route('**/api/status*', async (route) => {
		const response = await route.fetch();
		const status = (await response.json()) as { districts: { rulesVersion: string }[] };
		for (const district of status.districts) district.rulesVersion = '2026.12-0000000000000000';
		await route.fulfill({ json: status });
	});
	await map.open();
	// The first answer came with the page; coming back online asks anew.
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	const box = page.getByRole('region', { name: '评估', exact: true });
	await expect(box.getByText('规则已更换，重新评估后生效')).toBeVisible();
	await expect(box.getByRole('button', { name: '重新评估' })).toBeEnabled();
});
