import type { FeatureCollection } from 'geojson';
import type { Map as Chart } from 'maplibre-gl';
import type { Camera } from '../map/address.ts';
import { createChart } from '../map/chart.ts';
import type { Box } from '../map/view.svelte.ts';
import { cameraTextOf, followPixelRatio, hearHover, imageOf, removeChart } from './map-canvas.ts';
import { changeStrokes, dangerIcons, focusRoom } from './map-images.ts';
import { lightenFlights, type Flights } from './map-light.ts';
import type { createWallOverlay } from './map-overlay.ts';
import type { createPulse } from './map-pulse.ts';
import { wallStyleOf, type WallLook } from './map-style.ts';
import { m } from '$lib/paraglide/messages.js';

/** Columns help where they are seen from the side, and where they are taller than wide and not yet walls. */
const TALL = { fromPitch: 20, fromZoom: 11.5, toZoom: 16.5 };
/** After a graphics card was lost the map is made again, later each time that this fails, milliseconds. */
const REMAKE_MS = [200, 1000, 5000, 20_000];

/** A picture waits so long for the map to be at rest, which slow tiles may hinder, and looks so often, milliseconds. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

type LastCamera = Camera & { pitch: number; bearing: number };

/** What the map is made of, asked for each time that it is made. */
export interface Making {
	container: () => HTMLElement;
	box: () => Box | null;
	look: () => WallLook;
	zones: () => FeatureCollection | null;
	/** Does what is drawn make the first picture that says something? */
	hasFirstPicture: (chart: Chart) => boolean;
	/** The first picture is there; told once. */
	shown: () => void;
	/** A map was made: whoever listens to it may begin. */
	made: (chart: Chart) => void;
	tilesFailed: () => void;
}

/** The life of the wall's map: it is made, settles, flies, is lost with its graphics card and made again. */
export class MapLife {
	readonly #making: Making;
	/** The map once its style is there. */
	chart = $state.raw<Chart | null>(null);
	/** What is heavier comes once the map has settled. */
	overlay = $state.raw<ReturnType<typeof createWallOverlay> | null>(null);
	pulse = $state.raw<Awaited<ReturnType<typeof createPulse>> | null>(null);
	status = $state<'loading' | 'busy' | 'idle' | 'failed'>('loading');
	/** The first picture is there. */
	isShown = $state(false);
	settledOnce = $state(false);
	/** It flies, with less on it than at rest. */
	flying = $state(false);
	cameraText = $state('');
	view = $state.raw({ zoom: 0, tall: false });

	#made: Chart | null = null;
	#flights: Flights | null = null;
	#ends: (() => void)[] = [];
	#isGone = false;
	#remakes = 0;
	#remaking = 0;

	constructor(making: Making) {
		this.#making = making;
	}

