import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Opens a page beside the map; it hears the server, so the network is never idle. */
export async function open(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await expect(page.locator('main#content h2')).toBeVisible();
}

/** Fails where axe finds something serious on the page, and where the page is wider than the window. */
export async function checkAccess(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
	const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	expect(tooWide, 'the page is wider than the window').toBeLessThanOrEqual(0);
}
