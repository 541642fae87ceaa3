/** What the endpoints of the command wall answer: the words that server and wall share. Coordinates are longitude, latitude. */
import type { MultiPolygon } from 'geojson';
import type { Box } from '../map/view.svelte.ts';
import type { DistrictInfo, RunItem } from '../api.ts';
import type { TagState } from '../risk/alerts/alarm.ts';
import type { HcaClass } from '../risk/hca/hca.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import type { Confidence, Words } from '../risk/words.ts';

/**
 * The list behind a number: an endpoint under /api and its query, to which the district comes. Its `total` is the number.
 * `features` with `graded=1` lists what the newest run graded; `grade` (`一级` … , `none`), `danger` and `field` narrow it.
 * `zones` of a number is GET /api/zones/list, whose `total` is square metres.
 */
export interface ListBehind {
	endpoint: 'features' | 'findings' | 'segments' | 'zones' | 'alerts' | 'dangers';
	query: Record<string, string>;
}

/** A number of the wall. The page shows it, opens its list, and tells its formula. */
export interface Figure {
	value: number;
	/** What it is more (less) than at the last run, and than at the end of the last quarter; null: nothing to compare with. */
	sinceRun: number | null;
	sinceQuarter: number | null;
	list: ListBehind | null;
	/** Key of `formulas`. */
	formula: string;
}

/** How a number is worked out, and by what. */
export interface Formula {
	text: Words;
	clause: string;
	confidence: Confidence;
}

export type ByLevelFigure = Record<Level | 'none', Figure>;

export interface RankedSubdistrict {
	id: string;
	name: string;
	/** From 1, the best first; null: not assessed, so not ranked. */
	rank: number | null;
	/** What it is ranked by; the less the better. */
	score: number | null;
	level: Level | null;
	units: Record<Level | 'none', number>;
	broken: number;
	overdue: number;
	/** The first two are commended, the last two named, as the quarterly ranking of the policy has it. */
	named: 'commended' | 'named' | null;
	bbox: Box | null;
}

export interface WorstUnit {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level;
	grade: string | null;
	/** Name of the subdistrict. */
	subdistrict: string | null;
	at: [number, number];
	/** Why, worst first. */
	reasons: { text: Words; clause: string }[];
	broken: number;
	/** Who answers for it; a name that is not on record is null. */
	persons: { role: Words; name: string | null }[];
}

/** The worst of a unit's major hidden dangers as the wall shows it. */
export interface DangerMark {
	feature: string;
	layer: LayerId;
	name: string | null;
	/** Name of the subdistrict. */
	subdistrict: string | null;
	at: [number, number];
	state: 'open' | 'listed' | 'overdue' | 'closed';
	responsible: string | null;
}

/** GET /api/screen?district= : all that the wall shows, computed, at one moment; without a district, of the one last imported into. */
export interface Wall {
	district: DistrictInfo;
	/** When the server read it. */
	readAt: string;
	/** When what is stored last changed. */
	dataAt: string | null;
	run: (RunItem & { amendments: number }) | null;
	/** What is stored changed since the run. */
	stale: boolean;
	before: {
		run: { id: number; finishedAt: string } | null;
		/** The newest run that had finished when the last quarter ended, `2026 Q3`. */
		quarter: { id: number; finishedAt: string; quarter: string } | null;
	};
	levels: ByLevelFigure;
	/** Square metres. */
	areas: ByLevelFigure;
	subdistricts: RankedSubdistrict[];
	/** By grade, `1` to `4`, then `below`: no major hazard source, and `none`: not assessed. */
	hazardSources: { grade: string; name: Words; level: Level | null; figure: Figure }[];
	worst: WorstUnit[];
	/** Broken rules, the most broken first. */
	violations: { rule: string; name: Words; clause: string; severity: Level; figure: Figure }[];
	/** Findings that could not be decided: never left out beside those that are broken. */
	undecided: Figure;
	/** The major hidden dangers on record (台账). */
	dangers: {
		/** Not closed, whatever else they are. */
		open: Figure;
		/** Under listed supervision. */
		listed: Figure;
		overdue: Figure;
		/** Closed in the quarter that runs. */
		closed: Figure;
		/** Units whose register states one of which none is on record: in no other of these numbers. */
		unrecorded: Figure;
		/** Closed in this quarter of those and the open ones, 0 to 1; null while there is none. */
		progress: number | null;
		/** One a unit, its worst. */
		marks: DangerMark[];
		/** By subdistrict, for the map of progress. */
		bySubdistrict: { id: string; name: string; open: number; closed: number; progress: number | null }[];
	};
	hca: { class: HcaClass; segments: Figure; metres: number }[];
	/** The 26 subject fields with the department that leads each. */
	fields: {
		no: string;
		name: Words;
		lead: Words;
		level: Level | null;
		units: Record<Level | 'none', number>;
		figure: Figure;
	}[];
	formulas: Record<string, Formula>;
}

