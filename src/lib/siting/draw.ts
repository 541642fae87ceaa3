import type { Geometry, Position } from 'geojson';
import type { Map as Chart } from 'maplibre-gl';
import type { GeoJSONStoreFeatures, GeoJSONStoreGeometries, TerraDraw } from 'terra-draw';
import type { DrawnParcel } from './parcel.ts';

/** What the pointer does on the map. `pick` leaves it to the page: a click chooses a feature there. */
export type Tool = 'select' | 'polygon' | 'rectangle' | 'linestring' | 'point' | 'pick';

/** What drawing tells the page. */
export interface Heard {
	/** A shape under the pointer changed; null: one that is being drawn. */
	moving(key: string | null, geometry: Geometry): void;
	/** It was let go, or finished. */
	done(key: string | null, geometry: Geometry): void;
	/** Nothing is being drawn any more, and nothing came of it. */
	dropped(): void;
	chosen(key: string | null): void;
	/** The vertex of a neighbour to snap to; undefined: none is near. */
	snap(at: Position, withinDegrees: number): Position | undefined;
}

/** The drawing on the map; parcels are the page's, and shown here. */
export interface Drawing {
	use(tool: Tool): void;
	show(parcels: readonly DrawnParcel[], chosen: string | null): void;
	stop(): void;
}

const INK = '#00525c';
const PAPER = '#ffffff';
/** Pixels within which a pointer takes hold of a vertex, or snaps to one. */
const REACH = 14;
/** Digits of degrees that drawing keeps: 0.1 mm. */
const DIGITS = 9;

/** Can its corners be dragged? Areas of several parts or with holes are moved and edited as numbers instead. */
export function isDrawable(geometry: Geometry): boolean {
	const { type } = geometry;
	return type === 'Point' || type === 'LineString' || (type === 'Polygon' && geometry.coordinates.length === 1);
}

/** Loads terra-draw and starts it on the map, whose style must be there. */
export async function startDrawing(chart: Chart, heard: Heard): Promise<Drawing> {
	const [terra, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
		import('terra-draw'),
		import('terra-draw-maplibre-gl-adapter')
	]);
	let made = 0;
	const toCustom = (event: { lng: number; lat: number; containerX: number; containerY: number }) => {
		const aside = chart.unproject([event.containerX + REACH, event.containerY]);
		return heard.snap([event.lng, event.lat], Math.abs(aside.lng - event.lng));
	};
	const snapping = { toLine: true, toCoordinate: true, toCustom };
	const area = { fillColor: INK, fillOpacity: 0.16, outlineColor: INK, outlineWidth: 3 } as const;
	const whole = {
		draggable: true,
		coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping }
	};
	const draw = new terra.TerraDraw({
		adapter: new TerraDrawMapLibreGLAdapter({ map: chart, coordinatePrecision: DIGITS }),
		idStrategy: { isValidId: (id) => typeof id === 'string', getId: () => `drawn-${++made}` },
		modes: [
			new terra.TerraDrawPolygonMode({
				pointerDistance: REACH,
				snapping,
				styles: { ...area, closingPointColor: INK, closingPointOutlineColor: PAPER, closingPointWidth: 6 }
			}),
			new terra.TerraDrawRectangleMode({ styles: area }),
			new terra.TerraDrawLineStringMode({
				pointerDistance: REACH,
				snapping,
				styles: { lineStringColor: INK, lineStringWidth: 4 }
			}),
			new terra.TerraDrawPointMode({
				styles: { pointColor: INK, pointWidth: 7, pointOutlineColor: PAPER, pointOutlineWidth: 2 }
			}),
			new terra.TerraDrawSelectMode({
				pointerDistance: REACH,
				// It leaves out every n-th event of a drag; by 0 it leaves out none.
				dragEventThrottle: 0,
				// The page hears the keys: what they do can be undone.
				keyEvents: null,
				flags: { polygon: { feature: whole }, linestring: { feature: whole }, point: { feature: { draggable: true } } },
				styles: {
					selectedPolygonColor: INK,
					selectedPolygonFillOpacity: 0.26,
					selectedPolygonOutlineColor: INK,
					selectedPolygonOutlineWidth: 4,
					selectedLineStringColor: INK,
					selectedLineStringWidth: 5,
					selectedPointColor: INK,
					selectedPointWidth: 9,
					selectedPointOutlineColor: PAPER,
					selectedPointOutlineWidth: 3,
					selectionPointColor: PAPER,
					selectionPointOutlineColor: INK,
					selectionPointOutlineWidth: 3,
					selectionPointWidth: 6,
					midPointColor: INK,
					midPointOutlineColor: PAPER,
					midPointWidth: 4
				}
			}),
			// Shows what is there and takes no pointer.
			new terra.TerraDrawRenderMode({ modeName: 'pick', styles: {} })
		]
	});
	draw.start();
	return drawingOf(draw, heard);
}

