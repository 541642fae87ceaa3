import type { OverrideItem } from '../../api.ts';
import { amend } from '../amend/amend.ts';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { listOverrides } from './list.ts';

/**
 * Withdraws an override before its last day and has the newest run follow. It stays on record as withdrawn. Throws an
 * AnswerError: 404 where there is none of that id, 409 where it was withdrawn or has ended already.
 */
export async function withdrawOverride(db: Database, who: Who, district: string, id: number): Promise<OverrideItem> {
	await standingOf(db, district, id);
	await amend(db, who, district, async (tx) => {
		const { feature, level, reason, approver, until } = await standingOf(tx, district, id);
		await tx.query(
			'update level_override set withdrawn_at = now(), withdrawn_by = $3 where district = $1 and id = $2::bigint',
			[district, id, who.name],
			1
		);
		const { count } = await tx.query('select 1 from feature where district = $1 and id = $2', [district, feature]);
		// The import that brought the feature may have been undone since: then nothing has to follow.
		const deed = { action: 'override.withdraw', object: feature, before: { id, level, reason, approver, until } };
		return { features: count > 0 ? [feature] : [], deed };
	});
	return (await listOverrides(db, { district, id }))[0];
}

/** The override that is to be withdrawn. Throws an AnswerError where it cannot be. */
async function standingOf(db: Queryable, district: string, id: number): Promise<OverrideItem> {
	const [found] = await listOverrides(db, { district, id });
	if (found === undefined) {
		throw new AnswerError(404, 'no-override', {
			zh: `辖区 ${district} 没有人工调整 ${id}。`,
			en: `District ${district} has no override ${id}.`
		});
	}
	if (found.status === 'ended') {
		throw new AnswerError(409, 'override-over', {
			zh: `人工调整 ${id} 已于 ${found.until} 到期。`,
			en: `Override ${id} ended on ${found.until} already.`
		});
	}
	if (found.status === 'withdrawn') {
		throw new AnswerError(409, 'override-over', {
			zh: `人工调整 ${id} 已经撤回。`,
			en: `Override ${id} was withdrawn already.`
		});
	}
	return found;
}