/** GET /api/zones/list?district=&level=&limit=&after= : zones of the newest run, the largest first. */
export interface ZoneList {
	items: { id: number; level: Level | null; areaM2: number; bbox: Box }[];
	/** Pass as `after` for the next page; null at the end. */
	next: number | null;
	/** Square metres of all of them, whole ones. */
	total: number;
	/** How many they are. */
	zones: number;
}

export type ZoneChange = 'worse' | 'better' | 'newly-unassessed' | 'newly-assessed';

/**
 * GET /api/runs/difference?district=&a=&b= : the places whose level is another one in run `b` (the newest unless named)
 * than in run `a` (the one before it): one feature a kind of change, none for a kind that there is not, cut at the district's
 * border as it is today. 409 `other-grid` where the two cannot be compared cell by cell.
 */
export interface ZoneDifference {
	type: 'FeatureCollection';
	features: {
		type: 'Feature';
		geometry: MultiPolygon;
		properties: { change: ZoneChange; areaM2: number };
	}[];
	a: { run: number; at: string };
	b: { run: number; at: string };
	/** Square metres, whole ones. */
	areaM2: Record<ZoneChange, number>;
}

export type AlertKind = 'level' | 'violation' | 'danger' | 'alarm' | 'many';

/** Something at orange or above that somebody has to know now. */
export interface AlertItem {
	id: number;
	kind: AlertKind;
	/** Of the alert: what turned red or orange, the severity of the broken rule, the warning of an alarm. Never a risk level. */
	level: 'red' | 'orange';
	title: Words;
	because: Words | null;
	clause: string | null;
	feature: { id: string; layer: LayerId; name: string | null } | null;
	at: [number, number] | null;
	/** Name of the subdistrict. */
	subdistrict: string | null;
	/** Who answers for it. */
	persons: { role: Words; name: string | null }[];
	raisedAt: string;
	/** Shown on a wall for the first time. */
	seen: { at: string; on: string } | null;
	acknowledged: { at: string; by: string; note: string | null } | null;
	/**
	 * `step` 0: not yet. `to`: to whom it has escalated. `next`, `nextAt`: to whom and when it escalates unless it is
	 * acknowledged before; null: it does not any more.
	 */
	escalation: { step: number; of: number; to: Words | null; next: Words | null; nextAt: string | null };
	/** What raised it is no longer so. */
	endedAt: string | null;
}

/**
 * GET /api/alerts?district=&state=open|all&kind=&of=&limit=&after= ; open: not acknowledged, or not ended. Newest first.
 * `of`: those that the alert of this id, of kind `many`, gathered.
 * POST /api/alerts/[id]/acknowledge { district, note? } answers the AlertItem; 409 where somebody has done so already.
 * POST /api/alerts/seen { district, ids } answers { seen }: those that were shown for the first time.
 */
export interface AlertPage {
	items: AlertItem[];
	total: number;
	next: number | null;
}

/** What the event stream tells of an alert: the whole of it, so that no wall has to ask. */
export interface AlertEvent {
	type: 'alert';
	district: string;
	what: 'raised' | 'seen' | 'acknowledged' | 'escalated' | 'ended';
	alert: AlertItem;
}

/** GET /api/monitoring?district= answers Some<TagItem>: the tags that are not in their normal state. */
export interface TagItem {
	feature: { id: string; layer: LayerId; name: string | null };
	tag: string;
	kind: 'reading' | 'alarm';
	state: TagState;
	/** Null also where it is not disclosed. */
	value: number | null;
	unit: string | null;
	/** When it was measured, and since when it has been in this state. */
	at: string;
	since: string;
	/** The warning that it raised and that lasts; null: none. Never a risk level. */
	warning: 'red' | 'orange' | null;
	/** The alert of that warning. */
	alert: number | null;
}

/** POST /api/monitoring : one answer a message, in their order (docs/monitoring.md). */
export interface MonitoringAnswer {
	accepted: number;
	repeated: number;
	refused: number;
	messages: { id: string; answer: 'accepted' | 'repeated' | 'refused'; text: Words | null }[];
}
