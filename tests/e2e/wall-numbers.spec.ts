import type { RunSummary, Some, RunItem, Status } from '../../src/lib/api.ts';
import type { Figure, Wall, ZoneDifference } from '../../src/lib/wall/api.ts';
import { expect, test } from './page.ts';

/** Every number of a wall that has a list, however deep it stands. */
function figuresOf(value: unknown): Figure[] {
	if (typeof value !== 'object' || value === null) return [];
	const own = 'sinceRun' in value ? [value as Figure] : [];
	return [...own, ...Object.values(value).flatMap(figuresOf)];
}

test('every number of the wall of the demo district is the total of the list behind it, and has its formula', async ({
	request
}) => {
	const status = (await (await request.get('/api/status')).json()) as Status;
	const run = status.run as RunSummary;
	const response = await request.get(`/api/screen?district=${status.current}`);
	expect(response.status()).toBe(200);
	const wall = (await response.json()) as Wall;
	const figures = figuresOf(wall);
	expect(figures.length).toBeGreaterThan(60);
	for (const { value, list, formula } of figures) {
		const endpoint = list!.endpoint === 'zones' ? 'zones/list' : list!.endpoint;
		const query = new URLSearchParams({ ...list!.query, district: wall.district.code, limit: '1' });
		const page = await request.get(`/api/${endpoint}?${query}`);
		expect(page.status(), String(query)).toBe(200);
		expect(((await page.json()) as { total: number }).total, `${endpoint} ${query}`).toBe(value);
		expect(wall.formulas[formula].text.zh).not.toBe('');
	}
	const runs = (await (await request.get(`/api/runs?district=${status.current}`)).json()) as Some<RunItem>;
	for (const level of ['red', 'orange', 'yellow', 'blue', 'none'] as const) {
		expect(wall.levels[level].value).toBe(run.levels[level]);
		expect(wall.levels[level].value).toBe(runs.items[0].levels[level]);
		expect(Math.abs(wall.areas[level].value - run.areaM2[level])).toBeLessThan(1);
	}
	expect(wall.undecided.value).toBe(run.states.undecided);
	expect(Object.fromEntries(wall.violations.map(({ rule, figure }) => [rule, figure.value]))).toEqual(run.brokenByRule);
	for (const one of run.subdistricts) {
		expect(wall.subdistricts.find(({ id }) => id === one.id)?.units, one.name).toEqual(one.features);
	}
});

test('without a district the wall is of the current one; one that there is not is said', async ({ request }) => {
	const status = (await (await request.get('/api/status')).json()) as Status;
	const wall = (await (await request.get('/api/screen')).json()) as Wall;
	expect(wall.district.code).toBe(status.current);
	const none = await request.get('/api/screen?district=999999');
	expect(none.status()).toBe(404);
	expect(await none.json()).toMatchObject({ error: { code: 'no-district' } });
});

test('two runs of the same data differ nowhere', async ({ request }) => {
	const { current } = (await (await request.get('/api/status')).json()) as Status;
	const { items } = (await (await request.get(`/api/runs?district=${current}`)).json()) as Some<RunItem>;
	const query = `district=${current}&a=${items[0].id}&b=${items[0].id}`;
	const difference = (await (await request.get(`/api/runs/difference?${query}`)).json()) as ZoneDifference;
	expect(difference).toMatchObject({ type: 'FeatureCollection', features: [], a: { run: items[0].id } });
});
