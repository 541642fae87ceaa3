import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeAlert } from '../unit/wall/fixture.ts';
import { expect, test } from './page.ts';
import { MadeWall, SIZES } from './screen-page.ts';

test.describe.configure({ timeout: 180_000 });
// What a service worker asks for passes a test's answers by.
test.use({ serviceWorkers: 'block' });

/** Where, once the charts have their size, something is cut or overlaps on the page: panels over one another, words that do not fit and have no title. */
async function faultsOf(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const faults: string[] = [];
		const name = (one: Element) => `${one.tagName}.${one.className} “${(one.textContent ?? '').trim().slice(0, 40)}”`;
		const boxes = [...document.querySelectorAll('.wall .panel, .wall .stage, .wall .ticker, .wall > .head')];
		for (const [at, one] of boxes.entries()) {
			const a = one.getBoundingClientRect();
			if (a.left < 0 || a.top < 0 || a.right > innerWidth + 0.5 || a.bottom > innerHeight + 0.5) {
				faults.push(`outside: ${name(one)}`);
			}
			for (const other of boxes.slice(at + 1)) {
				const b = other.getBoundingClientRect();
				const isApart =
					a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
				if (!isApart) faults.push(`overlap: ${name(one)} and ${name(other)}`);
			}
		}
		for (const one of document.querySelectorAll('.wall *')) {
			if (one.closest('svg, .hidden-words, .maplibregl-map') !== null) continue;
			const { overflowX, overflowY } = getComputedStyle(one);
			const isWide = overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
			const isHigh = overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 2;
			const isTold = one.hasAttribute('title') || one.querySelector('[title]') !== null;
			if ((isWide || isHigh) && one.clientWidth > 0 && !isTold) faults.push(`cut: ${name(one)}`);
		}
		for (const panel of document.querySelectorAll('.wall .panel')) {
			const edge = panel.getBoundingClientRect();
			for (const one of panel.querySelectorAll('p, li, button, h2')) {
				const { bottom, right, height } = one.getBoundingClientRect();
				if (height > 0 && (bottom > edge.bottom + 1 || right > edge.right + 1))
					faults.push(`out of its panel: ${name(one)}`);
			}
		}
		return faults;
	});
}

/** The smallest size in which words are written, pixels. */
async function smallestText(page: Page): Promise<number> {
	return page.evaluate(() =>
		Math.min(
			...[...document.querySelectorAll('.wall *')]
				.filter((one) => one.closest('svg, .hidden-words, .maplibregl-map') === null)
				.filter((one) => [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()))
				.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))
		)
	);
}

for (const [width, height] of SIZES) {
	test(`on ${width} × ${height} nothing overlaps, nothing is cut, and the smallest text can be read`, async ({
		page
	}) => {
		await page.setViewportSize({ width, height });
		const wall = new MadeWall(page, Date.now());
		await wall.open();
		await expect.poll(() => faultsOf(page)).toEqual([]);
		// The other panels have their turn.
		for (const turn of await page.locator('button.turn').all()) await turn.click();
		await expect.poll(() => faultsOf(page)).toEqual([]);
		expect(await smallestText(page)).toBeGreaterThanOrEqual(height >= 1080 ? height / 90 : 11);
	});
}

test('in English as well nothing is cut', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open('?lang=en');
	await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
	await expect(
		page.getByRole('heading', { name: 'The worst ten' }).or(page.getByText('Units by level'))
	).not.toHaveCount(0);
	await expect.poll(() => faultsOf(page)).toEqual([]);
});

test('keys lead the tour, hold it, and make the wall black', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open();
	const tour = page.locator('.tour');
	await expect(tour).toContainText('全区总览');
	await page.keyboard.press('PageDown');
	await expect(page.locator('.stage [data-shown]')).toContainText('云栖石化第1罐区');
	await expect(tour).toContainText('巡游 2/');
	await page.keyboard.press('ArrowLeft');
	await expect(tour).toContainText('全区总览');
	await page.keyboard.press('PageUp');
	await expect(tour).toContainText('远山街道');
	await page.keyboard.press('p');
	await expect(tour).toContainText('巡游已暂停');
	await page.keyboard.press('Home');
	await expect(tour).toContainText('全区总览');
	await page.keyboard.press('b');
	await expect(page.locator('.black')).toBeVisible();
	await page.keyboard.press('.');
	await expect(page.locator('.black')).toHaveCount(0);
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog')).toContainText('PageDown');
});

test('a number opens its formula and its list, whose total it is; what is chosen there is shown on the map', async ({
	page
}) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open('?tour=off');
	await page.getByRole('button', { name: '风险单元 · 重大风险 41' }).click();
	const drawer = page.getByRole('dialog');
	await expect(drawer).toContainText('DB42/T 1709-2021');
	await expect(drawer.locator('[data-total]')).toHaveAttribute('data-total', '41');
	await drawer.getByRole('button', { name: /云栖石化第3罐区/ }).click();
	await expect(drawer).toHaveCount(0);
	await expect(page.locator('.stage [data-shown]')).toContainText('云栖石化第3罐区');
});

