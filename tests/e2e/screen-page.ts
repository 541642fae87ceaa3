import { expect, type Page } from '@playwright/test';
import type { FeatureDetail, FeatureItem, RunItem, Status } from '../../src/lib/api.ts';
import type { AlertItem, Wall } from '../../src/lib/wall/api.ts';
import { makeAlerts, makeWall } from '../unit/wall/fixture.ts';

/** The sizes that a wall has. */
export const SIZES = [
	[1366, 768],
	[1920, 1080],
	[3840, 2160],
	[5760, 1080],
	[6656, 1792]
] as const;

/** The line to the server, in the hands of a test. */
interface Line {
	tell: (event: object) => void;
	/** The server is gone: the line breaks, and cannot be made anew until it is mended. */
	cut: () => void;
	mend: () => void;
	/** The line stays open and says nothing any more. */
	hush: () => void;
}
declare global {
	interface Window {
		line: Line;
	}
}

/** What the wall of a test is given; a test may change it while the wall hangs. */
export class MadeWall {
	readonly page: Page;
	data: Wall;
	alerts: AlertItem[];
	/** No request is answered. */
	isDown = false;
	readonly seen: number[] = [];
	asked = 0;

	constructor(page: Page, now: number) {
		this.page = page;
		this.data = makeWall(now);
		this.alerts = makeAlerts(now);
	}

	/** Opens /screen with made-up answers of the endpoints that it asks, and a line that the test holds. */
	async open(query = ''): Promise<void> {
		const { page } = this;
		await this.#standInDistrict();
		await page.addInitScript(makeLine);
		const answer = async (pattern: RegExp, body: (url: URL) => unknown) => {
			await page.route(pattern, (route) =>
				this.isDown ? route.abort() : route.fulfill({ json: body(new URL(route.request().url())) })
			);
		};
		await answer(/\/api\/screen\b/, () => {
			this.asked++;
			return this.data;
		});
		await answer(/\/api\/alerts\?/, () => ({ items: this.alerts, total: this.alerts.length, next: null }));
		await answer(/\/api\/runs\?/, () => ({ items: runs(this.data), total: 6 }));
		await answer(/\/api\/features\?/, (url) => this.#featuresOf(url.searchParams));
		await answer(/\/api\/features\/[^?]/, (url) => detailOf(decodeURIComponent(url.pathname.split('/features/')[1])));
		// The map is real and its newest run is; those before it are made up.
		await page.route(/\/api\/zones\?/, (route) =>
			new URL(route.request().url()).searchParams.get('run') === String(this.data.run!.id)
				? route.continue()
				: route.fulfill({ json: { type: 'FeatureCollection', features: [] } })
		);
		await page.route(/\/api\/alerts\/seen$/, async (route) => {
			this.seen.push(...(route.request().postDataJSON() as { ids: number[] }).ids);
			await route.fulfill({ json: {} });
		});
		await page.goto(`/screen${query}`);
		await this.shown();
	}

	/** The map is the real one: it draws the demo's district and its newest run. */
	async #standInDistrict(): Promise<void> {
		const answer = await this.page.request.get('/api/status');
		const { districts, current, run } = (await answer.json()) as Status;
		const district = districts.find(({ code }) => code === current);
		if (district === undefined || run === null) throw new Error('There is no district to test on.');
		this.data = { ...this.data, district, run: { ...this.data.run!, id: run.id } };
	}

	async shown(): Promise<void> {
		await expect(this.page.locator('[data-wall="shown"]')).toBeVisible();
		await expect(this.page.locator('[data-fresh="live"]')).toBeVisible();
	}

	#featuresOf(query: URLSearchParams) {
		const level = query.get('level');
		const items = this.data.worst.filter((unit) => level === null || unit.level === level).map(itemOf);
		const total = this.data.levels[(level ?? 'red') as 'red'].value;
		return { items, total, next: null };
	}
}

function itemOf({ id, layer, name, level, grade, subdistrict, at, broken }: Wall['worst'][number]): FeatureItem {
	return { id, layer, name, level, grade, subdistrict, at, broken, missing: [] };
}

function detailOf(id: string): FeatureDetail {
	const unit = makeWall(0).worst.find((one) => one.id === id) ?? makeWall(0).worst[0];
	const place = { bbox: [...unit.at, ...unit.at], geometry: { type: 'Point', coordinates: unit.at } };
	return { ...itemOf(unit), id, reasons: [], ...place } as unknown as FeatureDetail;
}

function runs({ run }: Wall): RunItem[] {
	return Array.from({ length: 6 }, (_, at) => ({
		...run!,
		id: run!.id - at,
		finishedAt: new Date(Date.parse(run!.finishedAt) - at * 26 * 3_600_000).toISOString(),
		levels: { ...run!.levels, red: run!.levels.red - 3 * at, orange: run!.levels.orange + 5 * at }
	}));
}

/** Runs in the page, before anything else does. */
function makeLine(): void {
	const lines = new Set<FakeEvents>();
	let isDown = false;
	let isSilent = false;
	class FakeEvents extends EventTarget {
		static readonly CLOSED = 2;
		readyState = 0;
		onopen: (() => void) | null = null;
		onerror: (() => void) | null = null;
		onmessage: ((message: MessageEvent<string>) => void) | null = null;
		constructor() {
			super();
			setTimeout(() => {
				if (isDown) return this.break();
				this.readyState = 1;
				lines.add(this);
				this.onopen?.();
				this.beat();
			}, 10);
		}
		beat(): void {
			this.dispatchEvent(new MessageEvent('beat', { data: JSON.stringify({ at: new Date().toISOString() }) }));
		}
		break(): void {
			this.readyState = 2;
			lines.delete(this);
			this.onerror?.();
		}
		close(): void {
			this.readyState = 2;
			lines.delete(this);
		}
	}
	setInterval(() => {
		if (!isSilent) for (const line of lines) line.beat();
	}, 1000);
	window.EventSource = FakeEvents as unknown as typeof EventSource;
	window.line = {
		tell: (event) => {
			for (const line of lines) line.onmessage?.(new MessageEvent('message', { data: JSON.stringify(event) }));
		},
		cut: () => {
			isDown = true;
			for (const line of lines) line.break();
		},
		mend: () => {
			isDown = isSilent = false;
		},
		hush: () => {
			isSilent = true;
		}
	};
}
