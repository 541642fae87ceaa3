/** What the endpoints under /api/rounds, /api/visits and /api/photos take and answer: the words that server and pages share. */
import type { Answer, ChecklistProblem } from '../risk/checklists/answers.ts';
import type { Checklist } from '../risk/checklists/checklist.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import type { Leg } from '../risk/rounds/order-round.ts';
import type { Reason } from '../risk/reason.ts';
import type { Words } from '../risk/words.ts';
import type { DangerItem } from '../dangers/api.ts';

/** A place on the map, degrees of WGS 84. */
export interface LngLat {
	lng: number;
	lat: number;
}

/** A round to be planned. The id is made by whoever plans it: sent twice, it is planned once. */
export interface RoundOrder {
	district: string;
	id: string;
	/** The day on which it is driven, `2026-11-30`. */
	day: string;
	name: string;
	/** Sites by id; null: today's worst, as many as data/rules/round.json says. */
	sites: readonly string[] | null;
	start?: LngLat | null;
	returns?: boolean;
	overdueFirst?: boolean;
}

/** A stop of a round, with the visit that is made there. */
export interface RoundStopItem {
	/** From 1. */
	no: number;
	feature: string;
	name: string | null;
	layer: LayerId;
	level: Level | null;
	place: LngLat;
	address: string | null;
	/** Id of its visit, made when the round was planned: every phone that carries the round writes the same one. */
	visit: string;
	visitState: VisitState | 'none';
	leg: Leg | null;
	score: number;
	why: Words[];
	here: Words;
	/** The feature was taken away since. */
	featureGone: boolean;
}

export interface RoundItem {
	id: string;
	district: string;
	day: string;
	name: string;
	/** Who planned it; null: withheld. */
	by: string | null;
	mine: boolean;
	at: string;
	stops: number;
	/** Visits that were handed in. */
	done: number;
}

/** What GET /api/rounds answers: the latest day first. */
export interface RoundList {
	items: RoundItem[];
	/** The day of the district. */
	today: string;
}

export interface RoundDetail extends Omit<RoundItem, 'stops'> {
	start: LngLat | null;
	stops: RoundStopItem[];
	back: Leg | null;
	totalM: number;
	isShortest: boolean;
	/** Sites that were asked for and are not in it, each with why. */
	leftOut: { feature: string; why: Words }[];
}

/** What POST /api/rounds/draft takes; without a day it is for today. */
export type RoundWish = Omit<RoundOrder, 'id' | 'name' | 'day'> & { day?: string };

/** What POST /api/rounds/draft answers: a round as it would be planned; nothing is stored. */
export interface RoundDraft extends Pick<RoundDetail, 'day' | 'start' | 'back' | 'totalM' | 'isShortest' | 'leftOut'> {
	stops: Omit<RoundStopItem, 'visit' | 'visitState' | 'featureGone'>[];
}

/** Everything that a phone takes with it, so that the round can be made without a network. */
export interface RoundPack {
	round: RoundDetail;
	/** By feature. */
	sites: Record<string, SitePack>;
	/** By visit, those that were begun. */
	visits: Record<string, VisitDetail>;
	/** Box of the round with its surroundings, degrees: west, south, east, north. */
	box: [number, number, number, number];
	at: string;
}

export interface SitePack {
	feature: string;
	name: string | null;
	layer: LayerId;
	level: Level | null;
	reasons: Reason[];
	/** Name and value of what is on record, as the page of a feature shows it. */
	facts: {
		name: Words;
		value: string;
		/** Of a choice, in both languages. */
		words?: Words;
	}[];
	persons: { role: Words; name: string | null; phone: string | null }[];
	dangers: DangerItem[];
	checklist: Checklist;
	lastVisit: { day: string; by: string | null } | null;
}

/** `open`: begun; `handed_in`: finished, with a complete checklist. */
export type VisitState = 'open' | 'handed_in';

/** What an inspector writes on a visit; each is compared by itself when two phones wrote. */
export interface VisitFields {
	/** By item of the checklist. */
	answers: Record<string, VisitAnswer>;
	note: string;
	/** Who was met. */
	metWith: string;
}

export interface VisitAnswer extends Pick<Answer, 'value'> {
	note: string;
	/** sha256 of photos. */
	photos: string[];
}

/** A visit as a phone sends it. Sent twice, it is kept once. */
export interface VisitOrder {
	district: string;
	/** Of the stop, or made by whoever visits without a round. */
	id: string;
	feature: string;
	round: string | null;
	/** The version that was read; 0: none. */
	version: number;
	/** Id of this sending: the same again answers what it answered before. */
	sending: string;
	/** Version of the rules that the checklist came from, and its id. */
	checklist: { id: string; version: string };
	fields: VisitFields;
	startedAt: string;
	/** When it was finished on the phone; null: it goes on. */
	handedInAt: string | null;
	/** Where the phone was; null: unknown or refused. */
	place: (LngLat & { accuracyM: number }) | null;
	photos: PhotoNote[];
}

/** A photo by its hash; its bytes are sent to PUT /api/photos/[sha256] before the visit that names it. */
export interface PhotoNote {
	sha256: string;
	type: 'image/jpeg' | 'image/png' | 'image/webp';
	bytes: number;
	takenAt: string;
	place: (LngLat & { accuracyM: number }) | null;
}

export interface VisitDetail extends Omit<VisitOrder, 'sending'> {
	state: VisitState;
	featureName: string | null;
	layer: LayerId;
	/** Who wrote it last; null: withheld. */
	by: string | null;
	at: string;
	dangers: DangerItem[];
}

/** What PUT /api/visits/[id] answers: the visit as it stands after it. */
export interface VisitSaved extends VisitDetail {
	/** Fields that somebody else had changed and that you had not: they were kept as they stood. */
	merged: { field: string; name: Words }[];
}

/** What GET /api/visits/[id] answers: the visit with what was asked. */
export interface VisitRead extends VisitDetail {
	asked: Checklist;
}

/** What GET /api/visits answers: the newest first. */
export interface VisitPage {
	items: VisitDetail[];
	/** For `after`; null: there are no more. */
	next: string | null;
	total: number;
}

/** What PUT /api/photos/[sha256]?district=… answers. */
export type PhotoKept = Pick<PhotoNote, 'sha256' | 'type' | 'bytes'>;

/** The detail of an answer 409 `photo-missing`: hashes of the photos that have not arrived. */
export interface PhotosMissing {
	photos: string[];
}

/** The detail of an answer 422 `visit-incomplete`: what lacks before the visit can be handed in, item by item. */
export interface VisitIncomplete {
	problems: ChecklistProblem[];
}

/**
 * The detail of an answer 409: what stands there, and where it differs from what was sent. `field` is `answers.<item>`,
 * `note` or `metWith`. To decide, the phone sends the visit again with `version` of this answer.
 */
export interface VisitConflict {
	version: number;
	by: string | null;
	at: string;
	fields: { field: string; name: Words; theirs: unknown; yours: unknown; base: unknown }[];
	theirs: VisitFields;
}
