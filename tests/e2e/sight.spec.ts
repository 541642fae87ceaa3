import { request, type APIRequestContext } from '@playwright/test';
import type { FeatureDetail, FeaturePage, FindingPage, Status } from '../../src/lib/api.ts';
import { expect, MapPage, test } from './page.ts';
import { signInAs } from './signed-in.ts';
import type { DemoRole } from '../../src/lib/server/accounts/demo-persons.ts';

async function comingAs(address: string, role: DemoRole) {
	const storageState = await signInAs(address, role);
	const context = await request.newContext({ baseURL: address, storageState });
	return {
		context,
		storageState,
		cookie: storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
	};
}

async function ask<T>(context: APIRequestContext, path: string): Promise<T> {
	const answer = await context.get(`/api/${path}`);
	expect(answer.ok(), path).toBe(true);
	return (await answer.json()) as T;
}

test('an inspector finds nothing of another subdistrict behind any address', async ({ baseURL }) => {
	const [inspector, keeper] = [await comingAs(baseURL!, 'inspector'), await comingAs(baseURL!, 'data_keeper')];
	const { current, run } = await ask<Status>(inspector.context, 'status');
	const district = `district=${current}`;
	const own = new Set(run!.subdistricts.map(({ id }) => id));
	expect(own.size).toBe(2);
	const { items } = await ask<FeaturePage>(keeper.context, `features?${district}&layer=enterprise&level=red&limit=500`);
	const other = items.find(({ subdistrict }) => subdistrict !== null && !own.has(subdistrict))!;
	const id = encodeURIComponent(other.id);
	const refused = await inspector.context.get(`/api/features/${id}?${district}`);
	const absent = await inspector.context.get(`/api/features/enterprise%2Fnone?${district}`);
	expect([refused.status(), await refused.text()]).toEqual([404, await absent.text()]);
	const patched = await inspector.context.patch(`/api/features/${id}?${district}`, {
		data: { updatedAt: '2026-01-01T00:00:00.000Z', name: '改名' }
	});
	expect(patched.status()).toBe(404);
	expect((await ask<FeaturePage>(inspector.context, `features?${district}&q=${id}`)).total).toBe(0);
	expect((await ask<FindingPage>(inspector.context, `findings?${district}&feature=${id}`)).total).toBe(0);
	for (const path of [`units?${district}`, `overrides?${district}`, `segments?${district}`, `zones?${district}`]) {
		expect(JSON.stringify(await ask(inspector.context, path)), path).not.toContain(`"${other.id}"`);
	}
	const csv = await (await inspector.context.get(`/api/lists/risk?${district}&format=csv`)).text();
	expect(csv).not.toContain(`"${other.id}"`);
	expect(await (await keeper.context.get(`/api/lists/risk?${district}&format=csv`)).text()).toContain(`"${other.id}"`);
	const why = await ask(inspector.context, `why?${district}&lng=${other.at[0]}&lat=${other.at[1]}`);
	expect(JSON.stringify(why)).not.toContain(`"${other.id}"`);
	await inspector.context.dispose();
	await keeper.context.dispose();
});

test('two who see other rows are not shown each other’s tiles', async ({ baseURL }) => {
	const [inspector, leader] = [await comingAs(baseURL!, 'inspector'), await comingAs(baseURL!, 'leader')];
	const { current, run, districts } = await ask<Status>(leader.context, 'status');
	const { version, bbox } = districts.find(({ code }) => code === current)!;
	const [z, lat] = [10, (bbox![1] + bbox![3]) / 2];
	const x = Math.floor((((bbox![0] + bbox![2]) / 2 + 180) / 360) * 2 ** z);
	const sin = Math.sin((lat * Math.PI) / 180);
	const y = Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z);
	const path = `/api/tiles/${current}/${version}-${run!.id}/${z}/${x}/${y}`;
	const whole = await leader.context.get(path);
	const narrowed = await inspector.context.get(path);
	expect(whole.headers().vary).toContain('Cookie');
	expect(whole.headers()['cache-control']).toContain('private');
	expect((await narrowed.body()).length).toBeLessThan((await whole.body()).length);
	expect((await (await leader.context.get(path)).body()).equals(await whole.body())).toBe(true);
	await inspector.context.dispose();
	await leader.context.dispose();
});

test('an event stream ends within 5 s of the session', async ({ baseURL }) => {
	const leader = await comingAs(baseURL!, 'leader');
	const abort = new AbortController();
	const answer = await fetch(`${baseURL}/api/events`, { headers: { cookie: leader.cookie }, signal: abort.signal });
	let heard = '';
	const read = (async () => {
		for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) heard += part;
		return Date.now();
	})();
	await expect.poll(() => heard).toContain('retry');
	const left = Date.now();
	expect((await leader.context.post('/api/sign-out', { data: {} })).ok()).toBe(true);
	const ended = await read;
	expect(heard).toContain('event: ended\ndata: {}\n\n');
	expect(ended - left).toBeLessThan(5_000);
	expect((await fetch(`${baseURL}/api/events`, { headers: { cookie: leader.cookie } })).status).toBe(401);
	abort.abort();
	await leader.context.dispose();
});

test('a planner reads which fields are withheld, and an inspector opens the map of their own', async ({
	browser,
	baseURL
}) => {
	const planner = await comingAs(baseURL!, 'planner');
	const { current } = await ask<Status>(planner.context, 'status');
	const { items } = await ask<FeaturePage>(planner.context, `features?district=${current}&layer=hazard_source&limit=1`);
	const detail = await ask<FeatureDetail>(
		planner.context,
		`features/${encodeURIComponent(items[0].id)}?district=${current}`
	);
	expect(detail.withheld.map(({ key }) => key)).toContain('inventory');
	const context = await browser.newContext({ storageState: planner.storageState, locale: 'zh-CN' });
	const map = new MapPage(await context.newPage());
	await map.open(`?feature=${encodeURIComponent(items[0].id)}`);
	await expect(map.answer.locator('[data-withheld="inventory"]')).toContainText('不披露（危险物质存量）');
	await context.close();

	const inspector = await comingAs(baseURL!, 'inspector');
	const own = await browser.newContext({ storageState: inspector.storageState, locale: 'zh-CN' });
	const ownMap = new MapPage(await own.newPage());
	const { run } = await ask<Status>(inspector.context, 'status');
	await ownMap.open('?tab=findings');
	await expect(ownMap.list.getByRole('status')).toContainText(run!.states.broken.toLocaleString('zh-CN'));
	await own.close();
});
