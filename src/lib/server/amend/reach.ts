import type { FeatureChange } from '../../api.ts';
import { GROUND } from '../../access/tiers.ts';
import type { LayerId } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { seenAmong } from '../access/seen-among.ts';
import { seesAllRows, seesField, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';

/**
 * Throws an AnswerError 403 for a field that is not disclosed, which it names: what somebody may not read they may not
 * overwrite. And for the ground, which everybody sees: it is changed by those who see every row.
 */
export function mustReach(sight: Sight, layer: LayerId, { attributes = {} }: FeatureChange): void {
	if (!seesAllRows(sight) && GROUND.includes(layer)) {
		throw new AnswerError(403, 'ground', {
			zh: '道路、水系和行政区属于全区底图，只能由可见全区的角色修改。请联系数据管理员。',
			en: 'Roads, waters and areas belong to the whole district; only roles that see all of it change them. Ask the data keeper.'
		});
	}
	const known = layerOf(layer).attributes.map(({ key }) => key);
	const hidden = known.find((key) => Object.hasOwn(attributes, key) && !seesField(sight, layer, key));
	if (hidden === undefined) return;
	throw new AnswerError(403, 'not-disclosed', {
		zh: `${hidden}：此项不向您的角色披露，不能修改。`,
		en: `${hidden}: this field is not disclosed to your role, so it cannot be changed.`
	});
}

/** Throws an AnswerError 403 for a feature that a change has moved out of one's subdistricts. */
export async function mustStay(tx: Queryable, sight: Sight, district: string, id: string): Promise<void> {
	if ((await seenAmong(tx, sight, district, [id])).has(id)) return;
	throw new AnswerError(403, 'not-there', {
		zh: 'geometry：新位置不在您负责的街道内，未修改。请联系数据管理员。',
		en: 'geometry: the new place lies outside your subdistricts, so nothing was changed. Ask the data keeper.'
	});
}
