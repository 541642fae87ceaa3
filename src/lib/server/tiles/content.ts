import type { LayerId } from '../../risk/layer.ts';

/** What a layer puts into tiles: from which zoom, and which of its attributes the map draws by. */
export interface TileContent {
	layer: LayerId;
	fromZoom: number;
	attributes: readonly string[];
	/** Below this zoom only features that have one of these values of the attribute. */
	thin?: { below: number; attribute: string; keep: readonly string[] };
	/** Below this zoom only features whose box is at least so many pixels wide or high. */
	minPixels?: { below: number; pixels: number };
}

/** Buildings are below a pixel before zoom 13; small roads only clutter before zoom 12. */
export const TILE_CONTENT: readonly TileContent[] = [
	{ layer: 'area', fromZoom: 0, attributes: ['kind', 'code'] },
	{ layer: 'water', fromZoom: 0, attributes: ['kind'], minPixels: { below: 13, pixels: 2 } },
	{ layer: 'park', fromZoom: 8, attributes: [] },
	{ layer: 'risk_contour', fromZoom: 9, attributes: ['kind', 'frequency'] },
	{ layer: 'geohazard_zone', fromZoom: 8, attributes: ['kind'] },
	{
		layer: 'road',
		fromZoom: 6,
		attributes: ['kind'],
		thin: {
			below: 12,
			attribute: 'kind',
			keep: ['expressway', 'national', 'provincial', 'railway', 'high_speed_rail', 'metro_surface', 'metro_underground']
		}
	},
	{ layer: 'building', fromZoom: 13, attributes: ['dangerGrade', 'use', 'storeys', 'heightM'] },
	{ layer: 'power_line', fromZoom: 10, attributes: ['voltageKV'] },
	{ layer: 'pipeline', fromZoom: 8, attributes: ['pipeClass', 'pressureClass'] },
	{ layer: 'enterprise', fromZoom: 13, attributes: ['kind'] },
	{ layer: 'protection_target', fromZoom: 13, attributes: ['kind'] },
	{ layer: 'hazard_source', fromZoom: 10, attributes: [] },
	{ layer: 'emergency_resource', fromZoom: 10, attributes: ['kind'] }
];

/** High consequence areas are drawn where pipelines are. */
export const SEGMENTS_FROM_ZOOM = 8;