function drawingOf(draw: TerraDraw, heard: Heard): Drawing {
	/** The geometry that each parcel was shown with. */
	const shown = new Map<string, Geometry>();
	let telling = true;
	/** What the page itself does to the drawing is not told back to it. */
	const quietly = (work: () => void) => {
		telling = false;
		try {
			work();
		} finally {
			telling = true;
		}
	};
	const geometryOf = (id: string | number) => draw.getSnapshotFeature(id)?.geometry ?? null;

	draw.on('change', (ids, type, context) => {
		if (!telling || (context && 'origin' in context) || type === 'delete') return;
		for (const id of ids) {
			const key = String(id);
			const feature = draw.getSnapshotFeature(id);
			if (shown.has(key) && feature) heard.moving(key, feature.geometry);
			else if (feature?.properties.currentlyDrawing) heard.moving(null, feature.geometry);
		}
	});
	draw.on('finish', (id, { action }) => {
		const geometry = geometryOf(id);
		if (geometry === null) return;
		const key = String(id);
		if (action !== 'draw') {
			shown.set(key, geometry);
			heard.done(key, geometry);
			return;
		}
		// It becomes a parcel of the page, which shows it again: not while terra-draw is still at work on it.
		setTimeout(() => {
			quietly(() => draw.hasFeature(id) && draw.removeFeatures([id]));
			heard.done(null, geometry);
		});
	});
	draw.on('select', (id) => telling && heard.chosen(String(id)));
	draw.on('deselect', () => telling && heard.chosen(null));

	function show(parcels: readonly DrawnParcel[], chosen: string | null): void {
		const drawable = new Map(parcels.filter(({ geometry }) => isDrawable(geometry)).map((one) => [one.key, one]));
		for (const [key, geometry] of shown) {
			const now = drawable.get(key)?.geometry;
			if (now !== undefined && now.type === geometry.type) continue;
			draw.removeFeatures([key]);
			shown.delete(key);
		}
		for (const [key, { geometry }] of drawable) {
			if (shown.get(key) === geometry) continue;
			const rough = rounded(geometry as GeoJSONStoreGeometries);
			if (shown.has(key)) draw.updateFeatureGeometry(key, rough);
			else draw.addFeatures([featureOf(key, rough)]);
			if (draw.hasFeature(key)) shown.set(key, geometry);
		}
		if (draw.getMode() !== 'select') return;
		const selected = draw.getSnapshot().find(({ properties }) => properties.selected)?.id;
		if (selected === (chosen ?? undefined)) return;
		if (selected !== undefined) draw.deselectFeature(selected);
		if (chosen !== null && shown.has(chosen)) draw.selectFeature(chosen);
	}

	return {
		use: (tool) => {
			if (draw.getMode() === tool) return;
			quietly(() => draw.setMode(tool));
			heard.dropped();
		},
		show: (parcels, chosen) => quietly(() => show(parcels, chosen)),
		stop: () => draw.stop()
	};
}

const MODE = { Point: 'point', LineString: 'linestring', Polygon: 'polygon' } as const;

function featureOf(id: string, geometry: GeoJSONStoreGeometries): GeoJSONStoreFeatures {
	return { type: 'Feature', id, geometry, properties: { mode: MODE[geometry.type] } };
}

/** Drawing refuses more digits than it keeps; the parcel itself stays exact until it is dragged. */
function rounded(geometry: GeoJSONStoreGeometries): GeoJSONStoreGeometries {
	const round = ([lng, lat]: Position): Position => [Number(lng.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))];
	switch (geometry.type) {
		case 'Point':
			return { type: 'Point', coordinates: round(geometry.coordinates) };
		case 'LineString':
			return { type: 'LineString', coordinates: geometry.coordinates.map(round) };
		case 'Polygon':
			return { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(round)) };
	}
}
