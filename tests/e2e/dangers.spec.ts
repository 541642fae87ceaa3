import { createHash } from 'node:crypto';
import type { DangerDetail, DangerLists, DangerPage } from '../../src/lib/dangers/api.ts';
import { dayFromNow } from '../day-from-now.ts';
import { askOf, come, fill, make, openDanger, record, unitFor } from './danger-page.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test } from './page.ts';

const today = dayFromNow();

test('a general danger from its finding to its closing, by an inspector, a data keeper and a leader', async ({
	browser,
	baseURL
}) => {
	const inspector = await come(browser, baseURL!, 'inspector');
	const keeper = await come(browser, baseURL!, 'data_keeper');
	const leader = await come(browser, baseURL!, 'leader');
	const { district, id: feature, name } = await unitFor(inspector.api);
	const { page } = inspector;

	await open(page, `/dangers/new?district=${district}`);
	await page.locator('[data-part="unit-search"]').fill(name);
	await page.locator(`[data-unit="${feature}"]`).click();
	await expect(page.locator('[data-part="unit"]')).toHaveText(name);
	await page.getByRole('button', { name: '登记', exact: true }).click();
	await expect(page.getByText('请写明发现了什么。')).toBeVisible();
	await expect(page.locator('[data-field="text"] textarea')).toBeFocused();
	await fill(page, { text: '喷淋泵房控制柜断电' });
	// What was typed is there after a reload, under the same id.
	await page.reload();
	await expect(page.locator('[data-part="kept"]')).toBeVisible();
	await expect(page.locator('[data-field="text"] textarea')).toHaveValue('喷淋泵房控制柜断电');
	await checkAccess(page);
	// The answer is lost on its way: sent again, it is recorded once.
	let isLost = false;
	await page.route('**/api/dangers', async (route) => {
		if (route.request().method() !== 'POST' || isLost) return route.fallback();
		isLost = true;
		await route.fetch();
		await route.abort();
	});
	await page.getByRole('button', { name: '登记', exact: true }).click();
	await expect(page.locator('form p.wrong[role="alert"]')).toBeVisible();
	await page.getByRole('button', { name: '登记', exact: true }).click();
	await expect(page.locator('[data-state="found"]')).toBeVisible();
	const [, id] = /dangers\/([0-9a-f-]{36})/.exec(page.url())!;
	const found = await askOf<DangerPage>(inspector.api, `dangers?district=${district}&feature=${feature}`);
	expect(found.items.filter(({ text }) => text === '喷淋泵房控制柜断电')).toHaveLength(1);

	// What a step lacks is said before it is sent, and what the server refuses stands at its field.
	const order = page.locator('[data-possible="order"]');
	await expect(order).toContainText('还缺：责任人、整改措施、整改期限');
	await order.getByRole('button').first().click();
	await fill(page, { measure: '恢复供电并上锁管理' });
	await expect(order.locator('[data-part="lacking"]')).toHaveText('还缺：责任人、整改期限');
	await order.locator('button[type="submit"]').click();
	await expect(order.locator('[data-field="responsiblePerson"] [role="alert"]')).toContainText('责任人');
	await expect(order.locator('[data-field="responsiblePerson"] input')).toBeFocused();
	await checkAccess(page);
	await page.getByRole('button', { name: '取消' }).click();
	// Another page of it stands open meanwhile.
	await openDanger(keeper.page, { district, id });
	await make(page, 'order', 'rectifying', {
		responsiblePerson: '周示平',
		measure: '恢复供电并上锁管理',
		deadline: dayFromNow(9)
	});
	await expect(page.getByText('还剩 9 天')).toBeVisible();
	await expect(page.locator('[data-stop="rectifying"]')).toHaveAttribute('aria-current', 'step');

	await expect(keeper.page.locator('[data-state="rectifying"]')).toBeVisible();
	await make(keeper.page, 'report_mended', 'acceptance_asked', { note: '已更换断路器' }, '泵房.jpg');
	const sha256 = createHash('sha256').update('泵房.jpg').digest('hex');
	const { history } = await askOf<DangerDetail>(keeper.api, `dangers/${id}?district=${district}`);
	expect(history.at(-1)!.evidence).toEqual([{ sha256, name: '泵房.jpg' }]);

	// Whoever found it does not verify it.
	await expect(page.locator('[data-state="acceptance_asked"]')).toBeVisible();
	await page.getByText('不能由您办理的步骤').click();
	await expect(page.locator('[data-refused="verify"]')).toContainText('发现人和申请验收的人');

	await openDanger(leader.page, { district, id });
	await make(leader.page, 'verify', 'verified');
	await make(leader.page, 'close', 'closed', { note: '现场复查合格' });
	await expect(leader.page.getByText('隐患已销号，不再办理。')).toBeVisible();
	await expect(page.locator('[data-state="closed"]')).toBeVisible();
	await expect(leader.page.locator('[data-step]')).toHaveCount(5);
	await checkAccess(leader.page);
	for (const one of [inspector, keeper, leader]) await one.close();
});