test('an alert stands large as it comes, is told to be seen, and goes when it is over', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open('?panels=alerts');
	const alert = makeAlert(Date.now(), 7, { raisedAt: new Date().toISOString(), seen: null });
	const tell = (what: string, change: object) =>
		page.evaluate((event) => window.line.tell(event), {
			type: 'alert',
			district: wall.data.district.code,
			what,
			alert: { ...alert, ...change }
		});
	await tell('raised', {});
	const large = page.locator('[data-arrival="7"]');
	await expect(large).toContainText('未确认');
	await expect(large).toContainText('周建国');
	await expect.poll(() => wall.seen).toContain(7);
	await tell('acknowledged', { acknowledged: { at: new Date().toISOString(), by: '陈志远', note: null } });
	await expect(large).toHaveCount(0);
	await expect(page.locator('[data-panel="alerts"]')).toContainText('陈志远 已确认');
	const { violations } = await new AxeBuilder({ page }).exclude('.maplibregl-map').analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
});

test.describe('a server that stops', () => {
	test.use({ provoked: /ERR_FAILED/ });

	test('is said within 5 s, the last state stays, and the wall recovers without losing an alert', async ({ page }) => {
		const wall = new MadeWall(page, Date.now());
		await wall.open();
		await page.evaluate(() => (document.body.dataset.same = 'page'));
		wall.isDown = true;
		await page.evaluate(() => window.line.hush());
		await expect(page.locator('[data-fresh="lost"]')).toContainText('连接中断', { timeout: 7000 });
		await expect(page.getByRole('button', { name: '风险单元 · 重大风险 41' })).toBeVisible();
		await page.evaluate(() => window.line.cut());
		// Meanwhile it happens.
		wall.data = { ...wall.data, levels: { ...wall.data.levels, red: { ...wall.data.levels.red, value: 42 } } };
		wall.alerts = [makeAlert(Date.now(), 9, { seen: null }), ...wall.alerts];
		wall.isDown = false;
		await page.evaluate(() => window.line.mend());
		await expect(page.locator('[data-fresh="live"]')).toBeVisible({ timeout: 10_000 });
		await expect(page.getByRole('button', { name: '风险单元 · 重大风险 42' })).toBeVisible();
		await expect(page.locator('[data-arrival="9"]')).toBeVisible();
		expect(await page.evaluate(() => document.body.dataset.same)).toBe('page');
	});
});

test('much that changes at once is asked for at most twice', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open();
	// What a wall asks while it opens is none of it.
	const rest = async () => {
		let asked = -1;
		const isSame = () => {
			const before = asked;
			asked = wall.asked;
			return before === asked;
		};
		await expect.poll(isSame, { intervals: [700] }).toBe(true);
	};
	await rest();
	const before = wall.asked;
	await page.evaluate((district) => {
		for (let version = 0; version < 50; version++) window.line.tell({ type: 'data', district, version });
	}, wall.data.district.code);
	await expect.poll(() => wall.asked - before).toBeGreaterThan(0);
	await rest();
	expect(wall.asked - before).toBeLessThanOrEqual(2);
});

test('the wall looks back at a run, says so, and returns to now', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open();
	await page.getByRole('button', { name: '回看' }).click();
	const slider = page.getByRole('slider', { name: '评估批次' });
	await slider.focus();
	await page.keyboard.press('ArrowLeft');
	await expect(page.locator('.banner')).toContainText('历史');
	await expect(page.locator('.history')).toContainText(`第 ${wall.data.run!.id - 1} 批`);
	// A comparison that finds nothing is not the same as one that did not come.
	await page.route(/\/api\/runs\/difference\?/, (route) =>
		route.fulfill({ json: { type: 'FeatureCollection', features: [] } })
	);
	await page.getByLabel('与之比较').selectOption({ index: 1 });
	await expect(page.locator('.banner')).toContainText('的变化');
	await expect(page.getByText('两批之间没有任何区域的等级不同。')).toBeVisible();
	await page.getByRole('button', { name: '回到现在' }).click();
	await expect(page.locator('.banner')).toHaveCount(0);
});

test('words of the address that mean nothing are named', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open('?tour=fast&panels=levels');
	await expect(page.getByText('tour=fast')).toBeVisible();
	await expect(page.locator('[data-panel]')).toHaveCount(1);
});

test('the wall is saved as a picture and as a PDF', async ({ page }) => {
	const wall = new MadeWall(page, Date.now());
	await wall.open();
	await expect(page.locator('.wall-map[data-drawn="true"]')).toBeVisible({ timeout: 90_000 });
	for (const [kind, start] of [
		['PNG', '\x89PNG'],
		['PDF', '%PDF-1.4']
	]) {
		const saving = page.waitForEvent('download');
		await page.getByRole('button', { name: kind, exact: true }).click();
		const stream = await (await saving).createReadStream();
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk as Buffer);
		const bytes = Buffer.concat(chunks);
		expect(bytes.toString('latin1', 0, start.length)).toBe(start);
		expect(bytes.length).toBeGreaterThan(50_000);
	}
});
