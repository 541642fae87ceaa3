/** What the endpoints under /api answer: the words that server and pages share. Coordinates are longitude, latitude. */
import type { Geometry, MultiPolygon, Polygon } from 'geojson';
import type { Tier } from './access/tiers.ts';
import type { DangerEvent } from './dangers/api.ts';
import type { Override } from './risk/adjust/override.ts';
import type { Exposure } from './risk/exposure/exposure.ts';
import type { Cause, State } from './risk/finding.ts';
import type { HcaClass, HcaItem, PipelineHca } from './risk/hca/hca.ts';
import type { LayerId } from './risk/layer.ts';
import type { Level } from './risk/level.ts';
import type { Reason, Value } from './risk/reason.ts';
import type { KnownRule, RuleNumber } from './risk/rules/rule.ts';
import type { Confidence, Words } from './risk/words.ts';
import type { AlertEvent } from './wall/api.ts';

export interface DistrictInfo {
	code: string;
	name: string;
	metricSrid: number;
	fictional: boolean;
	version: number;
	/** The rule set that its next run asks. */
	rulesVersion: string;
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
	/** The level by each mode of area-level.json; `level` is that of the mode switched on (max by default). */
	modes: { max: Level | null; density: Level | null; weighted: Level | null };
	/** The three fields of GB/T 42768-2023: worst single unit, worst subject field with its name, the area as a whole. */
	point: Level | null;
	categories: { field: string; name: Words; lead: Words; level: Level; units: number }[];
	/** When it was last assessed, when it is due again (12 months unless stated), and what asks for it now. */
	lastAssessed: string | null;
	nextDue: string | null;
	triggers: Words[];
}

/** A park with the units in it, as a subdistrict has them. `grade` (A is the worst) and `ownLevel` are its own. */
export interface ParkSummary extends SubdistrictSummary {
	grade: string | null;
	ownLevel: Level | null;
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
	/** Those that are seen. */
	subdistricts: SubdistrictSummary[];
	/** Names of all of them by id: they stand on everybody's map, and one's own pipeline may count in the next one. */
	subdistrictNames: Record<string, string>;
	parks: ParkSummary[];
	/** High consequence areas: segments and metres by class. */
	hca: Record<HcaClass, { segments: number; metres: number }>;
	/** How often a change to single features amended this run since it was computed. */
	amendments: number;
	/** Features that lie in no subdistrict, by layer. */
	outside: Partial<Record<LayerId, number>>;
	/** Pairs on which the engines differ; empty when status is done. */
	disputes: { rule: string; source: string; target: string | null; text: Words }[];
	/** Milliseconds by phase. */
	timings: Record<string, number>;
}

/** GET /api/runs?district=&limit= answers Some<RunItem>, newest first: a run as a list of runs shows it. */
export type RunItem = Pick<
	RunSummary,
	| 'id'
	| 'status'
	| 'finishedAt'
	| 'districtVersion'
	| 'rulesVersion'
	| 'method'
	| 'cellM'
	| 'amendments'
	| 'levels'
	| 'areaM2'
	| 'states'
>;

export interface RunProgress {
	district: string;
	phase: 'read' | 'expose' | 'clear' | 'hca' | 'grade' | 'zone' | 'verify' | 'store';
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
	/** Attributes that are on record and not disclosed to whoever asks. */
	withheld: { key: string; name: Words; tier: Tier }[];
	reasons: Reason[];
	/** What the rules alone give; other than `level` only under an override. */
	computedLevel: Level | null;
	/** The override in force, or the one that comes next; null: none. */
	override: OverrideItem | null;
	/** Of a hazard source: who is exposed. */
	exposure: SeenExposure | null;
	/** Of a trunk pipeline: its high consequence areas and class locations. */
	hca: (Omit<PipelineHca, 'segments'> & { segments: SegmentItem[] }) | null;
	/** What a change must name, so that two people do not overwrite each other. */
	updatedAt: string;
	influence: { radiusM: number; from: Words; rule: string; confidence: Confidence } | null;
	/** The first of them, broken first; `findingsTotal` says how many there are. */
	findings: FindingItem[];
	findingsTotal: number;
	source: { batch: number; file: string; row: number; crs: string; landedAt: string };
}

