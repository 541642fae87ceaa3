import { checklistProblems } from '../../risk/checklists/answers.ts';
import type { Checklist } from '../../risk/checklists/checklist.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { VisitFields, VisitIncomplete, VisitOrder, VisitSaved } from '../../rounds/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { contentHash } from '../dangers/content-hash.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { keepRuleSet } from '../rules/rule-sets.ts';
import { askedBy } from './asked-by.ts';
import { changedByBoth, handedInAlready } from './conflict.ts';
import { changedOnly, mergeFields, NO_FIELDS } from './merge.ts';
import { mustHaveArrived, photosAfter } from './photos-of.ts';
import { readSaved } from './read.ts';
import { findVisit, storeVisit, versionOf, type StoredVisit, type Written } from './row.ts';
import { visitedUnit } from './visited-unit.ts';

/**
 * Keeps a visit as a phone sends it: begun, written on, or handed in. Nothing is overwritten in silence: fields are laid
 * over what stands there one by one, from the version that was read. The same sending again answers what it answered
 * before, and writes nothing. Throws an AnswerError: 404 where there is no such unit that is seen; 409 `changed-since` and
 * `handed-in` with the fields that differ, `photo-missing` with the hashes, `other-content`; 422 naming what is wrong, and
 * item by item what lacks before it can be handed in (docs/decisions/0021).
 */
export async function recordVisit(db: Database, who: Who, order: VisitOrder, now = new Date()): Promise<VisitSaved> {
	const { district, id, sending } = order;
	await db.transaction(async (tx) => {
		// Two phones that begin one visit at once: the second reads what the first wrote.
		await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`${district} ${id}`]);
		const visit = await findVisit(tx, who.sight, district, id);
		const unit = await visitedUnit(tx, who.sight, order, visit);
		if (await wasSent(tx, order)) return;
		const { rules, checklist } = await askedBy(tx, order, unit, visit);
		const { state, ...merged } = await laidOver(tx, who, order, visit, checklist);
		const photos = await mustHaveArrived(tx, district, photosAfter(merged.fields, { ...merged, sent: order.photos }));
		if (state === 'handed_in') mustBeComplete(checklist, merged.fields);
		const after: StoredVisit = {
			feature: order.feature,
			round: unit.round,
			state,
			checklist: order.checklist,
			fields: merged.fields,
			startedAt: [order.startedAt, visit?.startedAt ?? order.startedAt].sort()[0],
			// The clock of a phone may be ahead: nobody was anywhere tomorrow.
			handedInAt: order.handedInAt === null ? null : [order.handedInAt, now.toISOString()].sort()[0],
			place: order.place ?? visit?.place ?? null,
			photos
		};
		const version = (visit?.version ?? 0) + 1;
		await keepRuleSet(tx, rules);
		const history = { content: contentHash(order), merged: merged.kept, at: now };
		await storeVisit(tx, who, { district, id, version, sending }, after, history);
		await record(tx, {
			who,
			district,
			action: state === 'handed_in' ? 'visit.hand_in' : 'visit.record',
			object: id,
			before: visit && { version: visit.version, state: visit.state },
			after: {
				version,
				feature: order.feature,
				round: unit.round,
				day: districtDay(new Date(after.handedInAt ?? after.startedAt), rules),
				answers: Object.keys(after.fields.answers).length,
				photos: photos.length,
				...(merged.kept.length > 0 && { merged: merged.kept })
			}
		});
	});
	return readSaved(db, who.sight, district, id, sending);
}

/** Whether this sending arrived before. Throws an AnswerError 409 where its id stood for something else. */
async function wasSent(tx: Queryable, order: VisitOrder): Promise<boolean> {
	const { rows } = await tx.query<{ content_sha256: string }>(
		`select content_sha256 from visit_version where district = $1 and visit = $2::uuid and sending = $3::uuid`,
		[order.district, order.id, order.sending]
	);
	if (rows.length === 0) return false;
	if (rows[0].content_sha256 === contentHash(order)) return true;
	throw new AnswerError(409, 'other-content', {
		zh: 'sending：同一发送编号已送到过不同的内容，没有覆盖。改过的内容请用新的发送编号。',
		en: 'sending: something else arrived under this id and was not overwritten. What was changed needs a sending of its own.'
	});
}

/** What was sent, laid over what stands there. */
async function laidOver(
	tx: Queryable,
	who: Who,
	{ district, id, version, fields: yours, handedInAt }: VisitOrder,
	visit: (StoredVisit & Written) | null,
	checklist: Checklist
) {
	if (version > (visit?.version ?? 0)) throw noVersion(version, visit?.version ?? 0);
	const state: StoredVisit['state'] = handedInAt === null ? 'open' : 'handed_in';
	const base = version === 0 ? null : await versionOf(tx, district, id, version);
	const from = base?.fields ?? NO_FIELDS;
	if (visit === null) return { state, fields: yours, kept: [], base, theirs: null };
	const compared = { base: from, theirs: visit, yours, checklist };
	if (visit.state === 'handed_in' && (state === 'open' || visit.byId !== who.id)) {
		throw handedInAlready(changedOnly(from, visit.fields, yours), compared, who.sight);
	}
	const { fields, kept, conflicts } = mergeFields(from, visit.fields, yours);
	if (conflicts.length > 0) throw changedByBoth(conflicts, compared, who.sight);
	return { state, fields, kept, base, theirs: visit };
}

function noVersion(version: number, newest: number): AnswerError {
	return new AnswerError(422, 'no-version', {
		zh: `version：没有第 ${version} 版，最新是第 ${newest} 版。请重新打开此检查记录。`,
		en: `version: there is no version ${version}; the newest is ${newest}. Open the visit again.`
	});
}

function mustBeComplete(checklist: Checklist, { answers }: VisitFields): void {
	const counted = Object.entries(answers).map(([item, { value, photos }]) => {
		return [item, { value, photos: photos.length }] as const;
	});
	const problems = checklistProblems(checklist, Object.fromEntries(counted));
	if (problems.length === 0) return;
	throw new AnswerError(
		422,
		'visit-incomplete',
		{
			zh: `检查表还有 ${problems.length} 项不完整，没有提交：${problems.map(({ text }) => text.zh).join('')}`,
			en: `${problems.length} items of the checklist lack something, and it was not handed in: ${problems.map(({ text }) => text.en).join(' ')}`
		},
		{ problems } satisfies VisitIncomplete
	);
}
