import { LRUCache } from 'lru-cache';
import { TIERS, tierOf, tierOfReason, WATCHED } from '../../access/tiers.ts';
import type { FeatureDetail } from '../../api.ts';
import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { recordAlone, type Deed } from './record.ts';

/**
 * A wall asks its list each few seconds, a page its feature after each change: a deed for each would bury the others. So
 * whoever reads the same again within the hour leaves no second one; the first says that they saw it. Exports are counted
 * one by one.
 */
const read = new WeakMap<Database, LRUCache<string, true>>();
const readOf = (db: Database) => {
	const known = read.get(db) ?? new LRUCache<string, true>({ max: 20_000, ttl: 3_600_000 });
	read.set(db, known);
	return known;
};

/** Leaves a deed where somebody sees more than the general of a feature of a watched layer. */
export async function noteFeature(db: Database, who: Who, district: string, feature: FeatureDetail): Promise<void> {
	if (!WATCHED.includes(feature.layer)) return;
	const shown = new Set([
		...feature.attributes.map(({ key }) => tierOf(feature.layer, key)),
		...feature.reasons.map(tierOfReason)
	]);
	const tiers = TIERS.filter((tier) => tier !== 'general' && shown.has(tier) && who.sight.tiers.has(tier));
	if (tiers.length === 0) return;
	await note(db, { who, action: 'feature.read', district, object: feature.id, after: { tiers } });
}

/** Leaves a deed where somebody sees who answers for the units of a list, and how they are reached. */
export async function noteList(db: Database, who: Who, district: string, list: string): Promise<void> {
	const tiers = (['persons', 'phones'] as const).filter((tier) => who.sight.tiers.has(tier));
	if (tiers.length === 0) return;
	await note(db, { who, action: 'list.read', district, object: list, after: { tiers } });
}

/** Leaves a deed for a list that somebody takes away as a file; `filter` is the query that it was narrowed by. */
export async function noteListExport(
	db: Database,
	who: Who,
	district: string,
	list: string,
	run: number | null,
	format: 'csv' | 'xlsx' = 'csv',
	filter?: string
): Promise<void> {
	const after = { run, format, ...(filter === undefined ? {} : { filter }) };
	await recordAlone(db, { who, action: 'list.export', district, object: list, after });
}

async function note(db: Database, deed: Deed): Promise<void> {
	const { who, action, district, object, after } = deed;
	const key = JSON.stringify([who.kind, who.id, who.session, action, district, object, after]);
	if (readOf(db).has(key)) return;
	await recordAlone(db, deed);
	readOf(db).set(key, true);
}
