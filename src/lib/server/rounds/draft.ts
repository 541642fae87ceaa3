import { planeOf } from '../../geo/plane.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { orderRound, type Round } from '../../risk/rounds/order-round.ts';
import { worstSites } from '../../risk/rounds/urgency.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { RoundDetail, RoundDraft, RoundOrder, RoundWish } from '../../rounds/api.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { checklistOf } from '../visits/checklist-of.ts';
import { readSites, type PlannedSite } from './sites.ts';

/** What a round is worked out from. */
type Wish = Omit<RoundOrder, 'id' | 'name'>;

/** A round as it would be planned. */
export interface Drafted {
	round: Round;
	/** By feature. */
	sites: ReadonlyMap<string, PlannedSite & Unit>;
	leftOut: RoundDetail['leftOut'];
	rules: RuleSet;
}

interface Unit {
	attributes: Attributes;
	/** Id of its checklist. */
	checklist: string;
}

/**
 * Works out a round and writes nothing: the sites that are asked for, or today's worst, in the order in which to drive.
 * Throws an AnswerError 422 where there is nothing to visit.
 */
export async function draftRound(tx: Queryable, sight: Sight, wish: Wish, now: Date): Promise<Drafted> {
	const rules = await currentRuleSet(tx, wish.district);
	const found = await sitesOf(tx, sight, wish, now, rules);
	const round = orderRound(found, await startOf(tx, wish), wish, rules);
	const units = await unitsOf(tx, wish.district, found, districtDay(now, rules), rules);
	const sites = new Map(found.map((site) => [site.id, { ...site, ...units.get(site.id)! }]));
	return { round, sites, leftOut: leftOutOf(wish, found), rules };
}

/** A round as it would be planned, for a page to show. Throws as draftRound does. */
export async function showDraft(tx: Queryable, sight: Sight, wish: RoundWish, now = new Date()): Promise<RoundDraft> {
	const rules = await currentRuleSet(tx, wish.district);
	const day = wish.day ?? districtDay(now, rules);
	const { round, sites, leftOut } = await draftRound(tx, sight, { ...wish, day }, now);
	const stops = round.stops.map(({ id, ...stop }, i) => {
		const { name = null, layer, level, lng, lat, attributes } = sites.get(id)!;
		const { address } = seenAttributes(sight, layer, attributes);
		return {
			...stop,
			no: i + 1,
			feature: id,
			name,
			layer,
			level,
			place: { lng, lat },
			address: typeof address === 'string' ? address : null
		};
	});
	return { ...round, day, start: wish.start ?? null, stops, leftOut };
}

async function sitesOf(
	tx: Queryable,
	sight: Sight,
	{ district, sites: asked, day }: Wish,
	now: Date,
	rules: RuleSet
): Promise<PlannedSite[]> {
	const found = await readSites(tx, sight, { district, ids: asked, day, now }, rules);
	const sites = asked === null ? worstSites(found, rules).map(({ site }) => site) : found;
	if (sites.length > 0) return sites;
	throw new AnswerError(422, 'no-sites', {
		zh: 'sites：没有可检查的单元：所选单元不存在，或不在您负责的街道内；或本区还没有评估批次。请从列表中选择。',
		en: 'sites: there is nothing to visit: no such unit is seen, or the district has no run yet. Choose units from the list.'
	});
}

async function startOf(tx: Queryable, { district, start }: Wish): Promise<{ x: number; y: number } | null> {
	const { rows } = await tx.query<{ metric_srid: number }>('select metric_srid from district where code = $1', [
		district
	]);
	if (rows.length === 0 || !start) return null;
	const [x, y] = planeOf(rows[0].metric_srid).project(start.lng, start.lat);
	return { x, y };
}

/** What was asked for and is not in the round, and why: a name that nobody sees and one that is not there are told alike. */
function leftOutOf({ sites: asked }: Wish, sites: readonly PlannedSite[]): RoundDetail['leftOut'] {
	const planned = new Set(sites.map(({ id }) => id));
	return [...new Set(asked ?? [])]
		.filter((feature) => !planned.has(feature))
		.map((feature) => ({
			feature,
			why: {
				zh: '没有此要素，或不在您负责的街道内',
				en: 'There is no such feature, or it lies outside your subdistricts'
			}
		}));
}

async function unitsOf(
	tx: Queryable,
	district: string,
	sites: readonly PlannedSite[],
	today: string,
	rules: RuleSet
): Promise<Map<string, Unit>> {
	const { rows } = await tx.query<{ id: string; layer: LayerId; attributes: Attributes }>(
		'select id, layer, attributes from feature where district = $1 and id = any($2::text[])',
		[district, sites.map(({ id }) => id)],
		sites.length
	);
	return new Map(
		rows.map(({ id, layer, attributes }) => {
			return [id, { attributes, checklist: checklistOf({ layer, attributes }, today, rules).id }];
		})
	);
}