	async make(before: LastCamera | null = null): Promise<void> {
		const { container, box, look, zones, made } = this.#making;
		try {
			const now = look();
			const created = await createChart({
				container: container(),
				style: now,
				camera: before,
				box: box(),
				cover: () => ({ top: 0, bottom: 0, left: 0, right: 0 }),
				wall: wallStyleOf(now, zones())
			});
			if (this.#isGone) return created.remove();
			this.#made = created;
			if (before) created.jumpTo({ pitch: before.pitch, bearing: before.bearing });
			this.#listen(created, now.language);
			made(created);
		} catch {
			this.status = 'failed';
			if (!this.#isGone) this.#makeLater(before);
		}
	}

	#makeLater(before: LastCamera | null): void {
		const ms = REMAKE_MS[Math.min(this.#remakes++, REMAKE_MS.length - 1)];
		this.#remaking = window.setTimeout(() => void this.make(before), ms);
	}

	#listen(created: Chart, language: WallLook['language']): void {
		// Nothing of the first picture needs them.
		created.on('styleimagemissing', () => {
			dangerIcons(created, language);
			changeStrokes(created);
			focusRoom(created);
		});
		created.once('style.load', () => {
			if (this.#made !== created) return;
			this.chart = created;
			this.#moved(created);
		});
		const describe = () => (this.cameraText = cameraTextOf(created));
		describe();
		created.on('moveend', describe);
		created.on('resize', describe);
		created.on('move', () => this.#moved(created));
		created.on('movestart', () => (this.status = 'busy'));
		created.on('dataloading', () => (this.status = 'busy'));
		created.on('idle', () => this.#settled(created));
		const drawn = () => {
			if (!this.#making.hasFirstPicture(created)) return;
			created.off('render', drawn);
			this.tellShown();
		};
		if (!this.isShown) created.on('render', drawn);
		created.on('error', ({ error, ...event }) => {
			if ('sourceId' in event) this.#making.tilesFailed();
			else if (!(error instanceof Error)) console.warn(error);
		});
		created.on('webglcontextlost', () => this.#lost(created));
		this.#flights = lightenFlights(created, (isLight) => (this.flying = isLight));
		const { end } = this.#flights;
		this.#ends.push(
			followPixelRatio(created),
			hearHover(created, () => this.overlay),
			end
		);
	}

	#moved(created: Chart): void {
		const zoom = created.getZoom();
		const tall = created.getPitch() > TALL.fromPitch && zoom >= TALL.fromZoom && zoom <= TALL.toZoom;
		if (this.view.zoom !== Math.floor(zoom) || this.view.tall !== tall) this.view = { zoom: Math.floor(zoom), tall };
	}

	#settled(created: Chart): void {
		// What a flight left out comes before the map is at rest.
		if (this.#made !== created || this.flying) return;
		this.status = 'idle';
		this.#remakes = 0;
	}

	/** The wall sent the map on a flight. */
	flies(): void {
		this.#flights?.began();
	}

	tellShown(): void {
		if (this.isShown) return;
		this.isShown = true;
		this.#making.shown();
	}

	/** The map has settled: what is heavier comes now. */
	async showRest(created: Chart): Promise<void> {
		this.tellShown();
		this.settledOnce = true;
		if (this.overlay !== null) return;
		const [{ createWallOverlay }, { createPulse }] = await Promise.all([
			import('./map-overlay.ts'),
			import('./map-pulse.ts')
		]);
		const pulse = await createPulse(created);
		if (this.#made !== created || this.overlay !== null) return;
		const added = createWallOverlay();
		created.addControl(added.control);
		this.overlay = added;
		this.pulse = pulse;
	}

	/** What the map shows at rest, as an image. Throws while there is no map, and where it is lost meanwhile. */
	async picture(): Promise<ImageBitmap> {
		const latest = performance.now() + PATIENCE_MS;
		for (;;) {
			const { chart } = this;
			if (chart === null) throw new Error(m.screen_picture_no_map());
			const isAtRest = !this.flying && this.status === 'idle';
			if (isAtRest || performance.now() > latest) return imageOf(chart);
			// Looked at and not waited for: a map that is lost in flight never comes to rest.
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
	}

	/** The graphics card was lost: this map is beyond repair, deck.gl's part of it at any rate, and another is made. */
	#lost(created: Chart): void {
		if (this.#made !== created) return;
		const { lng, lat } = created.getCenter();
		const before = { lng, lat, zoom: created.getZoom(), pitch: created.getPitch(), bearing: created.getBearing() };
		this.status = 'loading';
		// Not while the map tells of its loss.
		queueMicrotask(() => {
			this.#takeDown();
			if (!this.#isGone) this.#makeLater(before);
		});
	}

	#takeDown(): void {
		for (const end of this.#ends) end();
		this.#ends = [];
		this.#flights = null;
		this.flying = false;
		this.pulse?.([]);
		const [old, drawing] = [this.#made, this.overlay];
		this.#made = this.chart = this.overlay = this.pulse = null;
		if (old) removeChart(old);
		drawing?.end();
	}

	/** The map is not needed any more. */
	end(): void {
		this.#isGone = true;
		clearTimeout(this.#remaking);
		this.#takeDown();
	}
}
