import { request, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import type { FeaturePage, Status } from '../../src/lib/api.ts';
import type { DangerDetail } from '../../src/lib/dangers/api.ts';
import type { DemoRole } from '../../src/lib/server/accounts/demo-persons.ts';
import { open } from './open-page.ts';
import { expect } from './page.ts';
import { signInAs } from './signed-in.ts';

/** Somebody with a browser of their own, and the same session for asking by hand. */
export interface Comer {
	page: Page;
	api: APIRequestContext;
	close(): Promise<void>;
}

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export async function come(browser: Browser, address: string, role: DemoRole, options = {}): Promise<Comer> {
	const storageState = await signInAs(address, role);
	const context = await browser.newContext({ baseURL: address, storageState, ...options });
	const api = await request.newContext({ baseURL: address, storageState });
	const close = async () => {
		await api.dispose();
		await context.close();
	};
	return { page: await context.newPage(), api, close };
}

export async function askOf<T>(api: APIRequestContext, path: string): Promise<T> {
	const answer = await api.get(`/api/${path}`);
	expect(answer.ok(), `${path} ${answer.status()}`).toBe(true);
	return (await answer.json()) as T;
}

/** The district, and a unit of it that whoever asks sees and that has a name. */
export async function unitFor(api: APIRequestContext, at = 0): Promise<{ district: string; id: string; name: string }> {
	const { current } = await askOf<Status>(api, 'status');
	const { items } = await askOf<FeaturePage>(
		api,
		`features?district=${current}&layer=enterprise&level=yellow&limit=${at + 1}`
	);
	const { id, name } = items[at];
	return { district: current!, id, name: name! };
}

/** Records a danger by hand. */
export async function record(api: APIRequestContext, order: object): Promise<DangerDetail> {
	const answer = await api.post('/api/dangers', { data: { id: crypto.randomUUID(), ...order } });
	expect(answer.ok(), await answer.text()).toBe(true);
	return (await answer.json()) as DangerDetail;
}

export async function openDanger(page: Page, { district, id }: { district: string; id: string }): Promise<void> {
	await open(page, `/dangers/${id}?district=${district}`);
	await expect(page.locator('[data-state]')).toBeVisible();
}

/** Fills fields of the form that is open, by their keys. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
	for (const [field, value] of Object.entries(fields)) {
		await page.locator(`[data-field="${field}"]`).locator('input, textarea').last().fill(value);
	}
}

/** Makes a step on the page of a danger: opens its form, fills it, sends it, and waits until it stands in a state. */
export async function make(
	page: Page,
	step: string,
	state: string,
	fields: Readonly<Record<string, string>> = {},
	evidence?: string
): Promise<void> {
	const part = page.locator(`[data-possible="${step}"]`);
	await part.getByRole('button').first().click();
	await expect(part.locator('form')).toBeVisible();
	await fill(page, fields);
	if (evidence !== undefined) {
		const file = { name: evidence, mimeType: 'image/jpeg', buffer: Buffer.from(evidence) };
		await part.locator('[data-field="evidence"] input[type="file"]').setInputFiles(file);
		await expect(part.locator('[data-field="evidence"] li')).toContainText(evidence);
	}
	await expect(part.locator('[data-part="lacking"]')).toHaveText('所需内容已齐。');
	await part.locator('button[type="submit"]').click();
	await expect(page.locator(`[data-state="${state}"]`)).toBeVisible();
}

/** What is touched on the page's own part, smaller than a finger. */
export async function smallTargets(page: Page): Promise<string[]> {
	return page.locator('.dangers').evaluate((part) => {
		const touched = part.querySelectorAll<HTMLElement>(
			'a, button, select, summary, textarea, input:not([type="checkbox"], [type="radio"]), label:has(> input:is([type="checkbox"], [type="radio"]))'
		);
		return [...touched].flatMap((one) => {
			const { width, height } = one.getBoundingClientRect();
			const isSeen = one.checkVisibility() && width > 1;
			return isSeen && height < 43.9 ? [`${one.outerHTML.slice(0, 120)} ${width}×${height}`] : [];
		});
	});
}
