import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { freePort, start } from './started.ts';

/** A server of its own: whoever makes an administrator closes the demo, which the other tests live in. */
export interface Installation {
	address: string;
	/** All that it printed. */
	said(): string;
	/** What the command line beside it prints. */
	sise(...args: string[]): Promise<string>;
	stop(): Promise<void>;
}

/** Starts a server on an empty folder and waits until it answers; `env` may depend on its port. */
export async function install(env: (port: number) => Record<string, string> = () => ({})): Promise<Installation> {
	const data = mkdtempSync(join(tmpdir(), 'sise-own-'));
	const port = await freePort();
	const address = `http://localhost:${port}`;
	const { child, said, code } = start(port, data, env(port));
	const stop = async () => {
		child.kill('SIGTERM');
		await code;
		rmSync(data, { recursive: true, force: true });
	};
	try {
		await expect
			.poll(
				() =>
					fetch(`${address}/api/sign-in`).then(
						({ ok }) => ok,
						() => false
					),
				{ timeout: 120_000 }
			)
			.toBe(true);
	} catch (error) {
		await stop();
		throw new Error(`The server did not answer: ${said()}`, { cause: error });
	}
	return {
		address,
		said,
		stop,
		async sise(...args) {
			const env = { ...process.env, SISE_DATA: data, DATABASE_URL: '' };
			const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/sise.ts', ...args], { env });
			return stdout;
		}
	};
}

/** The set-up link in what was printed. Throws an Error where there is none. */
export function linkIn(text: string): string {
	const [link] = /https?:\/\/\S+\/setup#[\w-]+/.exec(text) ?? [];
	if (link === undefined) throw new Error(`There is no set-up link in: ${text}`);
	return link;
}
