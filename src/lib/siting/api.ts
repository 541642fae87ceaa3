/** What the endpoints under /api/siting take and answer. Coordinates are longitude, latitude; distances metres. */
import type { Geometry } from 'geojson';
import type { Attribute, Attributes, LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import type { RuleTables } from '../risk/rule-set.ts';
import type { Proposal, SiteAnswer, SiteFinding, Verdict } from '../risk/siting/answer.ts';
import type { Words } from '../risk/words.ts';
import type { ShapesText } from './shapes-text.ts';

/** A parcel as it is drawn or came from a file. */
export interface Parcel {
	name: string;
	geometry: Geometry;
	/** Positional accuracy, metres; null: not stated. */
	accuracyM: number | null;
}

/** A parcel of an uploaded file, with what became of its coordinates. */
export interface FileParcel extends Parcel {
	/** Row, placemark or block of the file, counted from 1. */
	row: number;
	/** The coordinate system it was in, and the transform that brought it to longitude and latitude. */
	crs: Words;
	/** What was mended or has to be known. */
	notes: Words[];
}
/** POST /api/siting/file?district=&crs= with the file as body and its name in `x-file-name` (percent-encoded). */
export interface FileAnswer {
	parcels: FileParcel[];
	/** Rows that could not be read, each with what to do; the others are kept. */
	refused: { row: number; name: string | null; text: Words }[];
}

/** A fact that a project type is asked for: only what a rule in force uses. */
export interface Fact extends Attribute {
	/** Names of the rules that need it. */
	neededBy: Words[];
}
export interface ProjectTypeInfo {
	id: string;
	name: Words;
	group: Words;
	/** What shape it has. */
	geometry: ('point' | 'line' | 'area')[];
	facts: Fact[];
}
/** GET /api/siting/types?district= */
export interface ProjectTypes {
	rulesVersion: string;
	today: string;
	types: ProjectTypeInfo[];
}

/** POST /api/siting: may it stand there? Several parcels are answered one by one. */
export interface SitingOrder {
	district: string;
	parcels: Parcel[];
	proposal: Proposal;
}
/** A finding with its nearest points as longitude, latitude. */
export interface PlacedFinding extends SiteFinding {
	/** The day of the other feature's data. */
	dataOn: string | null;
	/** Longitude, latitude of the nearest points, `from` on the source; null where there are none. */
	line: [[number, number], [number, number]] | null;
	/** Set by hand in a case that was saved; `counts` stays what the rules give. */
	override?: FindingOverride;
}
/** How a finding counts by a named person's decision, beside what the rules give. */
export interface FindingOverride {
	id: number;
	counts: Verdict;
	reason: string;
	approver: string;
	madeBy: string;
	madeAt: string;
}
export interface ParcelAnswer extends Omit<SiteAnswer, 'findings'> {
	parcel: Parcel;
	findings: PlacedFinding[];
	/** The verdict with the overrides of findings; absent where there are none. `verdict` stays what the rules give. */
	overridden?: Verdict;
}
/** What makes an answer repeatable: the same provenance gives the same answer. */
export interface Provenance {
	district: { code: string; name: string; metricSrid: number };
	/** Day on which it was asked, `2026-11-29`: what the validity of rules is held against. */
	today: string;
	/** The moment, ISO 8601. */
	at: string;
	rulesVersion: string;
	/** Version of the district's data, and the SHA-256 of what was asked: features that play a part, in order. */
	dataVersion: number;
	dataSha256: string;
	/** SHA-256 of the order. */
	orderSha256: string;
	engine: string;
}
export interface SitingAnswer {
	provenance: Provenance;
	proposal: Proposal;
	parcels: ParcelAnswer[];
}

/**
 * Somebody confirmed that a district has none of something: GET /api/siting/absences?district=, POST { district, subjects,
 * basis }, DELETE /api/siting/absences/ID?district=
 */
export interface Absence {
	id: number;
	/** `layer:power_line` or `role:airport` */
	subject: string;
	name: Words;
	basis: string;
	confirmedBy: string;
	/** ISO 8601 */
	confirmedAt: string;
}

/** One alternative of a case. */
export interface Variant {
	name: string;
	parcels: Parcel[];
	proposal: Proposal;
}
/** GET /api/siting/cases?district= lists them, the newest first. */
export interface CaseItem {
	id: number;
	name: string;
	madeBy: string;
	madeAt: string;
	/** When it was asked last, and what was said then of each variant: the worst of its parcels. */
	askedAt: string;
	verdicts: Verdict[];
}
/**
 * GET /api/siting/cases/ID?district=. POST /api/siting/cases { district, name, variants } saves one and asks it; PUT
 * /api/siting/cases/ID changes it and asks again; DELETE takes it away.
 */
export interface SitingCase extends CaseItem {
	district: string;
	variants: Variant[];
	/** What was said last, one answer a variant, with the overrides that hold. */
	answers: SitingAnswer[];
	/** Every time that it was asked, the newest first. */
	history: { id: number; askedAt: string; askedBy: string; verdicts: Verdict[] }[];
	/** What became otherwise since it was asked the time before; null: it was asked once. */
	changed: CaseChange[] | null;
}
/** What became otherwise in one parcel of one variant. */
export interface CaseChange {
	variant: number;
	parcel: number;
	verdict: { before: Verdict; after: Verdict } | null;
	appeared: PlacedFinding[];
	gone: PlacedFinding[];
	/** Findings of another state, or that count otherwise. */
	changed: { before: PlacedFinding; after: PlacedFinding }[];
	/** Rules, data or day: what the answers hang on. */
	because: ('rules' | 'data' | 'day' | 'order')[];
}
/**
 * POST /api/siting/cases/ID/overrides sets how a finding counts, DELETE /api/siting/cases/ID/overrides/OVERRIDE?district=
 * takes it back; both answer the SitingCase. POST /api/siting/cases/ID/check { district } asks it again.
 */
export interface FindingOverrideOrder {
	district: string;
	variant: number;
	parcel: number;
	rule: string;
	/** Id of the other feature; '' where the finding is of the site alone. */
	other: string;
	counts: Verdict;
	reason: string;
	approver: string;
}

/** POST /api/siting/where: the map of where a parcel's footprint may stand, moved but not turned. */
export interface WhereOrder {
	district: string;
	parcel: Parcel;
	proposal: Proposal;
	/** 25 to 500 metres. */
	cellM: number;
}
export interface WhereAnswer {
	cellM: number;
	columns: number;
	rows: number;
	/** Corners of the raster as longitude, latitude: north-west, north-east, south-east, south-west. */
	corners: [number, number][];
	/** By cell, from the north-west, row by row: position in VERDICTS, 255 outside of the district. Bytes in base64. */
	cells: string;
	/** Square metres by verdict. */
	areaM2: Record<Verdict, number>;
	/** What could not be asked: it leaves all of the map open, whatever its colour. */
	unasked: SiteAnswer['unasked'];
	/** Where nothing speaks against it, else where conditions do; null: nowhere. */
	nearest: {
		verdict: Verdict;
		/** The parcel, moved there. */
		geometry: Geometry;
		distanceM: number;
		/** Metres to the east and to the north. */
		eastM: number;
		northM: number;
	} | null;
}

/** POST /api/siting/neighbours: everything that a proposal may be asked of wherever it is moved within a box. */
export interface NeighboursOrder {
	district: string;
	/** west, south, east, north in degrees. */
	box: [number, number, number, number];
	proposal: Proposal;
}
/** What the page asks while a shape is dragged: the same engine, on the features that the server sent. */
export interface Neighbours {
	today: string;
	metricSrid: number;
	dataVersion: number;
	rulesVersion: string;
	/** Null: the rule set that Sise ships, which the page has. */
	rules: { edition: string; tables: RuleTables } | null;
	/** Subjects that answer though none of them is among these features. */
	answered: string[];
	/** The outline of the district, in the metric plane. */
	outline: ShapesText;
	layers: Partial<Record<LayerId, NeighbourColumns>>;
}
export interface NeighbourColumns {
	ids: string[];
	names: (string | null)[];
	/** Those that clearances ask, and no others. */
	attributes: Attributes[];
	accuracyM: (number | null)[];
	levels: (Level | null)[];
	/** In the metric plane. */
	shapes: ShapesText;
}

/** The words of a verdict, as they stand on page, report and command line. */
export const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
	veto: { zh: '一票否决', en: 'Vetoed' },
	undecided: { zh: '未能判定', en: 'Cannot be decided' },
	conditional: { zh: '有条件', en: 'With conditions' },
	clear: { zh: '未见不符合', en: 'Nothing found against it' }
};
