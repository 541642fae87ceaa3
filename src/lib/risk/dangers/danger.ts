import type { Words } from '../words.ts';

export const DANGER_LEVELS = ['general', 'major'] as const;
export type DangerLevel = (typeof DANGER_LEVELS)[number];

/** The states of data/rules/danger-life.json, in the order in which a danger goes through them. */
export const DANGER_STATES = [
	'found',
	'declared',
	'recognised',
	'listed',
	'rectifying',
	'summoned',
	'suspended',
	'acceptance_asked',
	'assessing',
	'verified',
	'closed'
] as const;
export type DangerState = (typeof DANGER_STATES)[number];

/** How it came to be known: by an inspection, by the unit's own check (自查自纠), or because somebody told. */
export const DANGER_SOURCES = ['inspection', 'self_check', 'report'] as const;
export type DangerSource = (typeof DANGER_SOURCES)[number];

/** An item of a criteria standard that is cited: `AQ3067` with `5.2.2`; `other` with words where no set is stored. */
export interface Cited {
	set: string;
	no: string;
}

/** 治理方案: the six items of a scheme for a major danger (总局令第16号). */
export const SCHEME_PARTS = ['goal', 'methods', 'means', 'staff', 'times', 'safety'] as const;
export type Scheme = Readonly<Partial<Record<(typeof SCHEME_PARTS)[number], string>>>;

/** A photo or paper by its hash; the bytes are kept elsewhere. */
export interface Evidence {
	/** SHA-256 in hex. */
	sha256: string;
	name?: string;
}

/** What is written down of a danger. Days are those of the district, `2026-11-23`. */
export interface DangerFields {
	level: DangerLevel;
	criteria: readonly Cited[];
	text: string;
	/** Number of one of the 26 subject fields. */
	subjectField: number | null;
	source: DangerSource;
	discoveredAt: string;
	reportedBy: string | null;
	responsibleUnit: string | null;
	responsiblePerson: string | null;
	measure: string | null;
	fund: string | null;
	/** Its last day: overdue from the day after. */
	deadline: string | null;
	/** 预案 */
	plan: string | null;
	scheme: Scheme | null;
	supervisingUnit: string | null;
	listedAt: string | null;
	/** Address or text of the listing; of the delisting. */
	publicityUrl: string | null;
	delistingUrl: string | null;
	thirdParty: string | null;
	thirdPartyReport: string | null;
	acceptedAt: string | null;
	closedAt: string | null;
}

/** A hidden danger as it stands. */
export interface Danger extends DangerFields {
	id: string;
	feature: string;
	visit: string | null;
	state: DangerState;
	/** Counts up with every change: what a change has to name. */
	version: number;
	/** The first day on which it was overdue; stays while it is mended and accepted, until a later deadline is set. */
	overdueSince: string | null;
	/** The day on which it was recognised as major; `null` where it never was. */
	recognisedAt: string | null;
	/** Ids of whoever recorded it, and of whoever last asked for its acceptance. */
	recordedBy: string;
	askedBy: string | null;
}

/** Whoever moves a danger; `rights` as data/access/roles.json names them. */
export interface Mover {
	id: string;
	rights: ReadonlySet<string>;
}

/** What is given with a step: fields that it takes, why, and what shows it. */
export interface Given {
	fields?: Partial<DangerFields>;
	note?: string;
	evidence?: readonly Evidence[];
}

/** What happened to a danger, for its history. */
export interface DangerEvent {
	/** A step of danger-life.json, one of its escalations, `record`, `change` or `overdue`. */
	step: string;
	from: DangerState;
	to: DangerState;
	/** The day of the district on which it happened, or on which an escalation was due. */
	day: string;
	given: Partial<DangerFields>;
	note: string | null;
	evidence: readonly Evidence[];
}

/** Why something is not done, with the field it hangs on, and what to do. */
export interface Refusal {
	code: 'no-step' | 'switched-off' | 'not-here' | 'no-right' | 'by-another' | 'not-taken' | 'missing' | 'wrong';
	field: string | null;
	text: Words;
}

export interface Moved {
	danger: Danger;
	event: DangerEvent;
}
