import { request, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { PersonItem, SecondFactor } from '../../src/lib/access/api.ts';
import { install, linkIn, type Installation } from './installation.ts';
import { test as base } from './page.ts';
import { totp } from './totp.ts';

export type Administrator = 'system_admin' | 'security_admin' | 'audit_admin';
type State = Awaited<ReturnType<APIRequestContext['storageState']>>;

/** An installation with the demo district and its three administrators, each signed in. */
export interface Office extends Installation {
	states: Record<Administrator, State>;
	/** A page of an administrator, or of nobody. */
	open(browser: Browser, who: Administrator | null): Promise<Page>;
}

const NOBODY: State = { cookies: [], origins: [] };
const PASSWORD = 'orchard-velvet-seventeen';

/** One office for all the specs that need it: it takes half a minute to set up. */
export const test = base.extend<object, { office: Office }>({
	office: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture uses from its pattern
		async ({}, use) => {
			const installation = await install(() => ({ SISE_DEMO: '1' }));
			const opened: BrowserContext[] = [];
			try {
				const states = await staff(installation);
				await use({
					...installation,
					states,
					async open(browser, who) {
						const context = await browser.newContext({
							baseURL: installation.address,
							storageState: who === null ? NOBODY : states[who],
							permissions: ['clipboard-read', 'clipboard-write']
						});
						opened.push(context);
						return context.newPage();
					}
				});
			} finally {
				await Promise.all(opened.map((context) => context.close()));
				await installation.stop();
			}
		},
		{ scope: 'worker', timeout: 180_000 }
	]
});
export { expect } from './page.ts';

/** The first administrator comes by the set-up link and makes the other two. */
export async function staff({ address, sise }: Installation): Promise<Office['states']> {
	const token = new URL(linkIn(await sise('account', 'setup'))).hash.slice(1);
	const first = await request.newContext({ baseURL: address, storageState: NOBODY });
	await done(first.post('/api/setup', { data: { token, name: '系统员', username: 'system', password: PASSWORD } }));
	await enrol(first);
	const make = async (name: string, username: string, role: Administrator) => {
		const made = await done<{ person: PersonItem; password: string }>(
			first.post('/api/persons', { data: { name, username, role } })
		);
		const context = await request.newContext({ baseURL: address, storageState: NOBODY });
		await done(context.post('/api/sign-in', { data: { username, password: made.password } }));
		await done(context.post('/api/me/password', { data: { current: made.password, next: PASSWORD } }));
		await enrol(context);
		return context.storageState();
	};
	return {
		security_admin: await make('安全员', 'security', 'security_admin'),
		audit_admin: await make('审计员', 'audit', 'audit_admin'),
		system_admin: await first.storageState()
	};
}

async function enrol(context: APIRequestContext): Promise<void> {
	const { secret } = await done<SecondFactor>(context.post('/api/me/second-factor', { data: { password: PASSWORD } }));
	await done(context.put('/api/me/second-factor', { data: { code: totp(secret) } }));
}

async function done<T>(asked: ReturnType<APIRequestContext['post']>): Promise<T> {
	const answer = await asked;
	if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
	return (await answer.json()) as T;
}
