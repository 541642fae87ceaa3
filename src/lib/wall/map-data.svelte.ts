import type { FeatureCollection } from 'geojson';
import { untrack } from 'svelte';
import { addressOf, Answer } from '../map/answer.svelte.ts';
import type { WallMapProps } from './map-props.ts';
import type { FeatureDetail, FeaturePage, FindingPage, Units } from '$lib/api.ts';

/** So many violations are drawn; the list has them all. */
const DRAWN_AT_MOST = 5000;
/** A wall has nobody who presses a button: what failed is asked again, milliseconds. */
const AGAIN_MS = 10_000;

/** What the wall's map asks the server for, besides tiles and zones. What is there stays until there is something newer. */
export class MapData {
	areas = new Answer<FeaturePage>();
	units = new Answer<Units>();
	violations = new Answer<FindingPage>();
	/** What changed between two runs. */
	difference = new Answer<FeatureCollection>();
	/** The feature that is looked at. */
	detail = new Answer<FeatureDetail>();
	/** Did tiles or zones not come? */
	tilesFailed = $state(false);

	/** Areas below the district, each with a place for its name. */
	subdistricts = $derived.by(() => {
		const items = this.areas.value?.items ?? [];
		return items.filter(({ name }) => name !== this.#districtName);
	});
	#districtName = $state('');

	/** Is something not shown that should be? */
	missing = $derived(
		this.tilesFailed ||
			[this.areas, this.units, this.violations, this.difference, this.detail].some(({ failure }) => failure !== null)
	);

	askAreas(district: string, name: string): void {
		this.#districtName = name;
		void this.areas.ask(addressOf('features', { district, layer: 'area', limit: 500 }));
	}

	askDrawn(district: string): void {
		void this.units.ask(addressOf('units', { district }));
		void this.violations.ask(addressOf('findings', { district, state: 'broken', limit: DRAWN_AT_MOST }));
	}

	askDifference(district: string, difference: WallMapProps['difference']): void {
		if (difference === null) this.difference.clear();
		else void this.difference.ask(addressOf('runs/difference', { district, ...difference }), true);
	}

	askDetail(district: string, feature: string | null): void {
		if (feature === null) this.detail.clear();
		else void this.detail.ask(addressOf(`features/${encodeURIComponent(feature)}`, { district }), true);
	}
}

/**
 * Keeps the data in step with what the map is given; to be called while a component is made. `shown`: the first picture
 * is there, and the rest may come. `again` asks once more for tiles and zones.
 */
export function keepData(data: MapData, given: () => WallMapProps, shown: () => boolean, again: () => void): void {
	const district = $derived(given().district.code);
	const difference = $derived(given().difference);
	const feature = $derived(given().focus?.feature ?? null);
	const stamp = $derived(given().stamp);

	const askAreas = () => data.askAreas(district, given().district.name);
	const askDrawn = () => data.askDrawn(district);
	const askDifference = () => data.askDifference(district, difference);
	const askDetail = () => data.askDetail(district, feature);

	$effect(() => {
		void [district, stamp];
		untrack(askAreas);
	});
	$effect(() => {
		void [district, stamp];
		if (shown()) untrack(askDrawn);
	});
	$effect(() => {
		void [district, difference?.a, difference?.b];
		untrack(askDifference);
	});
	$effect(() => {
		void [district, feature];
		untrack(askDetail);
	});
	$effect(() => {
		if (!data.missing) return;
		const timer = setInterval(() => {
			if (data.areas.failure) askAreas();
			if (data.units.failure || data.violations.failure) askDrawn();
			if (data.difference.failure) askDifference();
			if (data.detail.failure) askDetail();
			if (data.tilesFailed) again();
		}, AGAIN_MS);
		return () => clearInterval(timer);
	});
}
