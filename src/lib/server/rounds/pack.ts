import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { FeatureDetail } from '../../api.ts';
import type { Tier } from '../../access/tiers.ts';
import { tierOf } from '../../access/tiers.ts';
import type { RoundDetail, RoundPack, SitePack, VisitDetail } from '../../rounds/api.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { noteFeature } from '../audit/watched.ts';
import { dangersOf } from '../dangers/of.ts';
import type { Database, Queryable } from '../db/database.ts';
import { readFeature } from '../features/detail.ts';
import { personsOf } from '../lists/persons.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { checklistOf, checklistOfId } from '../visits/checklist-of.ts';
import { lastVisits } from '../visits/last-visits.ts';
import { visitsOfRound } from '../visits/read.ts';
import { readRound } from './read.ts';

/** How far the map reaches around the stops, degrees: some kilometre. */
const AROUND = 0.01;

/** A round with all that a phone needs to make it without a network. Throws an AnswerError 404. */
export async function packRound(
	db: Database,
	who: Who,
	district: string,
	id: string,
	now = new Date()
): Promise<RoundPack> {
	const round = await readRound(db, who, district, id);
	return {
		round,
		sites: await sitesOf(db, who, district, round, now),
		visits: await visitsBegun(db, who.sight, district, id),
		box: boxOf(round),
		at: now.toISOString()
	};
}

async function visitsBegun(db: Queryable, sight: Sight, district: string, round: string) {
	const visits = await visitsOfRound(db, sight, district, round);
	return Object.fromEntries(visits.map((visit): [string, VisitDetail] => [visit.id, visit]));
}

async function sitesOf(
	db: Database,
	who: Who,
	district: string,
	{ stops }: RoundDetail,
	now: Date
): Promise<Record<string, SitePack>> {
	const { sight } = who;
	const ids = stops.map(({ feature }) => feature);
	const rules = await currentRuleSet(db, district);
	const today = districtDay(now, rules);
	const dangers = await dangersOf(db, sight, district, 'feature', ids, now);
	const visited = await lastVisits(db, district, ids);
	const units = await attributesOf(db, district, ids);
	const sites: Record<string, SitePack> = {};
	for (const stop of stops) {
		const { feature, layer } = stop;
		const detail = await readFeature(db, sight, district, feature);
		if (detail !== null) await noteFeature(db, who, district, detail);
		const attributes = units.get(feature);
		const last = visited.get(feature);
		sites[feature] = {
			feature,
			name: stop.name,
			layer,
			level: stop.level,
			reasons: detail?.reasons ?? [],
			facts: detail === null ? [] : factsOf(detail),
			persons: personsOf(layer, seenAttributes(sight, layer, attributes ?? {})),
			dangers: dangers.get(feature) ?? [],
			checklist:
				attributes === undefined
					? checklistOfId('must', {}, today, rules)
					: checklistOf({ layer, attributes }, today, rules),
			lastVisit: last === undefined ? null : { day: last.day, by: sight.tiers.has('persons') ? last.by : null }
		};
	}
	return sites;
}

/** Who answers for a unit, and how they are reached, has a place of its own. */
const PERSONAL: readonly Tier[] = ['persons', 'phones'];

function factsOf({ layer, attributes, grade }: FeatureDetail): SitePack['facts'] {
	const graded = grade === null ? [] : [{ name: { zh: '评定级别', en: 'Grade' }, value: grade }];
	const facts = attributes
		.filter(({ key }) => !PERSONAL.includes(tierOf(layer, key)))
		.map(({ name, value, text, unit }) => ({
			name,
			value: `${text?.zh ?? textOf(value)}${unit === null ? '' : ` ${unit}`}`,
			...(text !== null && { words: text })
		}));
	return [...graded, ...facts];
}

/** A list of holdings row by row. */
function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textOf).join('；');
	return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join(' ') : String(value);
}

/** Whole: which checklist is asked hangs on the unit and not on who asks. */
async function attributesOf(db: Queryable, district: string, ids: readonly string[]) {
	const { rows } = await db.query<{ id: string; layer: LayerId; attributes: Attributes }>(
		'select id, layer, attributes from feature where district = $1 and id = any($2::text[])',
		[district, ids]
	);
	return new Map(rows.map((row) => [row.id, row.attributes]));
}

function boxOf({ start, stops }: RoundDetail): RoundPack['box'] {
	const places = [...(start === null ? [] : [start]), ...stops.map(({ place }) => place)];
	const lngs = places.map(({ lng }) => lng);
	const lats = places.map(({ lat }) => lat);
	return [
		Math.min(...lngs) - AROUND,
		Math.min(...lats) - AROUND,
		Math.max(...lngs) + AROUND,
		Math.max(...lats) + AROUND
	];
}
