/** What the demo district holds at scale 1, and the shape of its plan. Metres unless the name says otherwise. */
export const DEMO_COUNTS = {
	subdistricts: 12,
	buildings: 60_000,
	enterprises: 4_000,
	hazardSources: 120,
	dangerousBuildings: 300,
	parks: 12,
	protectionTargets: 900,
	pipelineM: 180_000
};

/** The plane in which the district is planned and measured: CGCS2000, 3° Gauss–Krüger, 114° E. */
export const METRIC_SRID = 4547;

/** Middle of the district in EPSG:4547: about 114.05 E, 30.68 N. */
export const CENTRE: readonly [number, number] = [504_790, 3_395_500];

/** The plan before it is bent: east–west and north–south extent, and the mean spacing of the main roads. */
export const PLAN_M = { width: 35_400, height: 17_700, mainSpacing: 1_050 };

/** Streets between two main roads: each superblock has this many cells a side. */
export const CELLS_A_SIDE = 4;

/** Land of a road to each side of its centre line, and the strip beside it that ordinary houses keep free. */
export const ROAD_M = {
	expressway: { halfWidth: 21, setback: 31 },
	national: { halfWidth: 18, setback: 21 },
	provincial: { halfWidth: 15, setback: 16 },
	county: { halfWidth: 10, setback: 11 },
	township: { halfWidth: 6, setback: 5.6 },
	avenue: { halfWidth: 16, setback: 5 },
	street: { halfWidth: 9, setback: 3.5 },
	railway: { halfWidth: 14, setback: 16 },
	metro: { halfWidth: 6, setback: 0 }
} as const;
export type WayClass = keyof typeof ROAD_M;
