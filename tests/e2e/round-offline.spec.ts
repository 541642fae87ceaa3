import AxeBuilder from '@axe-core/playwright';
import { request, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import type { RoundDetail, VisitDetail } from '../../src/lib/rounds/api.ts';
import { arrived, expectPhotos, GoPage, PHONE, planRound, takePicture } from './go-page.ts';
import { OwnServer } from './own-server.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';
import { freePort } from './started.ts';

test.setTimeout(600_000);
test.use({ ...PHONE, storageState: { cookies: [], origins: [] } });
const NONE_QUEUED = /(^|\D)0 项待传/;
// The network is cut and the server is killed on purpose.
const AWAY = /ERR_(CONNECTION|INTERNET|INCOMPLETE|EMPTY|SOCKET|FAILED)|Failed to (load|fetch)/;
test.use({ provoked: AWAY });

async function inspector(address: string) {
	const state = await signInAs(address, 'inspector');
	return { state, api: await request.newContext({ baseURL: address, storageState: state }) };
}

/** All three visits are there, once, with their photos and one danger each. */
async function expectAllOnce(api: APIRequestContext, round: RoundDetail, dangers: readonly string[]): Promise<void> {
	const there = await arrived(api, round);
	expect(there.visits.map(({ state, version }) => [state, version])).toEqual(
		round.stops.map(() => ['handed_in', 1] as const)
	);
	expect(there.dangers.map(({ total }) => total)).toEqual(round.stops.map(() => 1));
	expect(there.dangers.map(({ items }) => items[0].text).sort()).toEqual([...dangers].sort());
	for (const visit of there.visits) {
		expect(visit.photos.length).toBeGreaterThan(0);
		await expectPhotos(api, visit);
	}
}

test('before the queue is read the page does not say that nothing waits', async ({ page, baseURL }) => {
	const { state, api } = await inspector(baseURL!);
	await page.context().addCookies(state.cookies);
	const html = await (await page.request.get('/inspect/go')).text();
	expect(html, 'the page as it comes, before its script runs').toContain('data-part="queue"');
	expect(html).not.toContain('项待传');
	await page.goto('/inspect/go');
	await expect(new GoPage(page).counts).toContainText(NONE_QUEUED);
	await api.dispose();
});

test('three visits with photos and dangers are made without a network, and all arrive once when it is back', async ({
	page,
	baseURL
}) => {
	const { state, api } = await inspector(baseURL!);
	const round = await planRound(api);
	await page.context().addCookies(state.cookies);
	const go = new GoPage(page);
	await go.take(round);

	await page.context().setOffline(true);
	await expect(page.locator('[data-part="queue"]')).toContainText('没有网络');
	await page.reload();
	await expect(go.stops(), 'the round comes up without a network').toHaveCount(3);
	await page.getByRole('button', { name: '地图', exact: true }).click();
	await expect(page.locator('[data-part="map"][data-status="idle"]'), 'and so does its map').toBeVisible();
	expect(await page.locator('[data-part="map"] .stop-mark').count()).toBe(3);

	const [first, second, third] = round.stops.map(({ visit }) => visit);
	const dangers = ['灭火器失效', '通道堵塞', '报警器未投用'];
	await go.visit(first, await takePicture(page, 300), dangers[0]);
	await expect(go.counts).toContainText('0 项已传');

	// The phone is reloaded in the middle of a visit: what was written and photographed is there.
	await go.begin(second);
	await go.answerAll(await takePicture(page, 320), 2);
	await go.recordDanger(dangers[1]);
	const photos = await page.locator('[data-photo]').count();
	await page.reload();
	await expect(page.locator('[data-photo]')).toHaveCount(photos);
	await expect(page.getByLabel('隐患描述')).toHaveValue(dangers[1]);
	await expect(go.items().nth(2).locator('[data-choice="no"] input')).toBeChecked();
	await go.handIn();
	await go.back();

	await go.visit(third, await takePicture(page, 340), dangers[2]);
	await expect(page.locator('[data-part="progress"]')).toContainText('3 / 3');
	expect((await arrived(api, round)).visits, 'nothing has arrived').toEqual([]);

	await page.context().setOffline(false);
	await expect(go.counts).toContainText(NONE_QUEUED);
	await expect(go.counts).toContainText('0 项被拒');
	await expectAllOnce(api, round, dangers);
	await page.reload();
	await expect(go.counts, 'and nothing goes again').toContainText(NONE_QUEUED);
	await expectAllOnce(api, round, dangers);
	await api.dispose();
});

test('the server is killed in the middle of a photo and the page reloaded: all arrive once', async ({ page }) => {
	const server = new OwnServer(await freePort());
	try {
		await server.start();
		const { state, api } = await inspector(server.address);
		const round = await planRound(api);
		await page.context().addCookies(state.cookies);
		const go = new GoPage(page);
		await page.goto(
			`${server.address}/inspect/go?${new URLSearchParams({ district: round.district, round: round.id })}`
		);
		await page.locator(`[data-take="${round.id}"]`).click();
		await expect(go.stops()).toHaveCount(3);

		await page.context().setOffline(true);
		const dangers = ['甲', '乙', '丙'];
		for (const [at, { visit }] of round.stops.entries()) {
			await go.visit(visit, await takePicture(page, 700 + at), dangers[at]);
		}
		// A line so slow that a photo is on its way for seconds.
		const line = await page.context().newCDPSession(page);
		await line.send('Network.enable');
		const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 40_000 };
		const isPhoto = ({ method, url }: { method: string; url: string }) =>
			method === 'PUT' && url.includes('/api/photos/');
		let photosBegun = 0;
		page.on('request', (asked) => {
			if (isPhoto({ method: asked.method(), url: asked.url() })) photosBegun++;
		});
		await page.context().setOffline(false);
		await line.send('Network.emulateNetworkConditions', slow);
		await expect.poll(() => photosBegun).toBeGreaterThan(1);
		await server.kill();
		const half = await go.counts.innerText();
		expect(half, 'it was in the middle').not.toMatch(NONE_QUEUED);
		await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });

		await page.reload();
		await expect(go.stops(), 'the page comes up without its server').toHaveCount(3);
		await server.startAgain();
		await expect(go.counts).toContainText(NONE_QUEUED, { timeout: 120_000 });
		await expect(go.counts).toContainText('0 项被拒');
		await expectAllOnce(api, round, dangers);
		await api.dispose();
	} finally {
		await server.end();
	}
});

