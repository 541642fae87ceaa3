import { randomUUID } from 'node:crypto';
import type { DangerChange, DangerDetail } from '../../dangers/api.ts';
import { changeDanger } from '../../risk/dangers/change.ts';
import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { changedSince } from './conflict.ts';
import { contentHash } from './content-hash.ts';
import { addStep, tellOfDanger } from './history.ts';
import { heldOf } from './move.ts';
import { lockDanger, readDanger } from './read.ts';
import { refusedAs } from './refused.ts';
import { updateDanger } from './row.ts';
import { writeDanger } from './unit.ts';

/**
 * Sets fields of a danger right. Fields that stand there as they are sent are no change, whoever was first. Throws an
 * AnswerError: 404 where there is no such danger that is seen; 409 with the fields that differ where somebody was first;
 * 403 and 422 naming the field that may not be set or is wrong.
 */
export async function changeFields(
	db: Database,
	who: Who,
	id: string,
	{ district, version, fields }: DangerChange,
	now = new Date()
): Promise<DangerDetail> {
	await writeDanger(db, who, district, async (tx) => {
		const rules = await currentRuleSet(tx, district);
		const danger = await lockDanger(tx, who.sight, district, id);
		const held = heldOf(danger, fields);
		const differing = Object.keys(fields).filter((field) => {
			return contentHash(held[field]) !== contentHash(fields[field as keyof typeof fields]);
		});
		if (differing.length === 0) return null;
		if (danger.version !== version) throw changedSince(danger, fields, who.sight, rules);
		const changes = Object.fromEntries(differing.map((field) => [field, fields[field as keyof typeof fields]]));
		const changed = changeDanger(danger, changes, who, now, rules);
		if ('refused' in changed) throw refusedAs(changed.refused);
		await updateDanger(tx, district, changed.danger);
		const { version: after } = changed.danger;
		const step = { id: randomUUID(), event: changed.event, who, at: now, version: after, content: null };
		await addStep(tx, district, id, step);
		await tellOfDanger(tx, district, changed.danger);
		const deed = { action: 'danger.change', object: id, before: heldOf(danger, changes), after: changes };
		return { feature: danger.feature, deed };
	});
	return readDanger(db, who, district, id, now);
}
