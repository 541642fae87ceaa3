import { expect, type Locator, type Page } from '@playwright/test';
import type { Polygon, Position } from 'geojson';
import type { FeatureDetail, FeaturePage, Status } from '../../src/lib/api.ts';
import { planeOf, type Plane } from '../../src/lib/geo/plane.ts';
import type { Verdict } from '../../src/lib/risk/siting/answer.ts';
import type { SitingAnswer } from '../../src/lib/siting/api.ts';
import type { MapPage } from './page.ts';

/** A straight stretch of a trunk pipeline of the demo, and places beside it, metres along and away from it. */
export interface Trunk {
	id: string;
	name: string;
	plane: Plane;
	/** In the metric plane. */
	at(alongM: number, awayM: number): [number, number];
}

/** What a planner does on the siting page, in her words. */
export class SitingPage {
	readonly page: Page;
	readonly map: MapPage;
	readonly verdict: Locator;
	readonly stage: Locator;

	constructor(page: Page, map: MapPage) {
		this.page = page;
		this.map = map;
		this.verdict = page.locator('[data-verdict]');
		this.stage = page.locator('[data-drawing]');
	}

	async open(query = ''): Promise<void> {
		await this.page.goto(`/siting${query}`);
		await expect(this.page.locator('[data-drawing="true"]')).toBeVisible({ timeout: 90_000 });
		await this.map.settled();
	}

	/** Finds a stretch of a trunk pipeline beside which a house is forbidden at 3 m, and no more 60 m and 85 m further out. */
	async trunk(): Promise<Trunk> {
		const { districts, current } = (await this.map.status()) satisfies Status;
		const plane = planeOf(districts.find(({ code }) => code === current)!.metricSrid);
		const { items } = await this.map.ask<FeaturePage>(`features?district=${current}&layer=pipeline&limit=100`);
		for (const { id } of items) {
			const detail = await this.map.ask<FeatureDetail>(`features/${encodeURIComponent(id)}?district=${current}`);
			const isTrunk = detail.attributes.some(({ key, value }) => key === 'pipeClass' && value === 'gas_trunk');
			if (!isTrunk || detail.geometry.type !== 'LineString') continue;
			for (const side of [1, -1]) {
				const trunk = trunkOf(detail.id, detail.name ?? '', detail.geometry.coordinates, plane, side);
				const verdicts = await Promise.all([3, 63, 88].map((awayM) => this.#verdictAt(current, trunk, awayM)));
				if (verdicts[0] === 'veto' && verdicts[1] !== 'veto' && verdicts[2] !== 'veto') return trunk;
			}
		}
		throw new Error('The demo has no trunk gas pipeline with room beside it.');
	}

	async #verdictAt(district: string, trunk: Trunk, awayM: number): Promise<Verdict> {
		const geometry = this.square(trunk, awayM);
		const order = {
			district,
			parcels: [{ name: '', geometry, accuracyM: null }],
			proposal: { uses: [{ type: 'housing', facts: {} }], extends: null, existingAreaM2: null, months: null }
		};
		const response = await this.page.request.post('/api/siting', { data: order });
		expect(response.ok()).toBe(true);
		return ((await response.json()) as SitingAnswer).parcels[0].verdict;
	}

	/** A square of 30 m whose near side lies so far from the pipeline, in longitude and latitude. */
	square(trunk: Trunk, awayM: number): Polygon {
		const corners = squareBeside(trunk, awayM, 30).map(([x, y]) => trunk.plane.unproject(x, y));
		return { type: 'Polygon', coordinates: [[...corners, corners[0]]] };
	}

	/** Types the corners of a square of 30 m whose near side lies so far from the pipeline. */
	async typeParcel(trunk: Trunk, awayM: number, sideM = 30): Promise<void> {
		await this.page.getByRole('button', { name: '输入拐点坐标' }).click();
		const corners = squareBeside(trunk, awayM, sideM);
		const text = corners.map(([x, y], i) => `J${i + 1},${y.toFixed(3)},${x.toFixed(3)}`).join('\n');
		await this.page.getByLabel('每行一个拐点').fill(text);
		await this.page.getByRole('button', { name: '添加地块' }).click();
	}

	async chooseType(id: string): Promise<void> {
		await this.page.locator(`[data-type="${id}"]`).click();
	}

	/** Waits for the answer of the server to what stands there now. */
	async answered(): Promise<void> {
		await expect(this.page.locator('[data-verdict][data-from="server"]')).toBeVisible();
	}

	finding(rule: string): Locator {
		return this.page.locator(`[data-finding="${rule}"]`).first();
	}

	parcels(): Locator {
		return this.page.locator('[data-parcel]');
	}

	/** Moves the mouse over the map from its middle, by pixels. */
	async middle(): Promise<{ x: number; y: number }> {
		const box = await this.page.locator('.map canvas').first().boundingBox();
		if (!box) throw new Error('The map has no size.');
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	}

	async liveMs(): Promise<number> {
		return Number(await this.stage.getAttribute('data-live-ms'));
	}

	async liveCount(): Promise<number> {
		return Number(await this.stage.getAttribute('data-live-count'));
	}
}

function squareBeside(trunk: Trunk, awayM: number, sideM: number): [number, number][] {
	return [
		[-sideM / 2, awayM],
		[sideM / 2, awayM],
		[sideM / 2, awayM + sideM],
		[-sideM / 2, awayM + sideM]
	].map(([along, away]) => trunk.at(along, away));
}

/** The longest stretch of a line, seen from one of its sides. */
function trunkOf(id: string, name: string, coordinates: Position[], plane: Plane, side: number): Trunk {
	const line = coordinates.map(([lng, lat]) => plane.project(lng, lat));
	let k = 1;
	const lengthOf = (i: number) => Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]);
	for (let i = 2; i < line.length; i++) if (lengthOf(i) > lengthOf(k)) k = i;
	const [a, b] = [line[k - 1], line[k]];
	const along = [(b[0] - a[0]) / lengthOf(k), (b[1] - a[1]) / lengthOf(k)];
	const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
	return {
		id,
		name,
		plane,
		at: (alongM, awayM) => [
			middle[0] + along[0] * alongM - side * along[1] * awayM,
			middle[1] + along[1] * alongM + side * along[0] * awayM
		]
	};
}
