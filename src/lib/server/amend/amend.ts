import type { FeatureChanged } from '../../api.ts';
import { planeOf } from '../../geo/plane.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Who } from '../access/who.ts';
import { record, type Deed } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { CHANNEL } from '../events.ts';
import { localDay } from '../local-day.ts';
import { readOverrides } from '../overrides/read.ts';
import { rulesOfRun } from '../rules/rule-sets.ts';
import { readFeaturesOf } from '../runs/read.ts';
import type { Dispute } from '../runs/verify.ts';
import { verify } from '../runs/verify.ts';
import type { Amended } from './amended.ts';
import {
	canBeAmended,
	dropStanding,
	isOf,
	readNewest,
	standingOf,
	type NewestRun,
	type Standing
} from './standings.ts';
import { storeAmendment } from './store.ts';
import { wholeRun } from './whole.ts';

export interface AmendOptions {
	/** The day against which ages are held; today without it. */
	today?: string;
}

/** Changes what is stored of features, inside a transaction, and says of which, and what the audit keeps of it. */
export type Edit = (tx: Queryable) => Promise<{ features: readonly string[]; deed: Omit<Deed, 'who' | 'district'> }>;

/**
 * Recomputes features of a district's newest run as they, and the overrides, now stand in the tables. Answers when the
 * run is amended. Throws what `amend` throws.
 */
export async function amendFeatures(
	db: Database,
	who: Who,
	district: string,
	ids: readonly string[],
	options: AmendOptions = {}
): Promise<FeatureChanged> {
	const deed = { action: 'feature.amend', object: ids.join(' '), after: { features: ids } };
	return amend(db, who, district, async () => ({ features: ids, deed }), options);
}

/** Changes of one database come one after the other: each is worked into what the last one left. */
const last = new WeakMap<Database, Promise<unknown>>();

/**
 * Makes an edit and amends the newest run by it, in one transaction: the run is then, row by row, what a whole run over
 * the changed data would store. Where the edit reaches further than its surroundings, a whole run is computed instead.
 * Throws what the edit throws, a RunError, or a DatabaseError; nothing is changed then, but for an edit whose whole run
 * failed.
 */
export async function amend(
	db: Database,
	who: Who,
	district: string,
	edit: Edit,
	options: AmendOptions = {}
): Promise<FeatureChanged> {
	return afterLast(db, () => amendNow(db, who, district, edit, options.today ?? localDay(new Date())));
}

/** Above this a standing run takes more memory than it is worth before anybody changes anything: some gigabytes. */
const PREPARED_FEATURES = 300_000;

/** Reads the newest run of a district into memory, so that the first change to it need not wait for that. */
export async function prepareAmending(db: Database, district: string): Promise<void> {
	await afterLast(db, async () => {
		const { rows } = await db.query<{ features: number }>(
			'select count(*) as features from feature where district = $1',
			[district],
			1
		);
		if (rows[0].features <= PREPARED_FEATURES) await standingOf(db, district, localDay(new Date()));
	});
}

function afterLast<T>(db: Database, work: () => Promise<T>): Promise<T> {
	const done = (last.get(db) ?? Promise.resolve()).then(work);
	last.set(
		db,
		done.catch(() => {})
	);
	return done;
}

async function amendNow(db: Database, who: Who, district: string, edit: Edit, today: string): Promise<FeatureChanged> {
	const startedMs = Date.now();
	for (;;) {
		const standing = await standingOf(db, district, today);
		const outcome = await amendOnce(db, who, district, edit, standing, startedMs, today);
		if (outcome === 'stale') continue;
		if ('run' in outcome) return outcome;
		return wholeRun(db, who, district, outcome.edited, startedMs, {
			today,
			...(outcome.newest !== null && { method: outcome.newest.method, cellM: outcome.newest.cell_m })
		});
	}
}

interface Edited {
	edited: readonly string[];
	newest: NewestRun | null;
}

