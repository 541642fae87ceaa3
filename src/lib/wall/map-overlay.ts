import type { Layer } from '@deck.gl/core';
import { ColumnLayer, IconLayer } from '@deck.gl/layers';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import { drawAtlas, markKey, type Atlas } from '../map/marks.ts';
import { createControl } from '../map/overlay-control.ts';
import { BELOW_NAMES, FAR_ZOOM, hasLine, lineLayers, violationColours, type LineLook } from '../map/overlay-lines.ts';
import { PALETTES } from '../map/palette.ts';
import type { FindingItem, Units } from '$lib/api.ts';
import { LEVEL_CODE } from '$lib/risk/level.ts';
import { keyOfCode, rgbOf } from '$lib/ui/levels.ts';

/** What deck.gl draws over the wall's map. */
export interface WallDrawn extends LineLook {
	units: Units | null;
	violations: readonly FindingItem[];
	/** Does the map speak of the newest run? Else nothing of it is drawn. */
	seen: boolean;
	/** Do hazard sources stand as columns? Else they lie as marks. */
	tall: boolean;
	/** It flies, on a machine that draws slowly: without fine grain. */
	flying: boolean;
}

/** What stands under a pointer: a unit's row, or a finding. */
export type Hit = { unit: number } | { finding: FindingItem } | null;

export interface WallOverlay {
	control: MapLibreOverlay;
	draw: (drawn: WallDrawn) => void;
	/** What is drawn at a place of the map, CSS pixels from its corner. */
	hitAt: (x: number, y: number) => Hit;
	/** To be called once the map is taken down. */
	end: () => void;
}

const PALETTE = PALETTES.dark;
/** Metres by level code: a column is read by its height as well as by its colour (系统设定). */
export const COLUMN_HEIGHT_M: readonly number[] = [70, 130, 220, 340, 500];
const COLUMN_RADIUS_M = 42;

/** The overlay, to be added to the map as a control. Its layers keep their ids, so that nothing piles up. */
export function createWallOverlay(): WallOverlay {
	const { control, end } = createControl();
	const atlas = drawAtlas(PALETTE);
	return {
		control,
		draw: (drawn) => control.setProps({ layers: layersOf(drawn, atlas) }),
		hitAt(x, y) {
			const found = control.pickObject({ x, y, radius: 5 });
			if (!found || found.index < 0) return null;
			if (found.layer?.id.startsWith('wall-units')) return { unit: found.object as number };
			return { finding: found.object as FindingItem };
		},
		end
	};
}

function layersOf(drawn: WallDrawn, atlas: Atlas): Layer[] {
	if (!drawn.seen) return [];
	const lines = lineLayers('violations', linesOf(drawn.violations), drawn, violationColours(PALETTE));
	return [
		...(drawn.units ? unitLayers(drawn.units, drawn, atlas) : []),
		// Unseen and not left out: what was worked out for them is kept.
		...lines.map((layer) => (drawn.flying && FINE.has(layer.id) ? layer.clone({ visible: false }) : layer))
	];
}

/** Of the lines of violations a flight shows the near ones, plain. */
const FINE = new Set(['violations-quiet', 'violations-ends', 'violations-casing']);

let linesFor: { of: readonly FindingItem[]; lines: ReturnType<typeof withLines> } | null = null;
function linesOf(of: readonly FindingItem[]) {
	// The same array for the same findings: deck.gl compares.
	if (linesFor?.of !== of) linesFor = { of, lines: withLines(of) };
	return linesFor.lines;
}
function withLines(of: readonly FindingItem[]) {
	return of.filter(hasLine);
}

interface Rows {
	units: Units;
	/** Enterprises and protection targets at orange and red. */
	loud: number[];
	hazards: number[];
}
let rowsFor: Rows | null = null;

/** Rows of the units to draw, the worst last, so that it lies on top. */
function rowsOf(units: Units): Rows {
	if (rowsFor?.units === units) return rowsFor;
	const all = units.id.map((_, i) => i).sort((a, b) => units.level[a] - units.level[b]);
	const isHazard = (i: number) => units.layer[i] === 'hazard_source';
	rowsFor = {
		units,
		loud: all.filter((i) => !isHazard(i) && units.level[i] >= LEVEL_CODE.orange),
		hazards: all.filter(isHazard)
	};
	return rowsFor;
}

function unitLayers(units: Units, { zoom, typeScale, tall }: WallDrawn, atlas: Atlas): Layer[] {
	const { loud, hazards } = rowsOf(units);
	const isFar = zoom < FAR_ZOOM;
	const marks = (id: string, data: number[], metres: number, fewestPixels: number, visible: boolean) =>
		new IconLayer<number, typeof BELOW_NAMES>({
			...BELOW_NAMES,
			id,
			data,
			visible,
			pickable: true,
			iconAtlas: atlas.canvas as unknown as string,
			iconMapping: atlas.mapping,
			getIcon: (i) => markKey(units.layer[i], keyOfCode(units.level[i])),
			getPosition: (i) => [units.lng[i], units.lat[i]],
			getSize: (i) => metres * (0.6 + 0.2 * units.level[i]),
			sizeUnits: 'meters',
			sizeMinPixels: fewestPixels * typeScale,
			sizeMaxPixels: 26 * typeScale
		});
	return [
		marks('wall-units-loud', loud, 60, isFar ? 5 : 9, true),
		marks('wall-units-hazards', hazards, 150, isFar ? 7 : 12, !tall),
		new ColumnLayer<number, typeof BELOW_NAMES>({
			...BELOW_NAMES,
			id: 'wall-units-columns',
			data: hazards,
			visible: tall,
			pickable: true,
			diskResolution: 6,
			radius: COLUMN_RADIUS_M,
			extruded: true,
			getPosition: (i) => [units.lng[i], units.lat[i]],
			getElevation: (i) => COLUMN_HEIGHT_M[units.level[i]],
			getFillColor: (i) => [...rgbOf(PALETTE.levels[keyOfCode(units.level[i])].fill), 215]
		})
	];
}
