import type { FindingItem, RiskList, RunSummary, SegmentItem, Some } from '../../api.ts';
import type { MapArea, MapZone } from './district-map.ts';
import type { Language } from './document.ts';

/** All that a district report is made of, and that it carries: the same input gives the same bytes. */
export interface DistrictInput {
	district: { code: string; name: string; metricSrid: number; fictional: boolean };
	/** The moment it was asked for, ISO 8601. */
	at: string;
	/** Who asked; null: not told. */
	asker: string | null;
	run: RunSummary;
	zones: readonly MapZone[];
	areas: readonly MapArea[];
	/** Every unit at orange and above. */
	list: RiskList;
	/** Broken findings, worst margin first. */
	broken: Some<FindingItem>;
	segments: Some<SegmentItem>;
	language: Language;
}
