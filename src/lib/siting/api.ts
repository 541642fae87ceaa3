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
}
export interface ParcelAnswer extends Omit<SiteAnswer, 'findings'> {
	parcel: Parcel;
	findings: PlacedFinding[];
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
