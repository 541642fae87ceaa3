import { request, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { FeaturePage, OverrideItem, Status } from '../../src/lib/api.ts';
import type { DemoRole } from '../../src/lib/server/accounts/demo-persons.ts';
import type { AlertPage } from '../../src/lib/wall/api.ts';
import { dayFromNow } from '../day-from-now.ts';
import { checkAccess, open } from './open-page.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';

/** Somebody with a browser of their own, and the same session for asking by hand. */
interface Comer {
	context: BrowserContext;
	page: Page;
	api: APIRequestContext;
	close(): Promise<void>;
}

async function come(browser: Browser, address: string, role: DemoRole, options = {}): Promise<Comer> {
	const storageState = await signInAs(address, role);
	const context = await browser.newContext({ baseURL: address, storageState, ...options });
	const api = await request.newContext({ baseURL: address, storageState });
	const close = async () => {
		await api.dispose();
		await context.close();
	};
	return { context, page: await context.newPage(), api, close };
}

async function ask<T>(api: APIRequestContext, path: string): Promise<T> {
	const answer = await api.get(`/api/${path}`);
	expect(answer.ok(), path).toBe(true);
	return (await answer.json()) as T;
}

/** Sets the level of a unit by hand, and gives what withdraws it. */
async function setByHand(api: APIRequestContext, district: string, feature: string, level: 'red' | 'orange') {
	const until = dayFromNow(20);
	const order = { district, feature, level, reason: '周边有集会，临时提高管控', approver: '测试员', until };
	const answer = await api.post('/api/overrides', { data: order });
	expect(answer.ok(), await answer.text()).toBe(true);
	const { id } = (await answer.json()) as OverrideItem;
	return async () => {
		expect((await api.delete(`/api/overrides/${id}?district=${district}`)).ok()).toBe(true);
	};
}

async function unitOf(api: APIRequestContext, level: string) {
	const { current } = await ask<Status>(api, 'status');
	const { items } = await ask<FeaturePage>(
		api,
		`features?district=${current}&layer=enterprise&level=${level}&limit=40`
	);
	return { district: current!, units: items };
}

test('a leader turns a unit red: it alerts elsewhere without a reload, is acknowledged there, and all see by whom', async ({
	browser,
	baseURL
}) => {
	const leader = await come(browser, baseURL!, 'leader');
	const keeper = await come(browser, baseURL!, 'data_keeper');
	const { district, units } = await unitOf(leader.api, 'yellow');
	const [unit] = units;
	await open(keeper.page, '/alerts');
	await open(leader.page, '/alerts');
	await expect(keeper.page.locator('[aria-busy="false"]')).toBeVisible();
	const withdraw = await setByHand(leader.api, district, unit.id, 'red');
	try {
		const rowOn = (page: Page) => page.locator('[data-alert]', { hasText: unit.name! }).first();
		const row = rowOn(keeper.page);
		await expect(row).toContainText('红色预警');
		await expect(row).toContainText(`${unit.name} 由一般风险（黄）升为重大风险（红）`);
		await expect(row).toContainText('周边有集会，临时提高管控');
		await expect(row.locator('[data-part="escalation"]')).toContainText(/[45] 分钟后升级至 带班负责人/);
		await expect(row.locator('[data-part="seen"]')).toContainText('首次显示于');
		await checkAccess(keeper.page);

		await row.getByRole('button', { name: '确认' }).click();
		await expect(row.getByLabel('备注')).toBeFocused();
		await checkAccess(keeper.page);
		await keeper.page.keyboard.type('已通知街道，派人核实');
		await keeper.page.keyboard.press('Enter');
		for (const page of [keeper.page, leader.page]) {
			const shown = rowOn(page).locator('[data-part="acknowledged"]');
			await expect(shown).toContainText(/.+ 于 .+ 确认/);
			await expect(shown).toContainText('已通知街道，派人核实');
			await expect(rowOn(page).locator('[data-part="escalation"]')).toContainText('未升级');
		}
		const { items } = await ask<AlertPage>(keeper.api, `alerts?district=${district}&limit=500`);
		const alert = items.find(({ feature }) => feature?.id === unit.id)!;
		const again = await leader.api.post(`/api/alerts/${alert.id}/acknowledge`, { data: { district } });
		expect(again.status()).toBe(409);
		expect(await again.text()).toContain(alert.acknowledged!.by);
	} finally {
		await withdraw();
	}
	// Acknowledged and over: it leaves the open ones, and stays among all.
	await expect(leader.page.locator('[data-alert]', { hasText: unit.name! })).toHaveCount(0);
	await leader.page.getByLabel('状态').selectOption('all');
	const past = leader.page.locator('[data-alert]', { hasText: unit.name! }).first();
	await expect(past.locator('[data-part="lasting"]')).toContainText('已解除');
	await leader.page.getByLabel('种类').selectOption('violation');
	await expect(past).toHaveCount(0);
	await expect.poll(() => new URL(leader.page.url()).searchParams.get('kind')).toBe('violation');
	await leader.page.reload();
	await expect(leader.page.getByLabel('种类')).toHaveValue('violation');
	await leader.close();
	await keeper.close();
});

test('on a phone, by the keyboard alone: an inspector acknowledges what is their own, and is shown nothing else', async ({
	browser,
	baseURL
}) => {
	const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
	const inspector = await come(browser, baseURL!, 'inspector', phone);
	const keeper = await come(browser, baseURL!, 'data_keeper');
	const own = (await unitOf(inspector.api, 'yellow')).units[0];
	const { district, units } = await unitOf(keeper.api, 'yellow');
	const ids = new Set((await ask<Status>(inspector.api, 'status')).run!.subdistricts.map(({ id }) => id));
	const other = units.find(({ subdistrict }) => subdistrict !== null && !ids.has(subdistrict))!;
	const { page } = inspector;
	await open(page, '/alerts');
	const withdraw = [
		await setByHand(keeper.api, district, other.id, 'orange'),
		await setByHand(keeper.api, district, own.id, 'orange')
	];
	try {
		const row = page.locator('[data-alert]', { hasText: own.name! }).first();
		await expect(row).toContainText('橙色预警');
		await expect(page.getByText(other.name!)).toHaveCount(0);
		await checkAccess(page);
		await row.getByRole('button', { name: '确认' }).focus();
		await page.keyboard.press('Enter');
		await expect(row.getByLabel('备注')).toBeFocused();
		await page.keyboard.press('Escape');
		await expect(row.getByRole('button', { name: '确认' })).toBeFocused();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		await expect(row.locator('[data-part="acknowledged"]')).toContainText(/.+ 于 .+ 确认/);
		await checkAccess(page);
		const { items } = await ask<AlertPage>(keeper.api, `alerts?district=${district}&limit=500`);
		const theirs = items.find(({ feature }) => feature?.id === other.id)!;
		const refused = await inspector.api.post(`/api/alerts/${theirs.id}/acknowledge`, { data: { district } });
		expect(refused.status()).toBe(404);
	} finally {
		for (const one of withdraw) await one();
	}
	await inspector.close();
	await keeper.close();
});

test('without alerts the page says so', async ({ page }) => {
	await page.route('**/api/alerts?*', (route) => route.fulfill({ json: { items: [], total: 0, next: null } }));
	await open(page, '/alerts');
	await expect(page.getByText('没有未了结的预警。')).toBeVisible();
	await checkAccess(page);
});

test.describe('when the server fails', () => {
	test.use({ provoked: /status of 500/ });

	test('it is said in words, with a way on', async ({ page }) => {
		let fails = true;
		await page.route('**/api/alerts?*', (route) => {
			const text = { zh: '服务器内部出错。', en: 'It failed.' };
			if (fails) return route.fulfill({ status: 500, json: { error: { code: 'internal', text } } });
			return route.fulfill({ json: { items: [], total: 0, next: null } });
		});
		await open(page, '/alerts');
		await expect(page.getByRole('alert')).toContainText('服务器内部出错。');
		fails = false;
		await page.getByRole('button', { name: '重试' }).click();
		await expect(page.getByText('没有未了结的预警。')).toBeVisible();
	});
});

test('the line beats each two seconds, the first time at once', async ({ page }) => {
	await open(page, '/alerts');
	const beats = await page.evaluate(
		() =>
			new Promise<string[]>((resolve) => {
				const heard: string[] = [];
				const line = new EventSource('/api/events');
				line.addEventListener('beat', (message: MessageEvent<string>) => {
					heard.push((JSON.parse(message.data) as { at: string }).at);
					if (heard.length < 3) return;
					line.close();
					resolve(heard);
				});
			})
	);
	const [first, second, third] = beats.map((at) => Date.parse(at));
	expect(second).toBeGreaterThan(first);
	expect(third).toBeGreaterThan(second);
});
