/** What the endpoints of accounts, passes and the audit answer: the words that server and pages share. */
import type { Right, RoleId } from './roles.ts';
import type { Tier } from './tiers.ts';
import type { Words } from '../risk/words.ts';

/** GET /api/sign-in : by what ways one can come in. */
export interface SignInWays {
	/** The demo persons, while all that is stored is made up; null: they are closed. */
	demo: RoleId[] | null;
	/** What the button of the government sign-on says; null: none is configured. */
	oidc: string | null;
	/** False: nobody has been made an administrator yet. */
	setUp: boolean;
}

/**
 * POST /api/sign-in { username, password } and POST /api/sign-in/code { code } | { backupCode }. 401 `wrong`, the same for a
 * name that nobody has; 423 `locked` after too many failures, with the minutes in its words. `code`: a second factor is
 * asked; `enter`: the cookie is set.
 * POST /api/setup { token, name, username, password } makes the first administrator and signs them in.
 * POST /api/sign-in/demo { role } lets a demo person in. POST /api/sign-out {}.
 * POST /api/sign-in/oidc { next } answers { url } to go to.
 */
export interface SignedIn {
	next: 'enter' | 'code';
}

/** GET /api/me : whoever looks at a page; every page has it as `page.data.me`. */
export interface Me {
	/** One's own: a phone that keeps work tells by it whose that is. */
	id: string;
	kind: 'person' | 'wall' | 'machine';
	name: string;
	role: RoleId | null;
	rights: Right[];
	demo: boolean;
	/** What has to be done before anything else. */
	must: 'change-password' | 'enrol-second-factor' | null;
	/** Minutes without a sign of life after which one is signed out; null for a wall. */
	idleMinutes: number | null;
}

/**
 * POST /api/me/alive {} tells that the person is there. POST /api/me/password { current, next } answers {} and ends the
 * person's other sessions.
 * POST /api/me/second-factor { password } answers this; PUT { code } proves it and switches it on; DELETE { password }
 * switches it off, which a person of an administering role may not.
 */
export interface SecondFactor {
	/** otpauth:// */
	uri: string;
	/** Base32, for who cannot scan. */
	secret: string;
	/** The uri as a QR code: rows of modules, true is dark. */
	qr: boolean[][];
	/** Each lets in once when the telephone is lost. */
	codes: string[];
}

/** GET /api/me/sessions and GET /api/persons/[id]/sessions ; DELETE /api/me/sessions/[id] ; DELETE /api/persons/[id]/sessions ends all. */
export interface SessionItem {
	id: string;
	startedAt: string;
	lastActiveAt: string;
	address: string | null;
	browser: string | null;
	/** The one that asks. */
	own: boolean;
}

/**
 * GET /api/persons. POST { name, username, role? } answers { person, password }: the password is shown once, and has to be
 * changed at the first sign-in; `role` is taken only for a second and third administrator while there is none of that
 * role, so that a new installation can begin. PATCH /api/persons/[id] { name?, disabled? }.
 * PUT /api/persons/[id]/role { role, subdistricts }. POST /api/persons/[id]/password {} answers { password }.
 * DELETE /api/persons/[id]/lock ; DELETE /api/persons/[id]/second-factor. All but POST answer the PersonItem. Nobody
 * changes their own.
 */
export interface PersonItem {
	id: string;
	name: string;
	username: string;
	role: RoleId | null;
	/** Ids of the subdistricts of a role that sees only its own, by district. */
	subdistricts: Record<string, string[]>;
	disabled: boolean;
	lockedUntil: string | null;
	secondFactor: boolean;
	mustChangePassword: boolean;
	sessions: number;
	lastActiveAt: string | null;
}

/** GET /api/subdistricts : what can be granted. */
export interface DistrictSubdistricts {
	district: string;
	name: string;
	subdistricts: { id: string; name: string }[];
}

/**
 * GET /api/passes. POST { kind, name, days, rights?, tiers? } answers { pass, secret }: the secret is shown once. A wall
 * opens `/wall#SECRET`; a machine sends `Authorization: Bearer SECRET`. DELETE /api/passes/[id] revokes.
 * POST /api/wall { secret } sets the wall's cookie and answers { name }.
 */
export interface PassItem {
	id: string;
	kind: 'wall' | 'machine';
	name: string;
	rights: Right[];
	tiers: Tier[];
	madeBy: string;
	madeAt: string;
	expiresAt: string;
	revokedAt: string | null;
	lastUsedAt: string | null;
	status: 'holds' | 'over' | 'revoked';
}

/** GET /api/audit?from=&to=&actor=&action=&result=&district=&q=&limit=&before= : newest first. GET /api/audit/export?format=csv|ndjson&… */
export interface AuditItem {
	seq: number;
	at: string;
	actor: { kind: string; id: string; name: string; role: RoleId | null };
	address: string | null;
	action: string;
	district: string | null;
	object: string | null;
	before: unknown;
	after: unknown;
	result: 'done' | 'refused' | 'failed';
	hash: string;
}
export interface AuditPage {
	items: AuditItem[];
	/** Pass as `before` for the next page; null at the end. */
	next: number | null;
	total: number;
	/** Every action and actor there is, to filter by. */
	actions: string[];
	actors: { id: string; name: string }[];
}

/** POST /api/audit/verify {} */
export interface AuditVerification {
	rows: number;
	/** The newest row: whoever writes it down can tell later that none before it was touched. */
	head: { seq: number; hash: string } | null;
	whole: boolean;
	/** Where it is not, the first of them. */
	faults: { seq: number; kind: 'changed' | 'missing' | 'out-of-order' | 'cut'; text: Words }[];
	faultsTotal: number;
	ms: number;
}
