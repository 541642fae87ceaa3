import { request, type APIRequestContext, type Page } from '@playwright/test';
import type { FeaturePage, Status } from '../../src/lib/api.ts';
import { dayFromNow } from '../day-from-now.ts';
import { OwnServer } from './own-server.ts';
import { expect, test } from './page.ts';
import { signInAs } from './signed-in.ts';
import { freePort } from './started.ts';

test.setTimeout(420_000);
// The server is taken away on purpose.
test.use({ provoked: /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE|Failed to (load|fetch)/ });

/** Turns a yellow enterprise red by hand, and gives its name. */
async function turnRed(api: APIRequestContext): Promise<string> {
	const { current } = (await (await api.get('/api/status')).json()) as Status;
	const asked = `/api/features?district=${current}&layer=enterprise&level=yellow&limit=1`;
	const { items } = (await (await api.get(asked)).json()) as FeaturePage;
	const until = dayFromNow(20);
	const order = { feature: items[0].id, level: 'red', reason: '周边有集会，临时提高管控', approver: '测试员', until };
	const answer = await api.post('/api/overrides', { data: { district: current, ...order } });
	expect(answer.ok(), await answer.text()).toBe(true);
	return items[0].name!;
}

/** Numbers that the wall shows of units by level. */
function numbersOf(page: Page): Promise<string[]> {
	return page.locator('[data-panel="levels"] button').allInnerTexts();
}

test('a server that goes away: the wall says so, comes up without it, recovers by itself, and loses no alert', async ({
	page
}) => {
	const server = new OwnServer(await freePort());
	try {
		await server.start();
		const state = await signInAs(server.address, 'leader');
		await page.context().addCookies(state.cookies);
		const wall = `${server.address}/screen?tour=off`;
		await page.goto(wall);
		const fresh = (is: string) => expect(page.locator(`[data-fresh="${is}"]`)).toBeVisible();
		await fresh('live');
		await expect(page.locator('.wall-map[data-drawn="true"]')).toBeVisible({ timeout: 120_000 });
		const numbers = await numbersOf(page);
		expect(numbers.length).toBeGreaterThan(4);
		const isKept = () => page.evaluate(async () => (await caches.match('/screen')) !== undefined);
		await expect.poll(isKept, 'the page is kept').toBe(true);
		await page.evaluate(() => (document.body.dataset.same = 'yes'));

		await server.stop();
		await fresh('lost');
		await expect(page.locator('[data-fresh="lost"]')).toContainText('连接中断');
		expect(await numbersOf(page), 'what it saw last stays').toEqual(numbers);

		await page.reload();
		await fresh('lost');
		expect(await numbersOf(page), 'also on a page that is loaded while the server is away').toEqual(numbers);
		await expect(page.locator('body[data-same]'), 'it is another page').toHaveCount(0);
		await page.evaluate(() => (document.body.dataset.same = 'again'));

		await page.context().setOffline(true);
		await server.startAgain();
		const api = await request.newContext({ baseURL: server.address, storageState: state });
		const name = await turnRed(api);
		await api.dispose();
		await fresh('lost');
		await page.context().setOffline(false);
		await fresh('live');
		await expect(page.locator('[data-panel="alerts"]'), 'what happened meanwhile is not lost').toContainText(name);
		await expect(page.locator('body[data-same="again"]'), 'without a reload').toHaveCount(1);
		await expect.poll(() => numbersOf(page), 'and its numbers are those of now').not.toEqual(numbers);
	} finally {
		await server.end();
	}
});

test('what a wall kept goes with the session by which it was seen', async ({ browser, baseURL }) => {
	const storageState = await signInAs(baseURL!, 'leader');
	const context = await browser.newContext({ baseURL: baseURL!, storageState });
	const page = await context.newPage();
	await page.goto('/screen?tour=off');
	const kept = () =>
		page.evaluate(async () => {
			const stores = (await caches.keys()).filter((name) => name.startsWith('sise-'));
			return [...stores, ...Object.keys(localStorage).filter((key) => key.startsWith('sise-wall'))];
		});
	await expect.poll(kept).toHaveLength(2);
	const api = await request.newContext({ baseURL: baseURL!, storageState });
	expect((await api.post('/api/sign-out', { data: {} })).ok()).toBe(true);
	await api.dispose();
	await page.waitForURL(/\/sign-in/);
	expect(await kept()).toEqual([]);
	await context.close();
});