/** An exposure as somebody sees it: a plant of another subdistrict is not named, nor who was counted there. */
export type SeenExposure = Omit<Exposure, 'boundary'> & {
	boundary: { feature: string | null; kind: Exposure['boundary']['kind'] };
};

/** A feature as a finding or a reason names it. One of another subdistrict than one's own is named by its layer only. */
export interface NamedFeature {
	id: string | null;
	layer: LayerId;
	name: string | null;
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
	source: NamedFeature;
	target: NamedFeature | null;
	measuredM: number | null;
	requiredM: number | null;
	marginM: number | null;
	accuracyM: number | null;
	/** The stricter rule that broke for the same pair and goes before this one; null: none. */
	yieldsTo: { rule: string; clause: string } | null;
	/** Nearest points: on source, on target; null on one that is not seen. */
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
			feature: NamedFeature & { level: Level };
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

/** GET /api/segments?district=&pipeline=&class=&limit=&after= : high consequence areas, worst first, then by chainage. */
export interface SegmentItem {
	pipeline: { id: string; name: string | null };
	/** Numbers the segments of one pipeline by chainage, from 0. */
	id: number;
	fromM: number;
	toM: number;
	/** `K0+000–K1+250`. */
	chainage: string;
	class: HcaClass;
	level: Level;
	items: HcaItem[];
	/** A point on it, and its box: west, south, east, north. */
	at: [number, number];
	bbox: [number, number, number, number];
}
export interface SegmentPage {
	items: SegmentItem[];
	/** Pass as `after` for the next page; null at the end. */
	next: string | null;
	total: number;
}

/**
 * GET /api/overrides?district=&feature= ; POST /api/overrides (OverrideOrder) answers the OverrideItem ;
 * DELETE /api/overrides/[id]?district= withdraws it.
 */
export interface OverrideItem extends Override {
	featureName: string | null;
	computedLevel: Level | null;
	/** `ended`: its last day is over. */
	status: 'coming' | 'holds' | 'ended' | 'withdrawn';
	madeAt: string;
	madeBy: string | null;
}
export interface OverrideOrder {
	district: string;
	feature: string;
	level: Level;
	reason: string;
	approver: string;
	evidence?: string;
	from?: string;
	until: string;
}

/** PATCH /api/features/[id]?district= : a change to one feature. The answer comes when everything it touches is computed. */
export interface FeatureChange {
	/** The `updatedAt` it was made from; refused with 409 when the feature changed since. */
	updatedAt: string;
	name?: string | null;
	/** Attributes by key; null takes one away. Read as a file's cells are. */
	attributes?: Record<string, unknown>;
	/** GeoJSON geometry, WGS 84. */
	geometry?: Geometry;
}
export interface FeatureChanged {
	run: number;
	/** The district's version after it. */
	version: number;
	/** Features whose level is another one now, the changed one first. */
	levels: { id: string; name: string | null; before: Level | null; after: Level | null }[];
	findings: { appeared: number; gone: number };
	cells: number;
	/** True where the change reached further than its surroundings, so that the whole district was computed. */
	whole: boolean;
	/** Milliseconds it took. */
	ms: number;
}

export type { RuleNumber };

export interface RuleSetInfo {
	version: string;
	edition: string;
	/** Null: shipped with Sise. */
	madeFrom: string | null;
	changes: { path: string; from: Value; to: Value }[];
	note: string | null;
	author: string | null;
	madeAt: string;
	/** Runs that asked it. */
	runs: number;
}
/** One rule, clearance or grading, and what it did in the newest run. */
export interface RuleItem extends KnownRule {
	/** Null: it holds today in this district; else why not. */
	leftOut: Words | null;
	/** Why the newest run could not ask it; null: it did, or there is no run. */
	notAsked: Words | null;
	/** Features it touched in the newest run, and its findings by state; null: no run. */
	touched: number | null;
	states: Record<State, number> | null;
}
/** GET /api/rules?district=&version= */
export interface RulesPage {
	current: string;
	shipped: string;
	/** The one shown. */
	version: string;
	versions: RuleSetInfo[];
	rules: RuleItem[];
	numbers: RuleNumber[];
}
/**
 * POST /api/rules (RuleSetOrder) makes a version and answers its RuleSetInfo; nothing asks it before it is switched on.
 * PUT /api/rules/current { district, version } switches one on.
 */
export interface RuleSetOrder {
	from: string;
	changes: { path: string; value: Value }[];
	note: string;
}

/** A number of things, and the first of them. */
export interface Some<T> {
	total: number;
	items: T[];
}
export interface LevelChange {
	id: string;
	layer: LayerId;
	name: string | null;
	before: Level | null;
	after: Level | null;
	/** The reason that decides now, and the one that decided before. */
	because: Words | null;
	was: Words | null;
}
export interface FindingChange {
	rule: string;
	clause: string;
	source: string;
	target: string | null;
	before: State | null;
	after: State | null;
	measuredM: number | null;
	requiredM: number | null;
}
/**
 * GET /api/runs/compare?district=&a=&b= : two runs; GET /api/rules/diff?district=&a=&b= : what the data of today would
 * give by two rule sets, nothing stored.
 */
export interface Comparison {
	a: { label: string; run: number | null; rulesVersion: string; at: string };
	b: { label: string; run: number | null; rulesVersion: string; at: string };
	features: {
		worse: Some<LevelChange>;
		better: Some<LevelChange>;
		/** Had a level, has none. */
		newlyUnassessed: Some<LevelChange>;
		/** Had none, has one. */
		newlyAssessed: Some<LevelChange>;
		appeared: Some<LevelChange>;
		gone: Some<LevelChange>;
		/** The same level for other reasons. */
		otherReasons: number;
	};
	findings: Some<FindingChange>;
	/** Cells of another level; null where the two grids are not the same. */
	cells: { changed: number; areaM2: number } | null;
	areaM2: { a: ByLevel; b: ByLevel };
	subdistricts: { id: string; name: string; a: Level | null; b: Level | null; areaM2: { a: ByLevel; b: ByLevel } }[];
}

/** POST /api/runs/verify { district, run } : a stored run computed again from its snapshot. */
export interface Verification {
	run: number;
	equal: boolean;
	/** Where it is not, the first of them. */
	differences: Some<{
		what: 'input' | 'assessment' | 'finding' | 'segment' | 'zone' | 'grid';
		id: string;
		text: Words;
	}>;
	counted: { assessments: number; findings: number; segments: number; zones: number; cells: number };
	/** What was not compared, and why. */
	notes: Words[];
	ms: number;
}

/** GET /api/lists/risk and /api/lists/responsibility ?district=&format=json|csv : every unit at orange and above. */
export interface ListItem {
	id: string;
	layer: LayerId;
	name: string | null;
	subdistrict: string | null;
	level: Level;
	grade: string | null;
	/** Why, worst first: each with its clause and confidence. */
	reasons: { clause: string; text: Words; confidence: Confidence }[];
	subjectField: { no: number; name: Words } | null;
	leadDepartment: Words | null;
	/** Three responsible persons, or the three 包保责任人 of a hazard source; a name that is not on record is null. */
	persons: { role: Words; name: string | null; phone: string | null }[];
	measures: string | null;
	lastInspected: string | null;
	/** The next inspection by the cadence of its colour (系统设定); null: it cannot be said. */
	nextDue: string | null;
	overdue: boolean;
}
export interface RiskList {
	district: string;
	run: number;
	rulesVersion: string;
	at: string;
	items: ListItem[];
	/** Units without a level: not on the list, and not low either. */
	unassessed: number;
	/** What is not disclosed to whoever asks, so that null does not mean that nothing is on record. */
	withheld: Tier[];
}

/** Server-sent events of GET /api/events. */
export type ServerEvent =
	| { type: 'progress'; progress: RunProgress }
	| { type: 'run'; district: string; run: number; status: 'done' | 'disputed' }
	| { type: 'run-failed'; district: string; text: Words }
	/** A change to single features amended the newest run. */
	| { type: 'amended'; district: string; run: number; version: number; features: string[] }
	/** Another rule set was switched on: the next run asks it. */
	| { type: 'rules'; district: string; version: string }
	| { type: 'data'; district: string; version: number }
	| AlertEvent
	| DangerEvent;

/** Every error an endpoint answers. */
export interface ApiError {
	error: { code: string; text: Words; detail?: unknown };
}
