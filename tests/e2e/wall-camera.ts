import { expect, type Page } from '@playwright/test';
import type { Status } from '../../src/lib/api.ts';
import type { AlertPage } from '../../src/lib/wall/api.ts';

/** Where the wall stands, and by what address a test opens it without its tour. */
export const WALL = process.env.SISE_WALL_ADDRESS ?? '/screen?tour=off';
/** Pixels of the whole world at zoom 0, as MapLibre counts. */
const WORLD = 512;

export interface Camera {
	lng: number;
	lat: number;
	zoom: number;
	bearing: number;
	pitch: number;
}

/** Opens the wall and waits until its map has drawn everything, deck.gl too. */
export async function openWall(page: Page): Promise<void> {
	await acknowledgeAll(page);
	await page.goto(WALL);
	await settled(page);
}

/** An alert that an earlier test left escalates a quarter of an hour later, and the wall flies to it. */
async function acknowledgeAll({ request }: Page): Promise<void> {
	const { current } = (await (await request.get('/api/status')).json()) as Status;
	const asked = `/api/alerts?district=${current}&state=open&limit=100`;
	const { items } = (await (await request.get(asked)).json()) as AlertPage;
	for (const { id, acknowledged } of items) {
		if (acknowledged !== null) continue;
		const answer = await request.post(`/api/alerts/${id}/acknowledge`, { data: { district: current } });
		expect(answer.ok(), await answer.text()).toBe(true);
	}
}

export async function settled(page: Page): Promise<void> {
	await expect(page.locator('.wall-map[data-status="idle"][data-drawn="true"]')).toBeVisible({ timeout: 180_000 });
}

export async function cameraOf(page: Page): Promise<Camera> {
	const text = await page.locator('.wall-map').getAttribute('data-camera');
	const [lng, lat, zoom, bearing, pitch] = (text ?? '').split(',').map(Number);
	return { lng, lat, zoom, bearing, pitch };
}

/** Gives where places stand in the window, CSS pixels, by web mercator; the map must be looked at from above. */
export async function placesOn(page: Page): Promise<(at: readonly [number, number]) => { x: number; y: number }> {
	const { lng, lat, zoom, bearing, pitch } = await cameraOf(page);
	expect([bearing, pitch]).toEqual([0, 0]);
	const box = await page.locator('.wall-map canvas').first().boundingBox();
	if (!box) throw new Error('The map has no size.');
	const pixels = WORLD * 2 ** zoom;
	return (at) => ({
		x: box.x + box.width / 2 + (mercatorX(at[0]) - mercatorX(lng)) * pixels,
		y: box.y + box.height / 2 + (mercatorY(at[1]) - mercatorY(lat)) * pixels
	});
}

function mercatorX(lng: number): number {
	return (lng + 180) / 360;
}

function mercatorY(lat: number): number {
	return 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}
