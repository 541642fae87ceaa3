import type { FeatureChange } from '../../api.ts';
import type { MajorDanger } from '../../risk/dangers/life.ts';
import { majorDangerOf } from '../../risk/dangers/major-danger.ts';
import type { LayerId } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Queryable } from '../db/database.ts';
import { UPDATED_AT } from '../features/updated-at.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { dangerOf, readRecognised, RECOGNISED, type DangerRow, COLUMNS } from './row.ts';

/** What the attribute of a unit says, and what it has to say by the dangers on record. */
export interface Following {
	updatedAt: string;
	from: string | null;
	to: MajorDanger;
}

/**
 * What the `majorDanger` of a unit has to become by the dangers on record; `null` where it is as it should be, or where
 * none of them was ever recognised as major: then the register of units holds (docs/decisions/0020).
 */
export async function followingOf(tx: Queryable, district: string, feature: string): Promise<Following | null> {
	const to = majorDangerOf(await readRecognised(tx, district, feature), await currentRuleSet(tx, district));
	if (to === null) return null;
	const { rows } = await tx.query<{ layer: LayerId; stated: string | null; updated_at: string }>(
		`select f.layer, f.attributes ->> 'majorDanger' as stated, ${UPDATED_AT} as updated_at
		from feature f where f.district = $1 and f.id = $2`,
		[district, feature]
	);
	// Its import may have been undone, or its layer may ask for no such attribute: then nothing follows.
	if (rows.length === 0 || !asksForMajorDanger(rows[0].layer)) return null;
	const [{ stated: from, updated_at: updatedAt }] = rows;
	return from === to ? null : { updatedAt, from, to };
}

/** Throws an AnswerError 409 where somebody sets by hand what the dangers on record say otherwise. */
export async function mustFollowDangers(
	tx: Queryable,
	district: string,
	feature: string,
	{ attributes = {} }: FeatureChange
): Promise<void> {
	if (!Object.hasOwn(attributes, 'majorDanger')) return;
	const following = await followingOf(tx, district, feature);
	if (following === null) return;
	throw new AnswerError(409, 'danger-on-record', {
		zh: `majorDanger：此单元的重大隐患有台账，状态应为 ${following.to}，只随台账变化。请在隐患台账中办理。`,
		en: `majorDanger: dangers are on record for this unit and say ${following.to}; it follows them alone. Move the danger instead.`
	});
}

/**
 * Has every unit of a district say of its major dangers what is on record, after an import or its undoing has brought other
 * words. Inside the transaction of that; the next run reads it. Returns the units that were set right.
 */
export async function followDangers(tx: Queryable, district: string): Promise<string[]> {
	const { rows } = await tx.query<DangerRow & { layer: LayerId; stated: string | null }>(
		`select ${COLUMNS}, f.layer, f.attributes ->> 'majorDanger' as stated
		from danger d join feature f on f.district = d.district and f.id = d.feature
		where d.district = $1 and ${RECOGNISED} order by d.feature`,
		[district]
	);
	if (rows.length === 0) return [];
	const rules = await currentRuleSet(tx, district);
	const units = Map.groupBy(rows, (row) => row.feature);
	const wrong = [...units].flatMap(([feature, own]) => {
		const to = majorDangerOf(own.map(dangerOf), rules);
		const [{ layer, stated }] = own;
		return to === null || to === stated || !asksForMajorDanger(layer) ? [] : [{ feature, to }];
	});
	if (wrong.length === 0) return [];
	const features = wrong.map(({ feature }) => feature);
	await tx.query(
		`update feature f set attributes = f.attributes || jsonb_build_object('majorDanger', u.state), updated_at = now()
		from unnest($2::text[], $3::text[]) as u(id, state) where f.district = $1 and f.id = u.id`,
		[district, features, wrong.map(({ to }) => to)],
		wrong.length
	);
	return features;
}

function asksForMajorDanger(layer: LayerId): boolean {
	return layerOf(layer).attributes.some(({ key }) => key === 'majorDanger');
}
