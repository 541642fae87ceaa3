import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { start } from './started.ts';

/** A server with the demo district on a folder of its own, which a test stops or kills and starts again on what it had. */
export class OwnServer {
	readonly #data = mkdtempSync(join(tmpdir(), 'sise-away-'));
	#running: ReturnType<typeof start> | null = null;
	readonly port: number;

	constructor(port: number) {
		this.port = port;
	}

	get address(): string {
		return `http://localhost:${this.port}`;
	}

	async start(): Promise<void> {
		const running = (this.#running = start(this.port, this.#data, { SISE_DEMO: '1' }));
		await expect.poll(running.said, { timeout: 240_000 }).toContain('The demo district is ready');
	}

	/** Starts it on what it had. */
	async startAgain(): Promise<void> {
		this.#running = start(this.port, this.#data, { SISE_DEMO: '1' });
		const answers = () =>
			fetch(`${this.address}/api/sign-in`).then(
				({ ok }) => ok,
				() => false
			);
		await expect.poll(answers, { timeout: 120_000 }).toBe(true);
	}

	async stop(): Promise<void> {
		this.#running?.child.kill('SIGTERM');
		await this.#running?.code;
		this.#running = null;
	}

	/** Kills the server itself, which the script that started it runs as a process of its own: it finishes nothing. */
	async kill(): Promise<void> {
		const { pid } = this.#running!.child;
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
		for (const child of children) process.kill(Number(child), 'SIGKILL');
		await this.#running!.code;
		this.#running = null;
	}

	async end(): Promise<void> {
		await this.stop();
		rmSync(this.#data, { recursive: true, force: true });
	}
}
