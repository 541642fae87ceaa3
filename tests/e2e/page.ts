import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { FeaturePage, FindingPage, Status } from '../../src/lib/api.ts';

/** The page of a test: every error of the page or its console fails the test, but those that the test provokes. */
export const test = base.extend<{ map: MapPage; provoked: RegExp | null }>({
	provoked: [null, { option: true }],
	page: async ({ page, provoked }, use) => {
		const errors: string[] = [];
		page.on('pageerror', (error) => errors.push(`page error: ${error.message}`));
		page.on('console', (message) => {
			if (message.type() === 'error') errors.push(`console error: ${message.text()} (${message.location().url})`);
		});
		await use(page);
		expect(
			errors.filter((error) => !provoked?.test(error)),
			'errors of the page'
		).toEqual([]);
	},
	map: async ({ page }, use) => use(new MapPage(page))
});
export { expect };

/** A session or pass that was ended is noticed by an open page within this. */
const NOTICED_MS = 5000;

/**
 * Waits until a page leaves for another by itself: what it showed is hidden before that. How long the other page then
 * takes to be there is the machine's affair. Asked before the deed that ends the session.
 */
export async function leaves(page: Page): Promise<void> {
	await page.waitForRequest((request) => request.isNavigationRequest() && request.frame() === page.mainFrame(), {
		timeout: NOTICED_MS
	});
}

/** What tests do on the page, in the words of its users. */
export class MapPage {
	readonly page: Page;
	readonly list: Locator;
	readonly answer: Locator;

	constructor(page: Page) {
		this.page = page;
		this.list = page.locator('#list');
		this.answer = page.locator('aside.panel');
	}

	async open(query = ''): Promise<void> {
		await this.page.goto(`/${query}`);
		await this.settled();
	}

	/** Waits until the map has drawn everything, deck.gl too. */
	async settled(): Promise<void> {
		await expect(this.page.locator('.map[data-status="idle"][data-drawn="true"]')).toBeVisible({ timeout: 90_000 });
	}

	rows(): Locator {
		return this.list.locator('[data-row]');
	}

	async ask<T>(path: string): Promise<T> {
		const response = await this.page.request.get(`/api/${path}`);
		expect(response.ok(), path).toBe(true);
		return (await response.json()) as T;
	}

	async status(): Promise<Status & { current: string }> {
		const status = await this.ask<Status>('status');
		if (status.current === null) throw new Error('There is no district to test on.');
		return { ...status, current: status.current };
	}

	async features(query: string): Promise<FeaturePage> {
		return this.ask(`features?district=${encodeURIComponent((await this.status()).current)}&${query}`);
	}

	async findings(query: string): Promise<FindingPage> {
		return this.ask(`findings?district=${encodeURIComponent((await this.status()).current)}&${query}`);
	}

	/** Where a place stands on the screen: the middle of the map when the map was opened there. */
	async clickMiddle(): Promise<void> {
		const box = await this.page.locator('.map').boundingBox();
		if (!box) throw new Error('The map has no size.');
		await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
	}

	param(name: string): () => string | null {
		return () => new URL(this.page.url()).searchParams.get(name);
	}
}
