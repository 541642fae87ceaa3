import { setTimeout as wait } from 'node:timers/promises';
import type { FullConfig } from '@playwright/test';
import type { Status } from '../../src/lib/api.ts';
import { keepSignedIn } from './signed-in.ts';

const PATIENCE_MS = 180_000;
/** The tests share one session. Those with servers of their own can take longer than a session may be idle. */
const ALIVE_MS = 60_000;

/** The server answers before the demo district is loaded: the tests begin when its first run is stored. */
export default async function waitForDemo(config: FullConfig): Promise<() => void> {
	const address = config.projects[0].use.baseURL;
	const end = Date.now() + PATIENCE_MS;
	let seen = 'no answer';
	let cookie: string | null = null;
	while (Date.now() < end) {
		try {
			cookie ??= await keepSignedIn(address!);
			const response = await fetch(`${address}/api/status`, { headers: { cookie } });
			const status = (await response.json()) as Status;
			if (status.run !== null) return keepAlive(address!, cookie);
			seen = `no run yet; ${status.districts.length} districts, running: ${status.running?.text.en ?? 'nothing'}`;
		} catch (error) {
			seen = String(error);
		}
		await wait(250);
	}
	throw new Error(`The demo district was not there after ${PATIENCE_MS / 1000} s: ${seen}.`);
}

/** Tells the server that somebody is there. Returns what ends it. */
function keepAlive(address: string, cookie: string): () => void {
	const headers = { cookie, 'content-type': 'application/json' };
	const tell = () => fetch(`${address}/api/me/alive`, { method: 'POST', headers, body: '{}' }).catch(() => null);
	const timer = setInterval(() => void tell(), ALIVE_MS);
	return () => clearInterval(timer);
}
