import type { AlertItem } from './api.ts';
import type { Focus } from './map-props.ts';
import { begin, boxAround, keepStop, pass, progressOf, step, stopsOf, togglePause, touch, WAIT_MS } from './tour.ts';
import type { Stop, Tour, Visited } from './tour.ts';
import type { WallState } from './wall-state.svelte.ts';
import type { FeatureDetail, FeatureItem, FeaturePage } from '$lib/api.ts';
import { addressOf, Answer, ask } from '$lib/map/answer.svelte.ts';
import { GRADED_LAYERS } from '$lib/risk/layer.ts';

/** So many features are visited at most. */
const VISITED_AT_MOST = { red: 12, orange: 8 } as const;
/** How much of its surroundings a visited place shows. */
const AROUND_METRES = 900;

/** The tour of the wall: it moves the map, and asks about the feature that it stands at. */
export class Touring {
	readonly #wall: WallState;
	tour = $state.raw<Tour>(begin(Date.now(), true));
	stops = $state.raw<readonly Stop[]>([{ kind: 'overview' }]);
	/** Somebody chose this feature on the map, or an alert did: it is shown instead of the stop. */
	chosen = $state.raw<{ id: string; at: [number, number] | null } | null>(null);
	detail = new Answer<FeatureDetail>();

	current = $derived(this.stops[this.tour.stop] ?? null);

	constructor(wall: WallState) {
		this.#wall = wall;
	}

	get isOn(): boolean {
		return this.#wall.settings.tour;
	}
	get stayMs(): number {
		return this.#wall.settings.staySeconds * 1000;
	}
	get progress(): number {
		return progressOf(this.tour, this.#wall.clock, this.stayMs);
	}
	/** Seconds until it goes on; null: it does not wait. */
	get waits(): number | null {
		const { mode, until } = this.tour;
		return mode === 'waiting' && until !== null ? Math.ceil(Math.max(0, until - this.#wall.clock) / 1000) : null;
	}
	/** The feature that is looked at. */
	get shown(): string | null {
		return this.chosen?.id ?? (this.current?.kind === 'feature' ? this.current.id : null);
	}

	tick(now: number): void {
		if (!this.isOn || this.#wall.held || this.#wall.opened !== null || this.#wall.history.isOpen) return;
		this.#go(pass(this.tour, now, this.stayMs, this.stops.length));
	}

	touch(ms: number = WAIT_MS): void {
		this.tour = touch(this.tour, Date.now(), ms);
	}

	step(by: number): void {
		this.#go(step(this.tour, by, Date.now(), this.stops.length), true);
	}

	overview(): void {
		this.#go({ ...step(this.tour, -this.tour.stop, Date.now(), this.stops.length) }, true);
	}

	/** Somebody chose a stop. */
	standAt(stop: number): void {
		this.#go({ ...touch(this.tour, Date.now()), stop, since: Date.now() }, true);
	}

	togglePause(): void {
		this.#wall.held = !this.#wall.held;
		const isPaused = this.tour.mode === 'paused';
		if (isPaused !== this.#wall.held) this.tour = togglePause(this.tour, Date.now());
	}

	#go(tour: Tour, anew = false): void {
		const moved = tour.stop !== this.tour.stop || anew;
		this.tour = tour;
		if (!moved) return;
		this.chosen = null;
		this.#look();
	}

	/** Sends the map to the stop, and asks about it. */
	#look(): void {
		const stop = this.current;
		const district = this.#wall.district;
		if (stop === null || district === null) return;
		if (stop.kind === 'feature') this.#visit(stop);
		else {
			this.detail.clear();
			const box = stop.kind === 'subdistrict' ? stop.box : district.bbox;
			if (box !== null) this.#wall.focus = { box, feature: null, at: null };
		}
	}

	#visit({ id, at }: Pick<Visited, 'id' | 'at'>): void {
		this.#wall.focus = { box: boxAround(at, AROUND_METRES), feature: id, at };
		this.#askDetail(id);
	}

	#askDetail(id: string): void {
		const district = this.#wall.districtCode;
		void this.detail.ask(addressOf(`features/${encodeURIComponent(id)}`, { district }), this.detail.value?.id !== id);
	}

	/** A feature that somebody picked: it is shown, and the map stays where it is. */
	pick(id: string): void {
		this.touch();
		this.chosen = { id, at: null };
		this.#askDetail(id);
	}

	/** Shows a feature where it lies. */
	visit(id: string, at: [number, number]): void {
		this.touch();
		this.chosen = { id, at };
		this.#visit({ id, at });
	}

	/** An alert came: the map goes to its place and stays there for a while. */
	visitAlert({ feature, at }: AlertItem, ms: number): void {
		this.touch(ms);
		if (at === null) return;
		const focus: Focus = { box: boxAround(at, AROUND_METRES), feature: feature?.id ?? null, at };
		this.#wall.focus = focus;
		this.chosen = feature === null ? null : { id: feature.id, at };
		if (feature !== null) this.#askDetail(feature.id);
	}

	#asked: string | null = null;
	#asking: AbortController | null = null;
	/** The data changed: the stops are those of now. */
	renew(): void {
		const { data, stamp } = this.#wall;
		if (data === null) return;
		if (this.shown !== null && stamp !== this.#asked) this.#askDetail(this.shown);
		const worst = data.worst.map(({ id, layer, name, level, at }) => ({ id, layer, name, level, at }));
		if (this.stops.length <= 1) this.#use(worst);
		if (stamp !== this.#asked) void this.#askStops(stamp, worst);
	}

	async #askStops(stamp: string, worst: Omit<Visited, 'kind'>[]): Promise<void> {
		this.#asked = stamp;
		this.#asking?.abort();
		const { signal } = (this.#asking = new AbortController());
		const layers = GRADED_LAYERS.filter((layer) => layer !== 'area').join(',');
		const pageOf = (level: 'red' | 'orange') => {
			const asked = { district: this.#wall.districtCode, level, layer: layers, limit: VISITED_AT_MOST[level] };
			return ask<FeaturePage>(addressOf('features', asked), { signal });
		};
		try {
			const pages = await Promise.all([pageOf('red'), pageOf('orange')]);
			this.#use(pages.flatMap(({ items }) => items.flatMap(visitedOf)));
		} catch {
			// The ten worst of the wall itself are a tour as well.
			if (!signal.aborted) this.#use(worst);
		}
	}

	#use(features: readonly Omit<Visited, 'kind'>[]): void {
		const { data } = this.#wall;
		if (data === null) return;
		const stops = stopsOf(features, data.subdistricts, VISITED_AT_MOST);
		this.tour = keepStop(this.tour, this.stops, stops);
		this.stops = stops;
	}

	/** Ends what it asks. */
	stop(): void {
		this.#asking?.abort();
		this.detail.clear();
	}
}

function visitedOf({ id, layer, name, level, at }: FeatureItem): Omit<Visited, 'kind'>[] {
	return level === null ? [] : [{ id, layer, name, level, at }];
}
