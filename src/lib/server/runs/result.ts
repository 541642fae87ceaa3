import type { Finding } from '../../risk/finding.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { HcaClass, HcaItem, PipelineHca } from '../../risk/hca/hca.ts';
import type { Influence, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { StoredSummary } from './latest.ts';
import type { SnapshotPage } from './snapshot.ts';

/** One feature as a run left it. */
export interface Assessment {
	feature: string;
	layer: LayerId;
	level: Level | null;
	/** What the rules alone give; other than `level` only under an override. */
	computedLevel: Level | null;
	override: Override['id'] | null;
	grade: string | null;
	reasons: Reason[];
	missing: string[];
	influence: Influence | null;
	/** Id of the subdistrict that holds the feature's point on surface. */
	subdistrict: string | null;
	exposure: Exposure | null;
	/** Of a trunk pipeline: all but its segments, which are stored by themselves. */
	hca: Omit<PipelineHca, 'segments'> | null;
}

/** One high consequence area, its geometry in degrees and in the metric plane as hex of WKB. */
export interface SegmentResult {
	pipeline: string;
	/** Numbers the segments of one pipeline by chainage, from 0. */
	id: number;
	fromM: number;
	toM: number;
	class: HcaClass;
	level: Level;
	items: HcaItem[];
	wkbHex: string;
	metricWkbHex: string;
}

export interface ZoneResult {
	level: Level | null;
	areaM2: number;
	features: string[];
	/** The geometry in degrees and in the metric plane, as hex of WKB. */
	wkbHex: string;
	metricWkbHex: string;
}

export interface GridResult {
	originX: number;
	originY: number;
	columns: number;
	rows: number;
	cellM: number;
	levels: Uint8Array;
}

/** The pairs that one rule found between two layers, by id, for the second engine to find again. */
export interface RulePairs {
	rule: string;
	targetLayer: LayerId;
	/** The sources asked, and how far from each a pair was looked for, metres. */
	players: string[];
	reachM: number[];
	/** The targets, where choosing them takes a judgement of a standard; else empty: SQL chooses. */
	judged: string[];
	source: string[];
	target: string[];
	distanceM: Float64Array;
}

/** What the worker of a run hands back: everything that is stored. The pairs came before it. */
export interface RunResult {
	inputSha256: string;
	method: 'rings' | 'field';
	assessments: Assessment[];
	findings: Finding[];
	segments: SegmentResult[];
	zones: ZoneResult[];
	grid: GridResult;
	summary: StoredSummary;
	/** What it was computed from, in pages. */
	snapshot: SnapshotPage[];
}