/** A second phone of the same inspector. */
async function otherPhone(browser: Browser, address: string): Promise<Page> {
	const state = await signInAs(address, 'inspector');
	const context = await browser.newContext({ ...PHONE, baseURL: address, storageState: state, locale: 'zh-CN' });
	return context.newPage();
}

test('the same visit on two phones: what differs is shown field by field, and nothing is overwritten', async ({
	browser,
	page,
	baseURL
}) => {
	const { state, api } = await inspector(baseURL!);
	const round = await planRound(api);
	const [{ visit }] = round.stops;
	await page.context().addCookies(state.cookies);
	const there = await otherPhone(browser, baseURL!);
	const [one, two] = [new GoPage(page), new GoPage(there)];
	await one.take(round);
	await two.take(round);

	for (const [go, note, no] of [
		[one, '大门上锁', 0],
		[two, '仓库堆满', 1]
	] as const) {
		await go.begin(visit);
		await go.answerAll(await takePicture(go.page, 200), no);
		await go.page.getByLabel('总体情况').fill(note);
	}
	await one.handIn();
	await expect(one.counts).toContainText(NONE_QUEUED);
	const read = async () => {
		const answer = await api.get(`/api/visits/${visit}?district=${round.district}`);
		return (await answer.json()) as VisitDetail;
	};
	const before = await read();
	await two.handIn();
	const conflict = there.locator('[data-part="conflict"]');
	await expect(conflict).toBeVisible();
	await expect(two.counts).toContainText('1 项被拒');
	expect(await read(), 'what stood there stands').toEqual(before);

	const note = conflict.locator('[data-field="note"]');
	await expect(note.locator('[data-side="theirs"]')).toContainText('大门上锁');
	await expect(note.locator('[data-side="yours"]')).toContainText('仓库堆满');
	// The two musts come first on every list.
	const [first, second] = ['must-principal', 'must-three-levels'];
	await expect(conflict.locator(`[data-field="answers.${first}"] [data-side="theirs"]`)).toContainText('不符合');
	// The photos of the two phones differ too: theirs is taken for all that is not looked at here.
	for (const field of await conflict.locator('[data-field]').all()) {
		await field.locator('[data-side="theirs"] input').check();
	}
	await conflict.locator(`[data-field="answers.${second}"] [data-side="yours"] input`).check();
	await note.locator('[data-side="both"] input').check();
	await conflict.locator('[data-part="settle"]').click();
	await expect(two.counts).toContainText('0 项被拒');
	await expect(two.counts).toContainText(NONE_QUEUED);

	const after = await read();
	expect(after.fields.note).toBe('大门上锁\n仓库堆满');
	expect(after.fields.answers[first], 'theirs').toEqual(before.fields.answers[first]);
	expect(after.fields.answers[second].value, 'mine').toBe('no');
	await api.dispose();
	await there.context().close();
});

