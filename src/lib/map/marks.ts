import type { Palette } from './palette.ts';
import type { LayerId } from '$lib/risk/layer.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_KEYS } from '$lib/ui/levels.ts';

/** The shapes that tell the layers of units apart, as SVG paths in a square of 24. */
export const MARKS: Partial<Record<LayerId, string>> = {
	enterprise: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z',
	hazard_source: 'M12 1.5L22.5 12L12 22.5L1.5 12z',
	building: 'M12 3L22 20.5H2z',
	park: 'M4 4H20V20H4z',
	geohazard_zone: 'M7 3.5H17L22 12L17 20.5H7L2 12z',
	protection_target: 'M9 3H15V9H21V15H15V21H9V15H3V9H9z',
	pipeline: 'M2 9H22V15H2z',
	// A cross in a ring stands for help; the cross alone is what has to be protected.
	emergency_resource: 'M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21zM10 6V10H6V14H10V18H14V14H18V10H14V6z',
	risk_contour: 'M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zM12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12z'
};

/** A layer's shape; the circle where it has none of its own. */
export function markOf(layer: LayerId): string {
	return MARKS[layer] ?? 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z';
}

/** Pixels of a mark in the atlas: sharp up to 32 CSS pixels on a screen of double density. */
const CELL = 64;

export interface Atlas {
	canvas: HTMLCanvasElement;
	mapping: Record<string, { x: number; y: number; width: number; height: number }>;
}

/** Key of a mark in the atlas. */
export function markKey(layer: LayerId, level: LevelKey): string {
	return `${layer} ${level}`;
}

/** Draws each shape in each level's colours, once, for the graphics card. */
export function drawAtlas({ levels, casing }: Palette): Atlas {
	const layers = Object.keys(MARKS) as LayerId[];
	const canvas = document.createElement('canvas');
	canvas.width = CELL * LEVEL_KEYS.length;
	canvas.height = CELL * layers.length;
	const pen = canvas.getContext('2d');
	const mapping: Atlas['mapping'] = {};
	layers.forEach((layer, row) => {
		LEVEL_KEYS.forEach((level, column) => {
			const [x, y] = [column * CELL, row * CELL];
			mapping[markKey(layer, level)] = { x, y, width: CELL, height: CELL };
			if (!pen) return;
			pen.setTransform(CELL / 28, 0, 0, CELL / 28, x + (2 * CELL) / 28, y + (2 * CELL) / 28);
			const shape = new Path2D(markOf(layer));
			pen.lineJoin = 'round';
			pen.lineWidth = 3.6;
			pen.strokeStyle = casing;
			pen.stroke(shape);
			pen.fillStyle = levels[level].fill;
			pen.fill(shape);
			pen.lineWidth = 1.4;
			pen.strokeStyle = levels[level].ink;
			pen.stroke(shape);
		});
	});
	return { canvas, mapping };
}