test('a major danger: declared, recognised, listed in public, mended by its scheme, assessed, delisted', async ({
	browser,
	baseURL
}) => {
	const inspector = await come(browser, baseURL!, 'inspector');
	const keeper = await come(browser, baseURL!, 'data_keeper');
	const leader = await come(browser, baseURL!, 'leader');
	const { district, id: feature, name } = await unitFor(inspector.api, 1);
	const { page } = inspector;
	const text = '罐区紧急切断阀失效待更换';

	await open(page, `/dangers/new?district=${district}&feature=${encodeURIComponent(feature)}`);
	await expect(page.locator('[data-part="unit"]')).toHaveText(name);
	await page.locator('[data-field="level"] select').selectOption('major');
	await page.getByLabel('在其他判定标准中查找').fill('切断');
	const criterion = page.locator('[data-field="criteria"] input[type="checkbox"]').first();
	await criterion.check();
	await fill(page, { text, responsiblePerson: '吴示远' });
	await checkAccess(page);
	await page.getByRole('button', { name: '登记', exact: true }).click();
	await expect(page.locator('[data-state="found"]')).toBeVisible();
	const [, id] = /dangers\/([0-9a-f-]{36})/.exec(page.url())!;
	await make(page, 'declare', 'declared');

	await openDanger(leader.page, { district, id });
	await make(leader.page, 'recognise', 'recognised');
	await make(leader.page, 'list', 'listed', {
		deadline: dayFromNow(30),
		supervisingUnit: '区安委会办公室',
		publicityUrl: 'https://example.gov.cn/gongshi/7'
	});
	await open(keeper.page, `/dangers/published?district=${district}`);
	const listed = keeper.page.locator(`[data-part="listed"] [data-danger="${id}"]`);
	await expect(listed).toContainText('区安委会办公室');
	await expect(listed).toContainText(today);
	await expect(listed).toContainText(dayFromNow(30));
	await expect(listed.getByRole('link', { name: 'https://example.gov.cn/gongshi/7' })).toBeVisible();
	await checkAccess(keeper.page);

	await openDanger(keeper.page, { district, id });
	await make(keeper.page, 'rectify', 'rectifying', {
		measure: '更换切断阀',
		fund: '18 万元',
		plan: '罐区泄漏处置方案',
		'scheme.goal': '恢复紧急切断',
		'scheme.methods': '停罐更换',
		'scheme.means': '18 万元, 备件到货',
		'scheme.staff': '设备部',
		'scheme.times': '本月底',
		'scheme.safety': '停罐期间专人值守'
	});
	await make(keeper.page, 'ask_acceptance', 'acceptance_asked', {}, '切断阀.jpg');
	await expect(leader.page.locator('[data-state="acceptance_asked"]')).toBeVisible();
	await make(leader.page, 'entrust', 'assessing', { thirdParty: '某安全评价公司' });
	await make(leader.page, 'delist', 'closed', {
		thirdPartyReport: '评估报告 2026-11',
		delistingUrl: 'https://example.gov.cn/xiaohao/7'
	});
	await expect(leader.page.locator('[data-value="acceptedAt"]')).toContainText(today);
	await open(keeper.page, `/dangers/published?district=${district}`);
	const delisted = keeper.page.locator(`[data-part="delisted"] [data-danger="${id}"]`);
	await expect(delisted).toContainText('某安全评价公司');
	await expect(delisted.getByRole('link', { name: 'https://example.gov.cn/xiaohao/7' })).toBeVisible();
	for (const one of [inspector, keeper, leader]) await one.close();
});

