import * as v from 'valibot';
import { VERDICTS } from '../../risk/siting/answer.ts';
import type { SitingCase } from '../../siting/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { districtCode, ruleId } from '../schemas.ts';
import { readCase } from './cases.ts';
import { isOf, type StoredOverride } from './finding-overrides.ts';

const position = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000));

export const findingOverrideOrder = v.object({
	district: districtCode,
	variant: position,
	parcel: position,
	rule: ruleId,
	other: v.pipe(v.string(), v.maxLength(300)),
	counts: v.picklist(VERDICTS),
	reason: words,
	approver: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))
});

/**
 * Sets how a finding of a case counts, by a named person with a reason; what the rules give is kept beside it. Throws an
 * AnswerError 404 for a case, and 422 for a finding, that there is not.
 */
export async function setFindingOverride(
	db: Database,
	who: Who,
	id: number,
	order: v.InferOutput<typeof findingOverrideOrder>
): Promise<SitingCase> {
	const { district, variant, parcel, rule, other, counts, reason, approver } = order;
	await db.transaction(async (tx) => {
		const { answers } = await readCase(tx, district, id);
		const finding = answers[variant]?.parcels[parcel]?.findings.find((one) => isOf(order, one));
		if (finding === undefined) {
			throw new AnswerError(422, 'no-finding', {
				zh: `方案中没有这条核查结果：${rule} ${other}。请重新核查后再调整。`,
				en: `The case has no such finding: ${rule} ${other}. Check it again, then override.`
			});
		}
		await tx.query(
			`insert into siting_override (district, case_id, variant, parcel, rule, other, counts, reason, approver, made_by)
			values ($1, $2::bigint, $3, $4, $5, $6, $7, $8, $9, $10)`,
			[district, id, variant, parcel, rule, other, counts, reason, approver, who.name],
			1
		);
		const object = `${id} ${rule} ${other}`;
		const before = { counts: finding.override?.counts ?? finding.counts };
		const after = { variant, parcel, counts, reason, approver };
		await record(tx, { who, district, action: 'siting.override', object, before, after });
	});
	return readCase(db, district, id);
}

/** Takes an override of a finding back; it stays on record. Throws an AnswerError 404 where none of that id holds. */
export async function withdrawFindingOverride(
	db: Database,
	who: Who,
	district: string,
	id: number,
	override: number
): Promise<SitingCase> {
	await db.transaction(async (tx) => {
		const { rows } = await tx.query<StoredOverride>(
			`update siting_override set withdrawn_at = now(), withdrawn_by = $4
			where district = $1 and case_id = $2::bigint and id = $3::bigint and withdrawn_at is null returning *`,
			[district, id, override, who.name]
		);
		if (rows.length === 0) {
			throw new AnswerError(404, 'no-override', {
				zh: `方案 ${id} 没有调整 ${override}，或已撤回。`,
				en: `Case ${id} has no override ${override}, or it was taken back.`
			});
		}
		const [{ rule, other, counts, reason, approver }] = rows;
		const object = `${id} ${rule} ${other}`;
		await record(tx, {
			who,
			district,
			action: 'siting.override-withdraw',
			object,
			before: { counts, reason, approver }
		});
	});
	return readCase(db, district, id);
}
