import type { RasterLayerSpecification } from 'maplibre-gl';
import { LEVEL_LOOK, WALL_LOOK, type LevelKey, type LevelLook } from '$lib/ui/levels.ts';

/** Every colour of the map. Both palettes draw the same things by the same layers. */
export interface Palette {
	levels: Readonly<Record<LevelKey, LevelLook>>;
	paper: string;
	water: string;
	/** How a base map of one's own is toned down. */
	raster: RasterLayerSpecification['paint'];
	road: string;
	roadEdge: string;
	rail: string;
	building: string;
	buildingEdge: string;
	powerLine: string;
	/** Beside a line, so that it stands off from what lies under it. */
	casing: string;
	ungradedPipe: string;
	areaEdge: string;
	districtEdge: string;
	violation: string;
	chosen: string;
	chosenHalo: string;
	exposed: string;
	/** Risk contours from the most frequent to the rarest, then the control lines of parks. */
	contours: readonly [string, string, string, string, string];
	ink: string;
	halo: string;
	letterHalo: string;
	roadName: string;
	waterName: string;
	targetName: string;
	parkName: string;
}

export type PaletteName = 'light' | 'dark';

/** `light` for pages; `dark` for a wall that glows day and night in a room: only what matters is bright. */
export const PALETTES: Readonly<Record<PaletteName, Palette>> = {
	light: {
		levels: LEVEL_LOOK,
		paper: '#f5f4f0',
		water: '#cfdfe8',
		raster: { 'raster-saturation': -0.6 },
		road: '#ffffff',
		roadEdge: '#d3d0c8',
		rail: '#7d7a74',
		building: '#dedbd3',
		buildingEdge: '#c4c0b6',
		powerLine: '#6f7480',
		casing: '#ffffff',
		ungradedPipe: '#565c66',
		areaEdge: '#5d6470',
		districtEdge: '#2f3540',
		violation: '#4a0018',
		chosen: '#0b0d10',
		chosenHalo: '#ffffff',
		exposed: '#5b2a86',
		contours: ['#4b0d5c', '#6f2a91', '#8a4bb0', '#9b62bf', '#4a4256'],
		ink: '#2b2f36',
		halo: 'rgba(255,255,255,0.92)',
		letterHalo: '#ffffff',
		roadName: '#6a675f',
		waterName: '#3c6785',
		targetName: '#34506b',
		parkName: '#4a4256'
	},
	dark: {
		levels: WALL_LOOK,
		paper: '#0d1319',
		water: '#101f2c',
		raster: { 'raster-saturation': -0.8, 'raster-brightness-max': 0.3 },
		road: '#27313c',
		roadEdge: '#151c24',
		rail: '#3d4751',
		building: '#1c252e',
		buildingEdge: '#2b3641',
		powerLine: '#4a5560',
		casing: '#0d1319',
		ungradedPipe: '#b6bec8',
		areaEdge: '#8a97a6',
		districtEdge: '#d5dde6',
		violation: '#ff5cd6',
		chosen: '#ffffff',
		chosenHalo: '#05080b',
		exposed: '#c9a2f2',
		contours: ['#d9a5f5', '#c58fe8', '#b07cd8', '#9b6cc6', '#8d86a0'],
		ink: '#eef3f8',
		halo: 'rgba(8,12,17,0.9)',
		letterHalo: '#080c11',
		roadName: '#93a0ad',
		waterName: '#6f9dbd',
		targetName: '#a9c3dc',
		parkName: '#c3b9d6'
	}
};
