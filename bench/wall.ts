import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import { findChromium } from '../scripts/parts.mjs';
import type { FeaturePage, Units } from '../src/lib/api.ts';
import { dayFromNow } from '../tests/day-from-now.ts';
import { signInAs } from '../tests/e2e/signed-in.ts';
import type { Row } from './row.ts';

const PORT = 3989;
const ADDRESS = `http://localhost:${PORT}`;
const ROUNDS = 5;
const LISTENERS = 500;
const CHANGES = 8;
const MOST_MS = 1000;
const FIRST_MOST_MS = 2500;
const LEAST_SHARE = 0.8;
/** Frames are counted so long of a flight of a tour's longest, milliseconds. */
const COUNTED_MS = 3000;
const FLIGHT_MS = 3800;
const SIZE = { width: 1920, height: 1080 };

/**
 * The wall on the demo district, embedded: its first useful picture, the frames of a flight against a bare MapLibre and
 * deck.gl page with the same points in the same browser, and how soon a change is on 500 lines.
 */
export async function benchWall(report: (row: Row) => void): Promise<void> {
	const server = spawn(process.execPath, ['scripts/serve-demo.mjs'], {
		env: { ...process.env, PORT: String(PORT) },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const ended = new Promise((resolve) => server.once('exit', resolve));
	try {
		await Promise.race([isReady(server.stdout), ended.then(() => Promise.reject(new Error('The server ended.')))]);
		const { cookies } = await signInAs(ADDRESS, 'leader');
		const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
		await changesOnLines(cookie, report);
		const browser = await chromium.launch({
			executablePath: findChromium() ?? undefined,
			args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
		});
		try {
			await firstPicture(browser, cookies, report);
			await framesOfFlights(browser, cookies, cookie, report);
		} finally {
			await browser.close();
		}
	} finally {
		server.kill('SIGTERM');
		await ended;
	}
}

type Cookies = Awaited<ReturnType<typeof signInAs>>['cookies'];

async function firstPicture(browser: Browser, cookies: Cookies, report: (row: Row) => void): Promise<void> {
	const ms: number[] = [];
	for (let round = 0; round <= ROUNDS; round++) {
		const page = await openWall(browser, cookies);
		const shown = await page.evaluate(() => performance.getEntriesByName('wall-shown')[0].startTime);
		await page.context().close();
		// The first of all also fills the server's own memory.
		if (round > 0) ms.push(shown);
	}
	ms.sort((a, b) => a - b);
	report({
		...rowOf('the wall, from the address to its first useful picture', ms),
		note: `at most ${FIRST_MOST_MS} ms; ${load()}`
	});
}

async function framesOfFlights(browser: Browser, cookies: Cookies, cookie: string, report: (row: Row) => void) {
	const units = (await (
		await fetch(`${ADDRESS}/api/units?district=${DEMO_DISTRICT.code}`, { headers: { cookie } })
	).json()) as Units;
	const bare = await serveBareMap(units);
	const frames = { wall: [] as number[], bare: [] as number[] };
	try {
		for (let round = 0; round < ROUNDS; round++) {
			const wall = await openWall(browser, cookies);
			await wall.locator('.wall-map[data-drawn="true"][data-status="idle"]').waitFor({ timeout: 120_000 });
			const box = (await wall.locator('.wall-map').boundingBox())!;
			await wall.keyboard.press('PageDown');
			frames.wall.push(await countFrames(wall));
			await wall.locator('.wall-map[data-status="idle"]').waitFor({ timeout: 120_000 });
			const [lng, lat, zoom, , pitch] = (await wall.locator('.wall-map').getAttribute('data-camera'))!
				.split(',')
				.map(Number);
			await wall.context().close();

			const page = await browser.newPage({
				viewport: { width: Math.round(box.width), height: Math.round(box.height) }
			});
			await page.goto(bare.address);
			await page.waitForFunction(() => window.isThere, null, { timeout: 120_000 });
			await page.evaluate(([to, ms]) => window.fly(to, ms), [
				{ center: [lng, lat] as [number, number], zoom, pitch },
				FLIGHT_MS
			] as const);
			frames.bare.push(await countFrames(page));
			await page.close();
		}
	} finally {
		await bare.stop();
	}
	const [wall, bareMs] = [frames.wall, frames.bare].map((counts) =>
		counts.map((count) => COUNTED_MS / count).sort((a, b) => a - b)
	);
	const share = bareMs[ROUNDS >> 1] / wall[ROUNDS >> 1];
	const count = units.id.length;
	report({ ...rowOf('a frame of a flight, bare MapLibre and deck.gl', bareMs), count });
	const note = `${share.toFixed(2)} of the bare page's frames, of at least ${LEAST_SHARE}; zones, letters and names beside the same points, at half the pixels along each side; ${load()}`;
	report({ ...rowOf('a frame of a flight, the wall', wall), count, note });
}

async function openWall(browser: Browser, cookies: Cookies): Promise<Page> {
	const context = await browser.newContext({ viewport: SIZE, locale: 'zh-CN' });
	await context.addCookies(cookies);
	const page = await context.newPage();
	await page.goto(`${ADDRESS}/screen`);
	await page.waitForFunction(() => performance.getEntriesByName('wall-shown').length > 0, null, { timeout: 120_000 });
	return page;
}

function countFrames(page: Page): Promise<number> {
	return page.evaluate(
		(ms) =>
			new Promise<number>((resolve) => {
				const began = performance.now();
				let frames = 0;
				const count = () => {
					frames++;
					if (performance.now() - began < ms) requestAnimationFrame(count);
					else resolve(frames);
				};
				requestAnimationFrame(count);
			}),
		COUNTED_MS
	);
}

/** A change of a level by hand, from before it is sent until the last of the lines has heard its alert. */
async function changesOnLines(cookie: string, report: (row: Row) => void): Promise<void> {
	let heard = 0;
	const lines = await Promise.all(
		Array.from({ length: LISTENERS }, () =>
			openLine(cookie, (text) => {
				if (text.includes('"type":"alert"') && text.includes('"what":"raised"')) heard++;
			})
		)
	);
	const headers = { cookie, 'content-type': 'application/json' };
	const district = DEMO_DISTRICT.code;
	const asked = `${ADDRESS}/api/features?district=${district}&layer=enterprise&level=yellow&limit=${CHANGES}`;
	const { items } = (await (await fetch(asked, { headers })).json()) as FeaturePage;
	const until = dayFromNow(20);
	const ms: number[] = [];
	for (const { id: feature } of items) {
		heard = 0;
		const body = JSON.stringify({ district, feature, level: 'red', reason: 'bench', approver: 'bench', until });
		const began = performance.now();
		const answer = fetch(`${ADDRESS}/api/overrides`, { method: 'POST', headers, body });
		while (heard < LISTENERS && performance.now() - began < 30_000) await wait(2);
		ms.push(performance.now() - began);
		if (!(await answer).ok) throw new Error(`The change was refused: ${(await answer).status}.`);
		if (heard < LISTENERS) throw new Error(`${heard} of ${LISTENERS} lines heard of a change.`);
	}
	for (const line of lines) line.destroy();
	ms.sort((a, b) => a - b);
	const note = `${CHANGES} changes, computed, stored and heard; at most ${MOST_MS} ms; ${load()}`;
	report({ ...rowOf(`a change on the last of ${LISTENERS} lines`, ms), count: LISTENERS, note });
}

function openLine(cookie: string, tell: (text: string) => void): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		get(`${ADDRESS}/api/events`, { headers: { cookie }, agent: false }, (answer) => {
			answer.setEncoding('utf8');
			answer.on('data', tell);
			answer.on('error', () => {});
			if (answer.statusCode === 200) resolve(answer);
			else reject(new Error(`A line was refused: ${answer.statusCode}.`));
		}).on('error', reject);
	});
}

