/** What the endpoints under /api/duties take and answer: the words that server and pages share. */
import type { DutyState } from '../risk/duties/calendar.ts';
import type { Cadence, Period } from '../risk/duties/period.ts';
import type { Consequence, RankedGroup } from '../risk/duties/ranking.ts';
import type { DutyCount } from '../risk/duties/sheet.ts';
import type { Confidence, Words } from '../risk/words.ts';

/** Somebody who has duties; with an account where they have one. */
export interface BearerItem {
	id: string;
	/** 0: not kept yet. */
	version: number;
	name: string;
	/** The name of their account. */
	account: string | null;
	roles: string[];
	since: string;
	department: string | null;
	/** Id of a subdistrict. */
	subdistrict: string | null;
	isMe: boolean;
}

/** PUT /api/duties/bearers : a bearer as they shall be, from the version that was read. The id is made by whoever sends it. */
export interface BearerOrder {
	district: string;
	id: string;
	version: number;
	name: string;
	account?: string | null;
	roles: readonly string[];
	since: string;
	department?: string | null;
	subdistrict?: string | null;
}

/** GET /api/duties/bearers : all of them, or oneself where one's own subdistricts are all that one sees. */
export interface BearerList {
	district: string;
	items: BearerItem[];
	roles: { id: string; name: Words; duties: number }[];
	subdistricts: { id: string; name: string }[];
}

export interface DutyRecordItem {
	id: string;
	day: string;
	count: number;
	note: string | null;
	by: string;
	at: string;
}

/** A duty in one of its periods. */
export interface DutyItem {
	duty: string;
	name: Words;
	role: Words;
	cadence: Cadence;
	/** The last day is the day it is due. */
	period: Period;
	times: number;
	unit: string;
	count: number;
	state: DutyState;
	clause: string;
	confidence: Confidence;
	/** Of this period, newest first; those that were withdrawn are left out. */
	records: DutyRecordItem[];
}

/** GET /api/duties : what somebody has to do. */
export interface DutyCalendarAnswer {
	district: string;
	today: string;
	month: Period;
	/** null: whoever asks bears no duties here. */
	bearer: BearerItem | null;
	/** Whose calendars one may see. */
	bearers: Pick<BearerItem, 'id' | 'name' | 'department' | 'isMe'>[];
	/** What can be done now, or should have been within the last months: overdue first, then by due day. */
	open: DutyItem[];
	/** Everything due in the month, by due day. */
	items: DutyItem[];
	counts: Record<DutyState, number>;
	holidays: { name: Words; from: string; to: string }[];
	/** Years of the month for which no arrangement of holidays is on record. */
	noHolidays: number[];
	/** Whether whoever asks may record what this bearer did. */
	mayRecord: boolean;
}

/** POST /api/duties/records : sent twice, it is recorded once. */
export interface DutyRecordOrder {
	district: string;
	id: string;
	bearer: string;
	duty: string;
	day: string;
	count: number;
	note?: string;
}

/** GET /api/duties/sheet : groups are names of departments and of subdistricts. */
export interface DutySheetAnswer {
	district: string;
	today: string;
	period: Period;
	departments: DutyCount[];
	subdistricts: DutyCount[];
	total: DutyCount;
}

export interface RankedItem extends RankedGroup {
	/** How many quarters in a row it is named, this one among them; 0: it is not. */
	inRow: number;
	consequence: Consequence | null;
}

/** GET /api/duties/ranking */
export interface DutyRankingAnswer {
	district: string;
	today: string;
	/** 2026Q4 */
	quarter: string;
	period: Period;
	/** The quarter is not over: the ranking may change. */
	isRunning: boolean;
	departments: RankedItem[];
	subdistricts: RankedItem[];
	formula: Words;
	clause: string;
	confidence: Confidence;
	consequences: { inRow: number; name: Words }[];
}
