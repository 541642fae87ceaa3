import type { Geometry } from 'geojson';
import { createContext } from 'svelte';
import type { ProjectTypeInfo, ProjectTypes } from './api.ts';
import type { Tool } from './draw.ts';
import type { Draft } from './draft.ts';
import { planeOf, type Plane } from '$lib/geo/plane.ts';
import { boxOf, moved as movedBy, squareAt, wrongWith, type DrawnParcel } from './parcel.ts';
import { resultsOf, type Result } from './result.ts';
import { CaseFile } from './case-file.svelte.ts';
import { Live } from './live.svelte.ts';
import { Where } from './where.svelte.ts';
import { Variant } from './variant.svelte.ts';
import { Answer } from '$lib/map/answer.svelte.ts';
import type { View } from '$lib/map/view.svelte.ts';
import type { Use } from '$lib/risk/siting/answer.ts';

export const MOST_VARIANTS = 3;
/** 系统设定: what is put in the middle of the map by a key has sides of so many metres. */
const SQUARE_M = 30;
/** About 100 m: what is smaller is looked at from nearby. */
const SMALL_DEGREES = 0.001;
const CLOSE_ZOOM = 18;

/** A shape under the pointer; `key` null: one that is being drawn. */
export interface Moving {
	key: string | null;
	geometry: Geometry;
}

/** What the parts of the page share: the alternatives, what is chosen, and what is looked at. */
export class Siting {
	readonly view: View;
	/** The case's name; empty: not named yet. */
	name = $state('');
	variants = $state.raw<readonly Variant[]>([new Variant()]);
	at = $state(0);
	tool = $state<Tool>('select');
	/** Key of the chosen parcel. */
	chosen = $state<string | null>(null);
	moving = $state.raw<Moving | null>(null);
	/** The finding that is looked at, and the one under pointer or focus, by their ids. */
	lookedAt = $state<string | null>(null);
	pointedAt = $state<string | null>(null);
	types = new Answer<ProjectTypes>();
	live = new Live();
	where = new Where();
	file = new CaseFile(this);
	/** Counts what was changed on the server by this page and no event tells of: it is asked again. */
	changes = $state(0);
	/** Hears which feature was picked while the tool is `pick`. */
	picked: ((id: string) => void) | null = null;

	variant = $derived(this.variants[this.at] ?? this.variants[0]);
	parcel = $derived<DrawnParcel | null>(this.variant.parcels.find(({ key }) => key === this.chosen) ?? null);
	plane = $derived.by<Plane | null>(() => {
		const srid = this.view.district?.metricSrid;
		return srid === undefined ? null : planeOf(srid);
	});
	results = $derived<Result[]>(resultsOf(this.variant, this.moving, this.live.answers));
	/** The result that the panel shows: that of the chosen parcel, else the first. */
	result = $derived<Result | null>(
		this.results.find(({ parcel }) => parcel.key === this.chosen) ??
			(this.moving?.key === null ? this.results.find(({ parcel }) => parcel.key === DRAWING) : null) ??
			this.results[0] ??
			null
	);

	constructor(view: View) {
		this.view = view;
	}

	typeOf({ type }: Use): ProjectTypeInfo | null {
		return this.types.value?.types.find(({ id }) => id === type) ?? null;
	}

	/** A shape was let go or finished; one that was drawn becomes a parcel, and is chosen. */
	settle(key: string | null, geometry: Geometry): void {
		this.moving = null;
		if (key !== null) return this.variant.amend(key, { geometry });
		const parcel = this.variant.newParcel(geometry);
		this.variant.add([parcel]);
		this.chosen = parcel.key;
		this.tool = 'select';
	}

	/** Moves the chosen parcel by metres in the plane. False: none is chosen. */
	nudge(eastM: number, northM: number): boolean {
		if (this.parcel === null || this.plane === null) return false;
		const geometry = movedBy(this.parcel.geometry, this.plane, eastM, northM);
		this.variant.amend(this.parcel.key, { geometry });
		return true;
	}

	putSquare(lng: number, lat: number): void {
		if (this.plane !== null) this.settle(null, squareAt(lng, lat, this.plane, SQUARE_M));
	}

	removeChosen(): boolean {
		if (this.parcel === null) return false;
		this.variant.remove(this.parcel.key);
		this.chosen = null;
		return true;
	}

	/** Moves the map to where all of these are seen, closer to what is small. */
	lookAt(geometries: readonly Geometry[]): void {
		const box = boxOf(geometries);
		const [west, south, east, north] = box;
		const isSmall = Math.max(east - west, north - south) < SMALL_DEGREES;
		this.view.aim = isSmall
			? { kind: 'point', lng: (west + east) / 2, lat: (south + north) / 2, zoom: CLOSE_ZOOM }
			: { kind: 'box', box };
	}

	show(at: number): void {
		this.at = at;
		this.chosen = this.lookedAt = this.pointedAt = this.moving = null;
		this.tool = 'select';
		this.where.clear();
	}

	/** A copy of the alternative that is shown becomes the next one, and is shown. */
	duplicate(): void {
		if (this.variants.length >= MOST_VARIANTS) return;
		const { parcels, proposal } = this.variant;
		this.variants = [...this.variants, new Variant({ parcels, proposal })];
		this.show(this.variants.length - 1);
	}

	drop(at: number): void {
		if (this.variants.length === 1) return;
		this.variants = this.variants.filter((_, i) => i !== at);
		this.show(Math.min(at, this.variants.length - 1));
	}

	/** The state of the data as this page knows it. */
	get stamp(): string {
		return `${this.view.stamp} ${this.changes}`;
	}

	askAnew(): void {
		this.changes++;
	}

	get draft(): Draft {
		const { name, at, variants, file } = this;
		return {
			name,
			current: at,
			caseId: file.saved?.id ?? null,
			variants: variants.map(({ parcels, proposal }) => ({ parcels, proposal }))
		};
	}

	/** Shows what a draft holds, and forgets what was done before. */
	take(draft: Draft): void {
		this.name = draft.name;
		this.variants = draft.variants.map((variant) => new Variant(variant));
		this.show(draft.current);
	}

	startAnew(): void {
		this.file.forget();
		this.name = '';
		this.variants = [new Variant()];
		this.show(0);
	}

	/** Shows the draft that was kept; an empty page where none was. */
	recall(draft: Draft | null): void {
		if (draft) this.take(draft);
		else this.startAnew();
	}
}

/** Key of the shape that is being drawn and is no parcel yet. */
export const DRAWING = 'drawing';

/** The shape under the pointer as a parcel that can be asked about; null: none, or not yet sound. */
export function movingParcel({ moving, variant }: Siting): DrawnParcel | null {
	if (moving === null || wrongWith(moving.geometry) !== null) return null;
	const parcel = variant.parcels.find(({ key }) => key === moving.key);
	if (parcel) return { ...parcel, geometry: moving.geometry };
	return { key: DRAWING, name: '', geometry: moving.geometry, accuracyM: null, notes: [] };
}

export const [getSiting, setSiting] = createContext<Siting>();