test('two who change one danger: both are shown field by field, nothing is overwritten, and a change is undone', async ({
	browser,
	baseURL
}) => {
	const inspector = await come(browser, baseURL!, 'inspector');
	const keeper = await come(browser, baseURL!, 'data_keeper');
	const { district, id: feature } = await unitFor(inspector.api, 2);
	const danger = await record(inspector.api, {
		district,
		feature,
		level: 'general',
		text: '防火门常开',
		discoveredAt: today
	});
	const read = () => askOf<DangerDetail>(keeper.api, `dangers/${danger.id}?district=${district}`);
	for (const { page } of [inspector, keeper]) {
		await openDanger(page, danger);
		await page.getByRole('button', { name: '修改', exact: true }).click();
	}
	await fill(keeper.page, { measure: '加装闭门器', fund: '2000 元' });
	await fill(inspector.page, { measure: '更换防火门', responsiblePerson: '郑示宁' });
	await keeper.page.getByRole('button', { name: '保存修改' }).click();
	await expect(keeper.page.locator('[data-part="undo"]')).toBeVisible();
	await expect(inspector.page.locator('[data-part="older"]')).toBeVisible();

	await inspector.page.getByRole('button', { name: '保存修改' }).click();
	const conflict = inspector.page.locator('[data-part="conflict"]');
	await expect(conflict.locator('[data-conflict="measure"]')).toContainText('加装闭门器');
	await expect(conflict.locator('[data-conflict="measure"]')).toContainText('更换防火门');
	await expect(conflict.locator('[data-conflict="responsiblePerson"]')).toContainText('郑示宁');
	await expect(conflict.locator('[data-step="change"]')).toBeVisible();
	await checkAccess(inspector.page);
	expect((await read()).measure).toBe('加装闭门器');
	// Nothing is sent before each field was chosen.
	const settle = conflict.getByRole('button', { name: '按所选提交' });
	await expect(settle).toBeDisabled();
	await conflict.locator('[data-conflict="measure"] input[value="theirs"]').check();
	await conflict.locator('[data-conflict="responsiblePerson"] input[value="yours"]').check();
	await settle.click();
	await expect(inspector.page.locator('[data-part="undo"]')).toBeVisible();
	expect(await read()).toMatchObject({ measure: '加装闭门器', fund: '2000 元', responsiblePerson: '郑示宁' });

	await inspector.page.getByRole('button', { name: '撤销此修改' }).click();
	await expect(inspector.page.locator('[data-part="undo"]')).toHaveCount(0);
	expect(await read()).toMatchObject({ measure: '加装闭门器', fund: '2000 元', responsiblePerson: null });
	await inspector.close();
	await keeper.close();
});

test('a step that somebody was faster with is not made twice, and what was typed can be let go', async ({
	browser,
	baseURL
}) => {
	const inspector = await come(browser, baseURL!, 'inspector');
	const keeper = await come(browser, baseURL!, 'data_keeper');
	const { district, id: feature } = await unitFor(inspector.api, 3);
	const found = { district, feature, level: 'general', text: '围堰开裂', discoveredAt: today };
	const danger = await record(inspector.api, { ...found, responsibleUnit: '某厂', responsiblePerson: '冯示安' });
	await openDanger(inspector.page, danger);
	const part = inspector.page.locator('[data-possible="order"]');
	await part.getByRole('button').first().click();
	await fill(inspector.page, { measure: '修补', deadline: dayFromNow(3) });
	const data = { district, version: 1, step: 'order', fields: { measure: '重建', deadline: dayFromNow(5) } };
	expect((await keeper.api.post(`/api/dangers/${danger.id}/steps`, { data })).ok()).toBe(true);
	await expect(inspector.page.locator('[data-part="older"]')).toBeVisible();
	await part.locator('button[type="submit"]').click();
	const conflict = inspector.page.locator('[data-part="conflict"]');
	await expect(conflict).toContainText('隐患现为“整改中”，不能再办理“责令限期整改”。');
	await expect(conflict.locator('[data-conflict="measure"]')).toContainText('重建');
	await conflict.getByRole('button', { name: '放弃我的内容，看最新' }).click();
	await expect(inspector.page.locator('[data-state="rectifying"]')).toBeVisible();
	await expect(inspector.page.locator('[data-value="measure"]')).toHaveText('重建');
	await inspector.close();
	await keeper.close();
});

test('what is overdue says so in words, with what follows and its clause', async ({ page, request }) => {
	const { items } = await askOf<DangerPage>(request, 'dangers?district=420199&level=major&overdue=true&limit=1');
	await openDanger(page, items[0]);
	const words = page.locator('[data-part="escalation"]');
	await expect(words).toContainText(`已过整改期限 ${items[0].deadline}`);
	await expect(words).toContainText(/已升级：重大隐患逾期: 约谈告诫、公开曝光/);
	await expect(words).toContainText('柴桑区文件二十一');
	await checkAccess(page);
});

test('the three lists have what the server counts, of the district and of one unit', async ({ page, request }) => {
	const ask = (kind: string, more = '') =>
		askOf<DangerLists>(request, `dangers/lists?district=420199&kind=${kind}${more}`);
	const problems = await ask('problems');
	await open(page, '/dangers/lists?district=420199');
	await expect(page.locator('[data-danger]')).toHaveCount(problems.total);
	await expect(page.locator('[data-part="count"]')).toContainText(`共 ${problems.total} 条`);
	await checkAccess(page);
	await page.getByRole('tab', { name: '自查自纠清单' }).click();
	await expect(page.locator('[data-danger]')).toHaveCount((await ask('self_checks')).total);
	await page.getByRole('tab', { name: '制度措施清单' }).click();
	await expect(page.locator('[data-unit]')).toHaveCount((await ask('measures')).total);
	await checkAccess(page);
	const { feature } = problems.items[0];
	await open(page, `/dangers/lists?district=420199&feature=${encodeURIComponent(feature)}`);
	await expect(page.locator('[data-danger]')).toHaveCount(
		(await ask('problems', `&feature=${encodeURIComponent(feature)}`)).total
	);
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('.print-head')).toContainText('问题隐患清单');
	await expect(page.locator('header.bar')).toBeHidden();
});
