/** What the endpoints under /api/dangers take and answer: the words that server and pages share. */
import type { Tier } from '../access/tiers.ts';
import type {
	Cited,
	Danger,
	DangerFields,
	DangerLevel,
	DangerSource,
	DangerState,
	Evidence,
	Scheme
} from '../risk/dangers/danger.ts';
import type { DangerLife } from '../risk/dangers/life.ts';
import type { PossibleStep } from '../risk/dangers/steps-from.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Confidence, Words } from '../risk/words.ts';

/** A danger in a list. Fields of a tier that is withheld are null. */
export interface DangerItem extends Omit<Danger, 'recordedBy' | 'askedBy'> {
	district: string;
	featureName: string | null;
	layer: LayerId;
	/** The feature was taken away since. */
	featureGone: boolean;
	stateName: Words;
	/** Past its deadline, or since it was until it is closed. */
	overdue: boolean;
	/** Days until the last day of its deadline; negative: days past it. null: no deadline, or nobody has to mend. */
	daysLeft: number | null;
}

/** What a list is narrowed to; in an address each is a parameter of this name. */
export interface DangerFilter {
	states?: readonly DangerState[];
	level?: DangerLevel;
	source?: DangerSource;
	overdue?: boolean;
	/** Not closed yet; closed. */
	open?: boolean;
	feature?: string;
	subdistrict?: string;
	/** Part of the name. */
	responsiblePerson?: string;
	/** The last deadline that is listed. */
	dueUntil?: string;
	/** Under listed supervision (挂牌督办): listed in public and not closed yet. */
	listed?: boolean;
	/** The first day of its closing that is listed. */
	closedFrom?: string;
	/** Part of what was found, or of the name of its unit. */
	q?: string;
	visit?: string;
}

/** Counts beside each filter: of the same filter without what it says of that itself. */
export interface DangerCounts {
	/** By state. */
	counts: Record<DangerState, number>;
	levels: Record<DangerLevel, number>;
	sources: Record<DangerSource, number>;
	overdue: number;
	listed: number;
	open: number;
	closed: number;
	/** By id of the subdistrict; one of a unit that lies in two counts in both. Those with none are left out. */
	subdistricts: Record<string, number>;
}

export interface DangerPage extends DangerCounts {
	/** Overdue first, major before general, then by deadline; closed last. */
	items: DangerItem[];
	next: string | null;
	total: number;
	/** The day of the district against which deadlines are held. */
	today: string;
	withheld: Tier[];
}

/** A row of a danger's history. */
export interface DangerStep {
	id: string;
	step: string;
	name: Words;
	from: DangerState;
	to: DangerState;
	day: string;
	given: Partial<DangerFields>;
	note: string | null;
	evidence: Evidence[];
	/** null: withheld. */
	by: string | null;
	/** Nobody made it: time did. */
	bySystem: boolean;
	at: string;
	/** The version of the danger after it. */
	version: number;
}

export interface CitedCriterion extends Cited {
	name: Words;
	clause: string;
	confidence: Confidence | null;
}

/** A criterion that can be cited. */
export type CriterionItem = CitedCriterion & { confidence: Confidence };

/** GET /api/dangers/criteria?district=&feature=&day= : what can be cited of a unit. */
export interface CriteriaFor {
	/** Those of its kind or industry. */
	own: CriterionItem[];
	others: CriterionItem[];
	/** Why there are none, or what is lacking in them. */
	remarks: Words[];
}

/** GET /api/dangers/life?district= : the life of dangers by the rules in force. */
export interface DangerRules extends DangerLife {
	subjectFields: { no: number; name: Words }[];
}

/** Everything that is disclosed of one danger, with what whoever asks may do next. */
export interface DangerDetail extends DangerItem {
	cited: CitedCriterion[];
	/** Oldest first. */
	history: DangerStep[];
	steps: PossibleStep[];
	/** Fields that whoever asks may set right now. */
	changeable: (keyof DangerFields)[];
	withheld: Tier[];
}

/** A danger to be recorded. The id is made by whoever records it: sent twice, it is recorded once. */
export interface DangerOrder {
	district: string;
	id: string;
	feature: string;
	visit?: string | null;
	level: DangerLevel;
	text: string;
	discoveredAt: string;
	source?: DangerSource;
	criteria?: readonly Cited[];
	subjectField?: number | null;
	reportedBy?: string | null;
	responsibleUnit?: string | null;
	responsiblePerson?: string | null;
	measure?: string | null;
	fund?: string | null;
	deadline?: string | null;
	plan?: string | null;
	scheme?: Scheme | null;
	note?: string;
	evidence?: readonly Evidence[];
}

/** Fields to be set right, of the version that was read. */
export interface DangerChange {
	district: string;
	version: number;
	fields: Partial<DangerFields>;
}

/** A step to be made, from the version that was read. With an id of its own it is made once, however often it is sent. */
export interface DangerMove {
	district: string;
	version: number;
	id?: string;
	step: string;
	fields?: Partial<DangerFields>;
	note?: string;
	evidence?: readonly Evidence[];
}

/** The detail of an answer 409 to a change, a step or a record: what stands there now, and where it differs from yours. */
export interface DangerConflict {
	version: number;
	state: DangerState;
	fields: { field: string; name: Words; theirs: unknown; yours: unknown }[];
}

/** The detail of a refusal: the field it hangs on, `scheme.goal`, or null. */
export interface DangerRefused {
	field: string | null;
}

/** 三个清单: 问题隐患清单, 自查自纠清单, 制度措施清单. */
export const DANGER_LISTS = ['problems', 'self_checks', 'measures'] as const;
export type DangerListKind = (typeof DANGER_LISTS)[number];

/** What is done about the risk of one unit (制度措施清单). */
export interface MeasureItem {
	feature: string;
	featureName: string | null;
	layer: LayerId;
	/** 管控措施, as the register of units has it. */
	standing: string | null;
	persons: { role: Words; name: string | null }[];
	/** What was ordered for its dangers, open ones first. */
	ordered: Pick<
		DangerItem,
		'id' | 'level' | 'state' | 'stateName' | 'text' | 'measure' | 'fund' | 'plan' | 'scheme' | 'deadline'
	>[];
}

export interface DangerLists {
	district: string;
	/** null: the whole district. */
	feature: string | null;
	kind: DangerListKind;
	name: Words;
	today: string;
	/** Of problems and self_checks. */
	items: DangerItem[];
	/** Of measures. */
	measures: MeasureItem[];
	total: number;
	/** How many of them are closed. */
	closed: number;
	withheld: Tier[];
}

/** Something happened to a danger. null: not to one that is seen. */
export interface DangerEvent {
	type: 'danger';
	district: string;
	danger: { id: string; feature: string; state: DangerState; version: number } | null;
}