async function isReady(stdout: NodeJS.ReadableStream): Promise<void> {
	let said = '';
	stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	while (!said.includes('The demo district is ready')) await wait(200);
}

const TYPES: Record<string, string> = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.mjs': 'text/javascript',
	'.css': 'text/css',
	'.json': 'application/json'
};

/** Builds the bare page and serves it. */
async function serveBareMap(units: Units): Promise<{ address: string; stop: () => Promise<void> }> {
	const folder = mkdtempSync(join(tmpdir(), 'sise-bare-'));
	await build({
		root: 'bench/bare-map',
		configFile: false,
		logLevel: 'error',
		build: { outDir: folder, emptyOutDir: true, target: 'esnext' }
	});
	writeFileSync(join(folder, 'units.json'), JSON.stringify(units));
	const server = createServer(({ url = '/' }, answer) => {
		const path = new URL(url, 'http://localhost').pathname;
		const name = path === '/' ? '/index.html' : path;
		const type = TYPES[extname(name)] ?? 'application/octet-stream';
		try {
			const bytes = readFileSync(join(folder, name));
			answer.writeHead(200, { 'content-type': type }).end(bytes);
		} catch {
			answer.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://localhost:${(server.address() as AddressInfo).port}/`,
		async stop() {
			await new Promise((resolve) => server.close(resolve));
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** `ms` in ascending order. */
function rowOf(name: string, ms: readonly number[]): Row {
	return { name, count: ms.length, medianMs: ms[ms.length >> 1], minMs: ms[0], maxMs: ms.at(-1)!, note: '' };
}

function load(): string {
	return `load ${loadavg()[0].toFixed(1)}`;
}
