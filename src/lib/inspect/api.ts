/** What the endpoints under /api/inspect take and answer: the words that server and pages share. */
import type { Tier } from '../access/tiers.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import type { Words } from '../risk/words.ts';
import type { DueBand } from './bands.ts';
import type { Facet } from './units.ts';

/** A unit that may be inspected, with why it stands where it stands. */
export interface InspectItem {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	grade: string | null;
	subdistrict: string | null;
	subjectField: { no: number; name: Words } | null;
	leadDepartment: Words | null;
	/** Hidden dangers that are not closed; those of them that are overdue, and those that are major. */
	dangersOpen: number;
	dangersOverdue: number;
	dangersMajor: number;
	/** The day of the last visit; null: none is on record. */
	lastVisit: string | null;
	/** The day by which it is to be looked at again (系统设定); null: it cannot be said. */
	nextDue: string | null;
	due: DueBand;
	/** Points of data/rules/round.json, and what gives them. */
	score: number;
	reasons: Words[];
	/** Longitude and latitude. */
	at: [number, number];
}

/** A value of a facet, and how many units there would be with it under all that is asked of the others. */
export interface FacetCount {
	value: string;
	/** null: the value is a word that pages know. */
	name: Words | null;
	count: number;
}

/** GET /api/inspect?district=&offset=&limit=&counts=yes&… (address.ts): the most urgent first. */
export interface InspectPage {
	district: string;
	/** The newest run; null: there is none yet, and nothing is ranked. */
	run: number | null;
	/** The day of the district against which all is held. */
	today: string;
	/** Changes with what is stored: pages of one list are of one stamp. */
	stamp: string;
	/** Units that pass the filter, and all that are seen. */
	total: number;
	units: number;
	offset: number;
	items: InspectItem[];
	/** Values that some unit has, or that are asked. null where not asked for. */
	counts: Record<Facet, FacetCount[]> | null;
	/** How many sites are today's worst (data/rules/round.json). */
	worst: number;
}

/** GET /api/inspect/places?district=&… : where the units of a filter lie, the most urgent first, as columns. */
export interface InspectPlaces {
	stamp: string;
	id: string[];
	layer: LayerId[];
	name: (string | null)[];
	/** Level codes: 0 not assessed, 1 blue … 4 red. */
	level: number[];
	lng: number[];
	lat: number[];
}

/** A level that a unit had in a run. */
export interface LevelInRun {
	run: number;
	at: string;
	rulesVersion: string;
	level: Level | null;
	grade: string | null;
}

/** An emergency resource with its distance from a unit, in the metric plane. */
export interface ResourceNear {
	id: string;
	name: string | null;
	kind: Words | null;
	/** What it has: people, vehicles, goods. */
	holds: string | null;
	phone: string | null;
	distanceM: number;
	at: [number, number];
}

/** GET /api/inspect/unit/[...id]?district= : what a page of a unit shows beside the feature itself and its dangers. */
export interface InspectUnit {
	district: string;
	today: string;
	/** null: no run graded it and no danger is open there, so that it stands in no list. */
	item: InspectItem | null;
	/** Those who answer for it; a name or telephone that is withheld or not on record is null. */
	persons: { role: Words; name: string | null; phone: string | null }[];
	/** Newest run first, at most a hundred. */
	levels: LevelInRun[];
	resources: ResourceNear[];
	withheld: Tier[];
}
