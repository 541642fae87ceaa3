import { expect, type Browser, type Page } from '@playwright/test';
import type { Installation, Shown } from './everybody.ts';

/** Text that would run if a page took it for anything but text: as an element, an attribute, a script, an address. */
export const HOSTILE = `"'><img src=x onerror=__ran(1)><svg/onload=__ran(2)></script><script>__ran(3)</script>`;
/** For fields of a hundred characters. */
export const SHORT = `"><img src=x onerror=__ran(4)>`;
/** Asks an installation as somebody. Fails where it does not answer well. */
export async function call<T>(
	place: Installation,
	shown: Shown,
	method: string,
	path: string,
	body?: object
): Promise<T> {
	const answer = await fetch(place.address + path, {
		method,
		headers: { 'content-type': 'application/json', ...shown },
		...(body && { body: JSON.stringify(body) })
	});
	expect(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`).toBe(true);
	return (await answer.json()) as T;
}

/** A page of somebody in a browser of their own; `ran` is every script that ran and should not have. */
export async function pageOf(
	place: Installation,
	browser: Browser,
	shown: Shown
): Promise<{ page: Page; ran: string[]; close(): Promise<void> }> {
	const { cookie = '', ...headers } = shown;
	const context = await browser.newContext({ extraHTTPHeaders: headers });
	const cookies = cookie.split('; ').filter((text) => text !== '');
	await context.addCookies(
		cookies.map((text) => ({ name: text.split('=')[0], value: text.slice(text.indexOf('=') + 1), url: place.address }))
	);
	const ran: string[] = [];
	await context.exposeFunction('__ran', (which: number) => void ran.push(`script ${which}`));
	const page = await context.newPage();
	page.on('dialog', (dialog) => {
		ran.push(`dialog ${dialog.message()}`);
		void dialog.dismiss();
	});
	// What the content policy stopped would have run without it.
	page.on('console', (message) => {
		if (/Content Security Policy/i.test(message.text())) ran.push(message.text());
	});
	return { page, ran, close: () => context.close() };
}

/** That the text is there as text, so that the test has seen what it is about. */
export async function expectText(page: Page, text: string): Promise<void> {
	await expect(page.getByText(text, { exact: false }).first()).toBeAttached();
}
