import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { VisitOrder } from '../../rounds/api.ts';
import { mustSeeFeature } from '../access/must-see-feature.ts';
import { seenWithUnit } from '../access/seen-with-unit.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { AskedUnit } from './checklist-of.ts';
import { noVisit } from './seen.ts';

/** What a visit is made at. */
export interface VisitedUnit extends AskedUnit {
	/** The round that it belongs to; `null`: none. */
	round: string | null;
	/** Id of the checklist that the round took along; `null`: no stop. */
	takenAlong: string | null;
}

/**
 * The unit that a visit is made at, and the round that its id belongs to. Of a stop, or of a visit on record, the unit may
 * have been taken away since: what was seen there is kept all the same. Throws an AnswerError: 404 for a unit or a visit
 * that is not seen, 422 naming `feature` or `round` where the id of the visit belongs to another.
 */
export async function visitedUnit(
	tx: Queryable,
	sight: Sight,
	{ district, id, feature, round }: VisitOrder,
	visit: { feature: string; round: string | null; isSeen: boolean } | null
): Promise<VisitedUnit> {
	const stop = await stopOf(tx, sight, district, id);
	const known = visit ?? stop;
	if (known === null) await mustSeeFeature(tx, sight, district, feature);
	else if (!known.isSeen) throw noVisit(id);
	if (known !== null && known.feature !== feature) throw otherFeature(known.feature);
	const own = known?.round ?? null;
	if (round !== null && round !== own) throw otherRound();
	const { rows } = await tx.query<{ attributes: Attributes }>(
		'select attributes from feature where district = $1 and id = $2',
		[district, feature]
	);
	return {
		round: own,
		takenAlong: stop?.checklist ?? null,
		layer: feature.split('/', 1)[0] as LayerId,
		attributes: rows[0]?.attributes ?? {}
	};
}

async function stopOf(tx: Queryable, sight: Sight, district: string, visit: string) {
	const params: unknown[] = [district, visit];
	const seen = seenWithUnit(sight, district, 's', (value) => `$${params.push(value)}`);
	const { rows } = await tx.query<{ feature: string; round: string; checklist: string; isSeen: boolean }>(
		`select s.feature, s.round, s.checklist, ${seen} as "isSeen" from round_stop s
		where s.district = $1 and s.visit = $2::uuid`,
		params
	);
	return rows[0] ?? null;
}

function otherFeature(feature: string): AnswerError {
	return new AnswerError(422, 'other-feature', {
		zh: `feature：此检查记录是 ${feature} 的。另一单元请另建检查。`,
		en: `feature: this visit is one of ${feature}. Another unit needs a visit of its own.`
	});
}

function otherRound(): AnswerError {
	return new AnswerError(422, 'other-round', {
		zh: 'round：此检查记录不属于该路线。请用路线给出的检查编号，或不填 round。',
		en: 'round: this visit does not belong to that round. Use the id that the round gives, or leave round out.'
	});
}