test('axe finds nothing, and what can be touched is 44 px high', async ({ page, baseURL }) => {
	const { state, api } = await inspector(baseURL!);
	const round = await planRound(api);
	await page.context().addCookies(state.cookies);
	const go = new GoPage(page);
	const look = async (what: string) => {
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations, what).toEqual([]);
		expect(await go.smallTargets(), what).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(390);
	};
	await go.open(round);
	await look('a round to take along');
	await go.take(round);
	await look('a round');
	await page.getByRole('button', { name: '地图', exact: true }).click();
	await expect(page.locator('[data-part="map"][data-status="idle"]')).toBeVisible();
	await look('its map');
	await go.begin(round.stops[0].visit);
	await go.answerAll(await takePicture(page, 200), 2);
	await go.recordDanger('灭火器失效');
	await page.getByLabel('隐患等级').selectOption('major');
	await page.locator('[data-part="hand-in"]').click();
	await expect(page.locator('[data-part="problems"]')).toContainText('重大隐患没有引用判定条款');
	await look('a visit with a problem');
	await page.locator('[data-part="problems"] button').first().click();
	await expect(page.locator('[data-danger]')).toBeFocused();
	await page.getByLabel('其他标准和条款').fill('GB 50016-2014 第 8.1 条');
	await go.handIn();
	await expect(go.counts).toContainText(NONE_QUEUED);
	await page.locator('[data-part="queue"]').click();
	await look('the queue');
	await api.dispose();
});

test('a session that ends in the field: the queue waits and says so, and goes when its inspector signs in again', async ({
	page,
	baseURL
}) => {
	const { state, api } = await inspector(baseURL!);
	const round = await planRound(api);
	await page.context().addCookies(state.cookies);
	const go = new GoPage(page);
	await go.take(round);
	await page.context().setOffline(true);
	await go.visit(round.stops[0].visit, await takePicture(page, 200), '灭火器失效');
	expect((await api.post('/api/sign-out', { data: {} })).ok()).toBe(true);
	await page.context().setOffline(false);
	await expect(page.getByRole('alert')).toContainText('登录已失效');
	await expect(go.stops(), 'the round is still there').toHaveCount(3);
	await expect(go.counts).toContainText('0 项已传');

	const again = await inspector(baseURL!);
	await page.context().addCookies(again.state.cookies);
	await page.getByRole('link', { name: '重新登录' }).click();
	await go.open(round);
	await expect(go.counts).toContainText(NONE_QUEUED);
	expect((await arrived(again.api, round)).visits).toMatchObject([{ state: 'handed_in', version: 1 }]);

	// Who signs out with a visit that has not arrived is asked, and it stays.
	await page.context().setOffline(true);
	await go.visit(round.stops[1].visit, await takePicture(page, 220), '通道堵塞');
	let asked = '';
	page.once('dialog', (dialog) => {
		asked = dialog.message();
		void dialog.dismiss();
	});
	await page.locator('.bar-end summary').click();
	await page.getByRole('button', { name: '退出登录' }).click();
	await expect.poll(() => asked).toContain('1 次检查还没有上传');
	await expect(go.counts).not.toContainText(NONE_QUEUED);
	await again.api.dispose();
	await api.dispose();
});