/** `stale`: another process changed the run meanwhile. An Edited: the edit is stored, the run is not amended. */
async function amendOnce(
	db: Database,
	who: Who,
	district: string,
	edit: Edit,
	standing: Standing | null,
	startedMs: number,
	today: string
): Promise<FeatureChanged | Edited | 'stale'> {
	let isEdited = false;
	try {
		const outcome = await db.transaction(async (tx) => {
			await tx.query('select from district where code = $1 for no key update', [district]);
			const newest = await readNewest(tx, district);
			if (standing !== null && !isOf(standing, newest)) return 'stale';
			const isAmendable = standing !== null && (await canBeAmended(tx, district, newest!, today));
			const { features: edited, deed } = await edit(tx);
			isEdited = true;
			const version = await countVersion(tx, district);
			const changed = isAmendable ? await work(tx, district, newest!, version, edited, standing) : null;
			if (changed === null) {
				const payload = JSON.stringify({ type: 'data', district, version });
				await tx.query('select pg_notify($1, $2)', [CHANNEL, payload], 1);
			}
			await record(tx, { who, district, ...deed });
			return changed ?? { edited, newest };
		});
		if (outcome === 'stale' || !('run' in outcome)) await dropStanding(db);
		else {
			standing!.amendments++;
			flushLater(db);
			outcome.ms = Date.now() - startedMs;
		}
		return outcome;
	} catch (error) {
		// An edit that is refused leaves what is held as it was: reading it again would be dear, and anybody's to ask for.
		if (isEdited) await dropStanding(db);
		throw error;
	}
}

/** Amendments come one after the other while somebody works: what makes them safe against power loss waits for a pause. */
const FLUSH_AFTER_MS = 20_000;
const flushes = new WeakMap<Database, NodeJS.Timeout>();

function flushLater(db: Database): void {
	clearTimeout(flushes.get(db));
	const timer = setTimeout(() => {
		flushes.delete(db);
		// A database that was closed meanwhile was flushed by that.
		db.flush().catch(() => {});
	}, FLUSH_AFTER_MS);
	flushes.set(db, timer.unref());
}

async function countVersion(tx: Queryable, district: string): Promise<number> {
	const { rows } = await tx.query<{ version: number }>(
		'update district set version = version + 1 where code = $1 returning version',
		[district],
		1
	);
	return rows[0].version;
}

/** Works the edited features into the run; `null` where the whole district has to be computed. */
async function work(
	tx: Queryable,
	district: string,
	newest: NewestRun,
	version: number,
	edited: readonly string[],
	standing: Standing
): Promise<FeatureChanged | null> {
	const raws = await readFeaturesOf(tx, district, edited);
	if (raws.length !== edited.length) return null;
	const overrides = await readOverrides(tx, district);
	const amended = await standing.amend(raws, overrides);
	if (amended === null) return null;
	const rules = await rulesOfRun(tx, district, newest.id);
	const disputes = await verifyAgain(tx, district, newest, amended, rules);
	const plane = planeOf(newest.metric_srid);
	await storeAmendment(tx, { district, run: newest.id, version, raws, overrides, amended, disputes, plane, rules });
	return {
		run: newest.id,
		version,
		levels: await levelsOf(tx, district, amended, edited),
		findings: { appeared: amended.findings.put.length, gone: amended.findings.gone.length },
		cells: amended.cells,
		whole: false,
		ms: 0
	};
}

/** The pairs of the features that were asked again, found again by PostGIS; disputes of others stay. */
async function verifyAgain(
	tx: Queryable,
	district: string,
	newest: NewestRun,
	{ features, pairs }: Amended,
	rules: RuleSet
): Promise<Dispute[]> {
	const again = new Set(features);
	return [
		...newest.disputes.filter(({ source, target }) => !again.has(source) && !again.has(target ?? '')),
		...(await verify(tx, district, pairs.asSource, rules, () => {})),
		...(await verify(tx, district, pairs.asTarget, rules, () => {}, features))
	];
}

/** Features that have another level, the edited ones first. */
async function levelsOf(
	tx: Queryable,
	district: string,
	{ assessments }: Amended,
	edited: readonly string[]
): Promise<FeatureChanged['levels']> {
	const before = new Map(assessments.before.map((one) => [one.feature, one.level]));
	const after = new Map<string, Level | null>(assessments.put.map((one) => [one.feature, one.level]));
	const ids = [...new Set([...before.keys(), ...after.keys()])].filter((id) => {
		return (before.get(id) ?? null) !== (after.get(id) ?? null);
	});
	if (ids.length === 0) return [];
	const { rows } = await tx.query<{ id: string; name: string | null }>(
		'select id, name from feature where district = $1 and id = any($2::text[])',
		[district, ids]
	);
	const names = new Map(rows.map((row) => [row.id, row.name]));
	const first = ids.filter((id) => edited.includes(id));
	return [...first, ...ids.filter((id) => !edited.includes(id))].map((id) => ({
		id,
		name: names.get(id) ?? null,
		before: before.get(id) ?? null,
		after: after.get(id) ?? null
	}));
}
