import { randomUUID } from 'node:crypto';
import type { DangerDetail, DangerMove } from '../../dangers/api.ts';
import type { Danger, Given } from '../../risk/dangers/danger.ts';
import { escalateDanger } from '../../risk/dangers/escalate.ts';
import { moveDanger } from '../../risk/dangers/move.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { SYSTEM, type Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { changedSince, otherContent } from './conflict.ts';
import { contentHash } from './content-hash.ts';
import { addStep, contentOfStep, tellOfDanger } from './history.ts';
import { lockDanger, readDanger } from './read.ts';
import { refusedAs } from './refused.ts';
import { updateDanger } from './row.ts';
import { writeDanger } from './unit.ts';

/**
 * Moves a danger by a step. What fell due before it comes first, so that nobody asks for acceptance in time by being faster
 * than the clock. A step that was made already, by its id, is not made again. Throws an AnswerError: 404 where there is no
 * such danger that is seen; 409 with the fields that differ where somebody was first, and where the step does not lead on
 * from here; 403 for whom it is not; 422 naming the field that is missing or wrong.
 */
export async function makeStep(
	db: Database,
	who: Who,
	id: string,
	order: DangerMove,
	now = new Date()
): Promise<DangerDetail> {
	const { district, version, step, fields = {}, note, evidence } = order;
	const given: Given = { fields, note, evidence };
	await writeDanger(db, who, district, async (tx) => {
		const rules = await currentRuleSet(tx, district);
		const danger = await lockDanger(tx, who.sight, district, id);
		const made = order.id === undefined ? null : await contentOfStep(tx, district, id, order.id);
		if (made === contentHash(order)) return null;
		if (made !== null) throw otherContent(danger, fields, who.sight, rules);
		if (danger.version !== version) throw changedSince(danger, fields, who.sight, rules);
		const current = await fallDue(tx, district, danger, now, rules);
		const moved = moveDanger(current, step, given, who, now, rules);
		if ('refused' in moved) throw refusedAs(moved.refused);
		const { event } = moved;
		await updateDanger(tx, district, moved.danger);
		await addStep(tx, district, id, {
			id: order.id ?? randomUUID(),
			event,
			who,
			at: now,
			version: moved.danger.version,
			content: contentHash(order)
		});
		await tellOfDanger(tx, district, moved.danger);
		const after = { state: event.to, ...fields, ...(note !== undefined && { note }), evidence: event.evidence.length };
		return {
			feature: danger.feature,
			deed: { action: `danger.${step}`, object: id, before: { state: danger.state, ...heldOf(danger, fields) }, after }
		};
	});
	return readDanger(db, who, district, id, now);
}

/** Adds what time has made of a danger to its history. Returns what it has become, not stored yet. */
export async function fallDue(
	tx: Queryable,
	district: string,
	danger: Danger,
	now: Date,
	rules: RuleSet
): Promise<Danger> {
	const late = escalateDanger(danger, now, rules);
	for (const [i, event] of late.events.entries()) {
		const version = danger.version + i + 1;
		await addStep(tx, district, danger.id, { id: randomUUID(), event, who: SYSTEM, at: now, version, content: null });
	}
	return late.danger;
}

/** How the fields stood that somebody sets. */
export function heldOf(danger: Danger, fields: object): Record<string, unknown> {
	return Object.fromEntries(Object.keys(fields).map((field) => [field, danger[field as keyof Danger]]));
}
