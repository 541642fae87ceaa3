import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { request } from '@playwright/test';
import type { DemoRole } from '../../src/lib/server/accounts/demo-persons.ts';

/** Where the set-up keeps the cookies of the demo's data keeper. */
export const SIGNED_IN = 'test-results/signed-in.json';

/** Signs a demo person in at a server and gives the cookies, as Playwright keeps them. */
export async function signInAs(address: string, role: DemoRole) {
	// A browser of its own: signing in ends the session that a browser already shows.
	const context = await request.newContext({ baseURL: address, storageState: { cookies: [], origins: [] } });
	try {
		const answer = await context.post('/api/sign-in/demo', { data: { role } });
		if (!answer.ok()) throw new Error(`The demo's ${role} was not let in: ${answer.status()} ${await answer.text()}`);
		return await context.storageState();
	} finally {
		await context.dispose();
	}
}

export async function keepSignedIn(address: string): Promise<string> {
	const state = await signInAs(address, 'data_keeper');
	mkdirSync(dirname(SIGNED_IN), { recursive: true });
	writeFileSync(SIGNED_IN, JSON.stringify(state));
	return state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}
