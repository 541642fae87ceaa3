import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as Chart, StyleSpecification, VectorTileSource } from 'maplibre-gl';
import { SWITCHES } from './address.ts';
import { addressOf } from './answer.svelte.ts';
import { filtersOf } from './style-marked.ts';
import type { StyleInput } from './style-words.ts';
import { opacitiesOf, STYLE_LAYERS, styleOf } from './style.ts';
import type { View } from './view.svelte.ts';
import type { DistrictInfo } from '$lib/api.ts';

type Tiled = Pick<DistrictInfo, 'code' | 'version'>;

/** Version of the data and run stand in the address: tiles carry levels, and the browser keeps them. */
export function tilesOf({ district, run }: { district: Tiled | null; run: { id: number } | null }): string | null {
	if (district === null) return null;
	const path = addressOf(`tiles/${encodeURIComponent(district.code)}/${district.version}-${run?.id ?? 0}/Z/X/Y`);
	return new URL(path, location.href).href.replace('/Z/X/Y', '/{z}/{x}/{y}');
}

/** What others drew on the map, as the siting page does, stays when the style changes. */
function keepOthers(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
	const added = Object.entries(before?.sources ?? {}).filter(([id]) => !(id in next.sources) && !OURS.has(id));
	const names = new Set(added.map(([id]) => id));
	const layers = before?.layers.filter((layer) => 'source' in layer && names.has(String(layer.source))) ?? [];
	return { ...next, sources: { ...next.sources, ...Object.fromEntries(added) }, layers: [...next.layers, ...layers] };
}
/** Sources of the style that are not always there. */
const OURS = new Set(['own', 'basemap']);

/**
 * Keeps the map's style, its sources, filters and switches in step with the view. To be called while a component is
 * made; `style` is what the map was created with, and what it should have since.
 */
export function keepSources(view: View, chart: () => Chart | null, style: () => StyleInput): void {
	// A change of the data changes the tiles, not the style: tiles on the screen stay until the new ones are there.
	const styleKey = $derived(JSON.stringify({ ...style(), tiles: style().tiles !== null }));
	const zonesUrl = $derived.by(() => {
		const { run, district } = view;
		if (run === null) return null;
		// An amended run keeps its number: the version makes it another address.
		const asked = { district: run.district, run: run.id, version: district?.version };
		return new URL(addressOf('zones', asked), location.href).href;
	});

	let styleShown = '';
	let tilesShown: string | null = null;
	$effect(() => {
		const made = chart();
		const { tiles } = style();
		if (!made) return;
		if (styleShown !== '' && styleShown !== styleKey) made.setStyle(styleOf(style()), { transformStyle: keepOthers });
		else if (styleShown !== '' && tiles !== null && tiles !== tilesShown) {
			(made.getSource('own') as VectorTileSource | undefined)?.setTiles([tiles]);
		}
		styleShown = styleKey;
		tilesShown = tiles;
	});

	/** Runs when the style is there: at once, or when it has been loaded; and again after each change of style. */
	function withStyle(work: (made: Chart) => void): void {
		void styleKey;
		const made = chart();
		if (!made) return;
		if (made.isStyleLoaded() || made.getSource('zones')) work(made);
		else made.once('style.load', () => work(made));
	}

	/** Shows features through a source of the style. */
	function show(source: string, features: Feature[] | string): void {
		withStyle((made) => {
			const found = made.getSource(source) as GeoJSONSource | undefined;
			void found?.setData(typeof features === 'string' ? features : { type: 'FeatureCollection', features });
		});
	}

	$effect(() => show('zones', zonesUrl ?? []));

	$effect(() => {
		const { hidden } = view;
		withStyle((made) => {
			for (const part of SWITCHES) {
				for (const id of STYLE_LAYERS[part]) {
					if (made.getLayer(id)) made.setLayoutProperty(id, 'visibility', hidden.has(part) ? 'none' : 'visible');
				}
			}
		});
	});

	$effect(() => {
		const { level } = view;
		withStyle((made) => {
			for (const { id, property, value } of opacitiesOf(level)) {
				if (made.getLayer(id)) made.setPaintProperty(id, property, value);
			}
		});
	});

	$effect(() => {
		const { segment, exposed } = view;
		withStyle((made) => {
			for (const { id, filter } of filtersOf(segment, exposed?.features ?? [])) {
				if (made.getLayer(id)) made.setFilter(id, filter);
			}
		});
	});

	$effect(() => {
		const cell = view.why.value?.cell;
		const geometry =
			view.detail.value?.geometry ?? (cell ? { type: 'Polygon' as const, coordinates: [cell.ring] } : null);
		show('chosen', geometry && geometry.type !== 'Point' ? [{ type: 'Feature', geometry, properties: {} }] : []);
	});

	$effect(() => {
		const { strip = null, overlap = null } = view.drawing.value ?? {};
		const parts = { strip, overlap: overlap?.geometry ?? null, exposed: view.exposed?.strip ?? null };
		const drawn = Object.entries(parts).flatMap(([part, geometry]): Feature[] =>
			geometry ? [{ type: 'Feature', geometry, properties: { part } }] : []
		);
		show('strip', drawn);
	});

	$effect(() => {
		const named = view.namedAreas.map(({ name, at }): Feature => {
			return { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { name } };
		});
		show('areas', named);
	});
}
