/** What the endpoints under /api answer: the words that server and pages share. Coordinates are longitude, latitude. */
import type { Geometry, MultiPolygon, Polygon } from 'geojson';
import type { Cause, State } from './risk/finding.ts';
import type { LayerId } from './risk/layer.ts';
import type { Level } from './risk/level.ts';
import type { Reason } from './risk/reason.ts';
import type { Confidence, Words } from './risk/words.ts';

export interface DistrictInfo {
	code: string;
	name: string;
	metricSrid: number;
	fictional: boolean;
	version: number;
	/** west, south, east, north; null while it has no features. */
	bbox: [number, number, number, number] | null;
	/** Features by layer. */
	counts: Partial<Record<LayerId, number>>;
}

/** Numbers by level; `none` is not assessed. */
export type ByLevel = Record<Level | 'none', number>;

export interface SubdistrictSummary {
	id: string;
	name: string;
	/** Highest of its features' levels; null when it is not assessed. */
	level: Level | null;
	assessed: boolean;
	features: ByLevel;
	/** Square metres by level. */
	areaM2: ByLevel;
	/** Weighted units a km² (系统设定). */
	density: number;
	counts: Partial<Record<LayerId, number>>;
}

export interface RunSummary {
	district: string;
	id: number;
	status: 'done' | 'disputed';
	startedAt: string;
	finishedAt: string;
	/** District version it was made from; older than the district's own: data changed since. */
	districtVersion: number;
	rulesVersion: string;
	inputSha256: string;
	method: 'rings' | 'field';
	cellM: number;
	/** Graded features by level, in all and by layer. */
	levels: ByLevel;
	levelsByLayer: Partial<Record<LayerId, ByLevel>>;
	/** Square metres of the district by level. */
	areaM2: ByLevel;
	states: Record<State, number>;
	/** Broken findings by rule. */
	brokenByRule: Record<string, number>;
	/** Rules that could not be asked at all, with why: a layer is empty or nothing of that kind is on the map. */
	rulesNotAsked: { rule: string; why: Words }[];
	rulesAsked: number;
	subdistricts: SubdistrictSummary[];
	/** Features that lie in no subdistrict, by layer. */
	outside: Partial<Record<LayerId, number>>;
	/** Pairs on which the engines differ; empty when status is done. */
	disputes: { rule: string; source: string; target: string | null; text: Words }[];
	/** Milliseconds by phase. */
	timings: Record<string, number>;
}

export interface RunProgress {
	district: string;
	phase: 'read' | 'clear' | 'grade' | 'zone' | 'verify' | 'store';
	/** 0 to 1 over the whole run. */
	done: number;
	text: Words;
}

/** GET /api/status?district= */
export interface Status {
	version: string;
	database: 'embedded' | 'postgres';
	districts: DistrictInfo[];
	/** The district shown when the address names none; null while there is none. */
	current: string | null;
	run: RunSummary | null;
	running: RunProgress | null;
	/** A tile source of one's own (SISE_BASEMAP), as a MapLibre style source; null: the district's own layers. */
	basemap: { tiles: string[]; attribution: string; tileSize: number } | null;
}

/** GET /api/features?district=&layer=a,b&level=&q=&bbox=&limit=&after= : worst first, then by id. */
export interface FeatureItem {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	grade: string | null;
	subdistrict: string | null;
	/** A point on the feature. */
	at: [number, number];
	broken: number;
	missing: string[];
}
export interface FeaturePage {
	items: FeatureItem[];
	/** Pass as `after` for the next page; null at the end. */
	next: string | null;
	total: number;
}

/** GET /api/features/[id]?district= */
export interface FeatureDetail extends FeatureItem {
	geometry: Geometry;
	bbox: [number, number, number, number];
	accuracyM: number | null;
	attributes: { key: string; name: Words; unit: string | null; value: unknown; text: Words | null }[];
	reasons: Reason[];
	influence: { radiusM: number; from: Words; rule: string; confidence: Confidence } | null;
	/** The first of them, broken first; `findingsTotal` says how many there are. */
	findings: FindingItem[];
	findingsTotal: number;
	source: { batch: number; file: string; row: number; crs: string; landedAt: string };
}

/** GET /api/findings?district=&state=&rule=&layer=&feature=&bbox=&limit=&after= */
export interface FindingItem {
	id: number;
	rule: string;
	ruleName: Words;
	clause: string;
	confidence: Confidence;
	severity: Level;
	state: State;
	cause: Cause | null;
	source: { id: string; layer: LayerId; name: string | null };
	target: { id: string; layer: LayerId; name: string | null } | null;
	measuredM: number | null;
	requiredM: number | null;
	marginM: number | null;
	accuracyM: number | null;
	/** Nearest points: on source, on target. */
	from: [number, number] | null;
	to: [number, number] | null;
}
export interface FindingPage {
	items: FindingItem[];
	next: number | null;
	total: number;
}

/** GET /api/findings/[id]?district= : what a finding looks like on the map. A drawing, not what decides. */
export interface FindingDrawing {
	/** The strip around the source that the rule keeps clear; null where there is nothing to draw. */
	strip: Polygon | MultiPolygon | null;
	/** The part of the target in it, and its square metres. */
	overlap: { geometry: Polygon | MultiPolygon; areaM2: number } | null;
}

/** GET /api/why?district=&lng=&lat= : why the place has its colour, and what lies there. */
export interface Why {
	at: [number, number];
	cell: {
		level: Level | null;
		/** Square of the cell, closed ring. */
		ring: [number, number][];
		text: Words;
		/** Strongest first. */
		because: {
			feature: { id: string; layer: LayerId; name: string | null; level: Level };
			distanceM: number;
			radiusM: number;
			radiusFrom: Words;
			/** 1: d ≤ r, 2: r < d ≤ 2r, 3: 2r < d ≤ 3r. */
			ring: 1 | 2 | 3;
			gives: Level;
		}[];
	} | null;
	subdistrict: SubdistrictSummary | null;
	features: FeatureItem[];
}

/** GET /api/units?district= : the graded point-like units for the map, as columns. */
export interface Units {
	id: string[];
	layer: LayerId[];
	name: (string | null)[];
	/** Level codes: 0 not assessed, 1 blue … 4 red. */
	level: number[];
	lng: number[];
	lat: number[];
}

/** Server-sent events of GET /api/events. */
export type ServerEvent =
	| { type: 'progress'; progress: RunProgress }
	| { type: 'run'; district: string; run: number; status: 'done' | 'disputed' }
	| { type: 'run-failed'; district: string; text: Words }
	| { type: 'data'; district: string; version: number };

/** Every error an endpoint answers. */
export interface ApiError {
	error: { code: string; text: Words };
}
