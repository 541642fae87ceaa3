import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Found } from './victim.ts';

const KILLS = 20;
const VICTIM = fileURLToPath(new URL('victim.ts', import.meta.url));

interface Life {
	found: Found;
	batches: number[];
	runs: number[];
}

/**
 * Runs the victim in the folder and kills it with SIGKILL `ms` after it began to work; without, when it has stored its first
 * run.
 */
async function liveAndDie(folder: string, ms?: number): Promise<Life> {
	const victim = spawn(process.execPath, [VICTIM, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
	let complaint = '';
	victim.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
	const life: Life = { found: { batches: [], runs: [], halves: [] }, batches: [], runs: [] };
	let killed = false;
	const kill = () => {
		killed = true;
		victim.kill('SIGKILL');
	};
	for await (const line of createInterface({ input: victim.stdout })) {
		const said = JSON.parse(line) as Found | { batch: number } | { run: number };
		if ('found' in said || 'halves' in said) {
			life.found = said as Found;
			if (ms !== undefined) setTimeout(kill, ms);
		} else if ('batch' in said) life.batches.push(said.batch);
		else {
			life.runs.push(said.run);
			if (ms === undefined) kill();
		}
	}
	if (!killed) throw new Error(`The victim ended by itself:\n${complaint}`);
	return life;
}

test('killed twenty times at random moments of imports and runs: it starts, nothing acknowledged is lost, nothing is half done', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'sise-kill-'));
	try {
		const acknowledged = { batches: new Set<number>(), runs: new Set<number>() };
		let roundMs = 0;
		for (let kill = 0; kill <= KILLS; kill++) {
			const beganMs = Date.now();
			// Spread over several imports and runs, however fast this machine makes them, so that every phase of both is hit.
			const life = await liveAndDie(
				folder,
				kill === 0 ? undefined : kill === KILLS ? 10 : 50 + Math.random() * roundMs
			);
			if (kill === 0) roundMs = Math.min(Math.max(4_000, Date.now() - beganMs), 12_000);
			expect(life.found.halves).toEqual([]);
			expect(life.found.batches).toEqual(expect.arrayContaining([...acknowledged.batches]));
			expect(life.found.runs).toEqual(expect.arrayContaining([...acknowledged.runs]));
			for (const batch of life.batches) acknowledged.batches.add(batch);
			for (const run of life.runs) acknowledged.runs.add(run);
		}
		expect(acknowledged.batches.size).toBeGreaterThan(0);
		expect(acknowledged.runs.size).toBeGreaterThan(0);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}, 900_000);
