import type { Feature, Point } from 'geojson';
import type { GeoJSONSource, Map as Chart, StyleSpecification, VectorTileSource } from 'maplibre-gl';
import type { AlertItem } from './api.ts';
import { DANGER_STATES } from './map-danger.ts';
import type { MapData } from './map-data.svelte.ts';
import type { WallMapProps } from './map-props.ts';
import { wallStyleOf, type WallLook } from './map-style.ts';
import type { FeatureItem, Units } from '$lib/api.ts';
import { m } from '$lib/paraglide/messages.js';
import { GRADED_LAYERS } from '$lib/risk/layer.ts';
import { levelOf } from '$lib/risk/level.ts';
import { keyOf } from '$lib/ui/levels.ts';
import { share } from '$lib/ui/numbers.ts';
import { letterOf, titleOf } from '$lib/ui/words.ts';

/**
 * Keeps the style of the wall's map, its sources and what it speaks of in step with what it is given. To be called while
 * a component is made; `chart` is a map whose style is there, or null.
 */
export function keepWallSources(
	data: MapData,
	given: () => WallMapProps,
	chart: () => Chart | null,
	look: () => WallLook
): void {
	// A change of the data changes the tiles, not the style.
	const styleKey = $derived(JSON.stringify({ ...look(), tiles: look().tiles !== null }));
	const tiles = $derived(look().tiles);
	const zones = $derived(data.zones.value);

	let styled: { chart: Chart; key: string; tiles: string | null } | null = null;
	$effect(() => {
		const made = chart();
		if (!made) return;
		if (styled?.chart === made && styled.key !== styleKey)
			made.setStyle(wallStyleOf(look(), zones), { transformStyle: keepFilled });
		else if (styled?.chart === made && tiles !== null && styled.tiles !== tiles) reloadTiles(made, tiles);
		styled = { chart: made, key: styleKey, tiles };
	});

	/** Not again after each change of the style: what a source was filled with it keeps. */
	function show(source: string, features: Feature[]): void {
		const found = chart()?.getSource(source) as GeoJSONSource | undefined;
		void found?.setData({ type: 'FeatureCollection', features });
	}

	$effect(() => show('zones', zones?.features ?? []));

	const compares = $derived(given().difference !== null);
	const theme = $derived(given().theme);
	$effect(() => {
		const named = theme === 'progress' && !compares ? given().progress : null;
		show(
			'areas',
			data.subdistricts.map(({ id, name, at }) => {
				const text = named === null || !(id in named) ? '' : `\n${shareText(named[id])}`;
				return pointAt(at, { name: `${name ?? ''}${text}` });
			})
		);
	});

	$effect(() => show('difference', data.difference.value?.features ?? []));

	$effect(() => {
		show(
			'dangers',
			given().dangers.map(({ feature, name, at, state }) =>
				pointAt(at, { id: feature, name, state, order: DANGER_STATES.indexOf(state) })
			)
		);
	});

	$effect(() => show('alerts', given().alerts.flatMap(alertAt)));

	$effect(() => {
		const focus = given().focus;
		const detail = data.detail.value;
		const isThere = detail !== null && detail.id === focus?.feature;
		const at = focus?.feature ? (focus.at ?? (isThere ? detail.at : null)) : null;
		const known = isThere ? detail : unitOf(data.units.value, focus?.feature ?? '');
		show('focused', at ? [pointAt(at, focusedAs(known))] : []);
		const outline = isThere && detail.geometry.type !== 'Point' ? detail.geometry : null;
		show('chosen', outline ? [{ type: 'Feature', geometry: outline, properties: {} }] : []);
	});
}

type Focused = Pick<FeatureItem, 'id' | 'layer' | 'name' | 'level'>;

function unitOf(units: Units | null, id: string): Focused | null {
	const row = units?.id.indexOf(id) ?? -1;
	if (units === null || row < 0) return null;
	return { id, layer: units.layer[row], name: units.name[row], level: levelOf(units.level[row]) };
}

/** What the ring says of what is looked at: its level, where it is of a kind that has one, and its name. */
function focusedAs(feature: Focused | null): Record<string, unknown> {
	if (feature === null) return { name: '' };
	if (!GRADED_LAYERS.includes(feature.layer)) return { name: titleOf(feature) };
	const level = keyOf(feature.level);
	return { level, name: `${letterOf(level)} ${titleOf(feature)}` };
}

/** A new style begins with empty sources: those that are filled stay as they are, and nothing is worked out again. */
function keepFilled(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
	const filled = Object.entries(before?.sources ?? {}).filter(
		([id, { type }]) => type === 'geojson' && id in next.sources
	);
	return { ...next, sources: { ...next.sources, ...Object.fromEntries(filled) } };
}

/** Asks for the tiles of a map once more, by a new address or the same. */
export function reloadTiles(made: Chart, tiles: string): void {
	(made.getSource('own') as VectorTileSource | undefined)?.setTiles([tiles]);
}

function shareText(value: number | null): string {
	return value === null ? m.wallmap_no_share() : share(value);
}

function pointAt(at: [number, number], properties: Record<string, unknown>): Feature<Point> {
	return { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties };
}

/** An alert as the rings draw it, red over orange and open over acknowledged; nothing of one without a place. */
function alertAt({ at, feature, level, acknowledged }: AlertItem): Feature[] {
	if (at === null) return [];
	const order = (acknowledged === null ? 2 : 0) + (level === 'red' ? 1 : 0);
	const id = feature?.id;
	return [pointAt(at, { ...(id ? { id } : {}), level, acknowledged: acknowledged !== null, order })];
}
