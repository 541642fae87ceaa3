/**
 * `node bench/soak.ts [minutes]`: the wall tours the demo district in headless Chromium, 30 minutes unless told, and each
 * minute its JavaScript heap after a forced collection, its nodes and its listeners are written down. The heap at the end
 * is held against that of the fifth minute. Ends with 1 where it grew by more than a tenth, or where the page had an error.
 */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type CDPSession } from '@playwright/test';
import { findChromium } from '../scripts/parts.mjs';
import { signInAs } from '../tests/e2e/signed-in.ts';

const PORT = 3988;
const ADDRESS = `http://localhost:${PORT}`;
const MINUTES = Number(process.argv[2] ?? 30);
/** From here on it is compared: until then the map fills its own memory. */
const SETTLED_MINUTE = 5;
const MOST_GROWTH = 0.1;

interface Measured {
	heapMB: number;
	nodes: number;
	listeners: number;
}

const server = spawn(process.execPath, ['scripts/serve-demo.mjs'], {
	env: { ...process.env, PORT: String(PORT) },
	stdio: ['ignore', 'pipe', 'inherit']
});
const ended = new Promise((resolve) => server.once('exit', resolve));
let said = '';
server.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
try {
	while (!said.includes('The demo district is ready')) await wait(200);
	process.exitCode = await soak();
} finally {
	server.kill('SIGTERM');
	await ended;
}

async function soak(): Promise<number> {
	const browser = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
		const { cookies } = await signInAs(ADDRESS, 'leader');
		await context.addCookies(cookies);
		const page = await context.newPage();
		const errors: string[] = [];
		page.on('pageerror', ({ message }) => errors.push(message));
		page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
		await page.goto(`${ADDRESS}/screen?tour=10s`);
		const devtools = await context.newCDPSession(page);
		await devtools.send('Performance.enable');
		console.log('minute    heap MB    nodes    listeners');
		let settled: Measured | null = null;
		let last: Measured | null = null;
		for (let minute = 1; minute <= MINUTES; minute++) {
			await wait(60_000);
			last = await measure(devtools);
			if (minute === Math.min(SETTLED_MINUTE, MINUTES)) settled = last;
			const { heapMB, nodes, listeners } = last;
			console.log(
				`${String(minute).padStart(6)} ${heapMB.toFixed(1).padStart(10)} ${String(nodes).padStart(8)} ${String(listeners).padStart(12)}`
			);
		}
		const growth = last!.heapMB / settled!.heapMB - 1;
		console.log(
			`heap ${(100 * growth).toFixed(1)} % against minute ${SETTLED_MINUTE}; nodes ${settled!.nodes} → ${last!.nodes}; ${errors.length} errors`
		);
		for (const error of new Set(errors)) console.log(error);
		return growth > MOST_GROWTH || errors.length > 0 ? 1 : 0;
	} finally {
		await browser.close();
	}
}

async function measure(devtools: CDPSession): Promise<Measured> {
	for (let k = 0; k < 2; k++) await devtools.send('HeapProfiler.collectGarbage');
	const { metrics } = await devtools.send('Performance.getMetrics');
	const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
	return { heapMB: of('JSHeapUsedSize') / 1e6, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}
