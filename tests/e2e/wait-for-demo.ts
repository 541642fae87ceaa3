import { setTimeout as wait } from 'node:timers/promises';
import type { FullConfig } from '@playwright/test';
import type { Status } from '../../src/lib/api.ts';
import { keepSignedIn } from './signed-in.ts';

const PATIENCE_MS = 180_000;

/** The server answers before the demo district is loaded: the tests begin when its first run is stored. */
export default async function waitForDemo(config: FullConfig): Promise<void> {
	const address = config.projects[0].use.baseURL;
	const end = Date.now() + PATIENCE_MS;
	let seen = 'no answer';
	let cookie: string | null = null;
	while (Date.now() < end) {
		try {
			cookie ??= await keepSignedIn(address!);
			const response = await fetch(`${address}/api/status`, { headers: { cookie } });
			const status = (await response.json()) as Status;
			if (status.run !== null) return;
			seen = `no run yet; ${status.districts.length} districts, running: ${status.running?.text.en ?? 'nothing'}`;
		} catch (error) {
			seen = String(error);
		}
		await wait(250);
	}
	throw new Error(`The demo district was not there after ${PATIENCE_MS / 1000} s: ${seen}.`);
}
