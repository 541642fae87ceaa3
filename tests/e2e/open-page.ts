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

/** Everything in the page that is tapped, and is lower than a thumb needs. */
export function tooSmall(page: Page): Promise<string[]> {
	return page.locator('main').evaluate((main) =>
		[...main.querySelectorAll('button, select, summary, a.button, a.tap, label:has(> input), input[type="text"]')]
			.filter((one) => one.checkVisibility() && !one.closest('.hidden-words'))
			.filter((one) => one.getBoundingClientRect().height < 43.5)
			.map((one) => one.outerHTML.slice(0, 120))
	);
}
