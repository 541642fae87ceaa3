/**
 * `node bench/soak.ts [minutes]`: a wall that hangs by its link tours the demo district in headless Chromium, 30 minutes
 * unless told, and each minute its JavaScript heap after a forced collection, its nodes and its listeners are written
 * down. The heap at the end is held against that of the fifth minute. Ends with 1 where it grew by more than a tenth, where
 * the page had an error, or where it is not the live wall any more.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, request, type CDPSession } from '@playwright/test';
import { findChromium } from '../scripts/parts.mjs';
import { install, type Installation } from '../tests/e2e/installation.ts';
import { staff } from '../tests/e2e/office.ts';

const MINUTES = Number(process.argv[2] ?? 30);
/** From here on it is compared: until then the map fills its own memory. */
const SETTLED_MINUTE = 5;
const MOST_GROWTH = 0.1;

interface Measured {
	heapMB: number;
	nodes: number;
	listeners: number;
}

const installation = await install(() => ({ SISE_DEMO: '1' }));
try {
	const link = await wallLink(installation);
	while (!installation.said().includes('The demo district is ready')) await wait(200);
	process.exitCode = await soak(link);
} finally {
	await installation.stop();
}

/** The link by which a wall is hung up: a person's session would end when nobody touches it. */
async function wallLink(installation: Installation): Promise<string> {
	const { address } = installation;
	const { security_admin: storageState } = await staff(installation);
	const security = await request.newContext({ baseURL: address, storageState });
	const made = await security.post('/api/passes', { data: { kind: 'wall', name: 'soak', days: 1 } });
	if (!made.ok()) throw new Error(`There is no link: ${made.status()} ${await made.text()}`);
	const { secret } = (await made.json()) as { secret: string };
	await security.dispose();
	return `${address}/wall?tour=10s#${secret}`;
}

async function soak(link: string): Promise<number> {
	const browser = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
		const page = await context.newPage();
		const errors: string[] = [];
		page.on('pageerror', ({ message }) => errors.push(message));
		page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
		await page.goto(link);
		await page.waitForURL('**/screen?tour=10s');
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
		const isLive = await page.locator('.wall-map[data-drawn="true"]').isVisible();
		if (!isLive) errors.push(`It is not the wall any more: ${page.url()}`);
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
