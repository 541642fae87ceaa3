import type { Finding } from '../../risk/finding.ts';
import type { Influence, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { StoredSummary } from './latest.ts';

/** One feature as a run left it. */
export interface Assessment {
	feature: string;
	layer: LayerId;
	level: Level | null;
	grade: string | null;
	reasons: Reason[];
	missing: string[];
	influence: Influence | null;
	/** Id of the subdistrict that holds the feature's point on surface. */
	subdistrict: string | null;
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

/** What the worker of a run hands back: everything that is stored, and what the second engine must agree with. */
export interface RunResult {
	inputSha256: string;
	method: 'rings' | 'field';
	assessments: Assessment[];
	findings: Finding[];
	zones: ZoneResult[];
	grid: GridResult;
	summary: StoredSummary;
	pairs: RulePairs[];
}
