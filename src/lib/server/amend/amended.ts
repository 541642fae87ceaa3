import type { Finding } from '../../risk/finding.ts';
import type { Level } from '../../risk/level.ts';
import type { StoredSummary } from '../runs/latest.ts';
import type { Assessment, RulePairs, SegmentResult, ZoneResult } from '../runs/result.ts';

/** A zone of the newest run, known again by its geometry. */
export interface StoredZone {
	id: number;
	/** Of its WKB in the metric plane. */
	md5: string;
	level: Level | null;
	features: string[];
}

/** What a change makes of the newest run: the rows that go and the rows that come. */
export interface Amended {
	inputSha256: string;
	/** The features whose clearances were asked again. */
	features: string[];
	assessments: { gone: string[]; put: Assessment[]; before: Assessment[] };
	findings: { gone: Finding[]; put: Finding[] };
	/** All segments of these pipelines are written anew. */
	segments: { pipelines: string[]; put: SegmentResult[] };
	zones: { gone: number[]; put: (ZoneResult & { id: number })[] };
	/** The levels of all cells; null: no cell has another one. */
	grid: Uint8Array | null;
	/** Cells of another level. */
	cells: number;
	summary: StoredSummary;
	/** What the second engine is to find again: pairs by features asked again as sources, and as targets. */
	pairs: { asSource: RulePairs[]; asTarget: RulePairs[] };
}
