import type { Verdict } from '../../risk/siting/answer.ts';
import { worstVerdict } from '../../risk/siting/verdict.ts';
import type { ParcelAnswer, PlacedFinding, SitingAnswer } from '../../siting/api.ts';
import type { Queryable } from '../db/database.ts';

/** An override of a finding as it is stored. */
export interface StoredOverride {
	id: number;
	variant: number;
	parcel: number;
	rule: string;
	other: string;
	counts: Verdict;
	reason: string;
	approver: string;
	made_by: string;
	made_at: Date;
}

/** The overrides of a case's findings that hold: of several on one finding, the last. */
export async function readFindingOverrides(db: Queryable, district: string, id: number): Promise<StoredOverride[]> {
	const { rows } = await db.query<StoredOverride>(
		`select id, variant, parcel, rule, other, counts, reason, approver, made_by, made_at from siting_override
		where district = $1 and case_id = $2::bigint and withdrawn_at is null order by id`,
		[district, id]
	);
	return rows;
}

/**
 * Answers with the overrides beside what the rules give. A verdict that is overridden stays; the one with the overrides
 * stands beside it.
 */
export function withOverrides(answers: readonly SitingAnswer[], overrides: readonly StoredOverride[]): SitingAnswer[] {
	return answers.map((answer, variant) => ({
		...answer,
		parcels: answer.parcels.map((parcel, i) => {
			const own = overrides.filter((one) => one.variant === variant && one.parcel === i);
			return own.length === 0 ? parcel : overriddenParcel(parcel, own);
		})
	}));
}

function overriddenParcel(parcel: ParcelAnswer, overrides: readonly StoredOverride[]): ParcelAnswer {
	const findings = parcel.findings.map((finding): PlacedFinding => {
		const override = overrides.findLast((one) => isOf(one, finding));
		if (override === undefined) return finding;
		const { id, counts, reason, approver, made_by, made_at } = override;
		return { ...finding, override: { id, counts, reason, approver, madeBy: made_by, madeAt: made_at.toISOString() } };
	});
	if (findings.every(({ override }) => override === undefined)) return parcel;
	const overridden = worstVerdict([
		...findings.map(({ counts, override }) => override?.counts ?? counts),
		...parcel.policies.map(({ counts }) => counts),
		...(parcel.unasked.length > 0 ? ['undecided' as const] : []),
		...(parcel.conditions.length > 0 ? ['conditional' as const] : [])
	]);
	return { ...parcel, findings, overridden };
}

/** Whether an override is of a finding. */
export function isOf({ rule, other }: Pick<StoredOverride, 'rule' | 'other'>, finding: PlacedFinding): boolean {
	return finding.rule === rule && (finding.other?.id ?? '') === other;
}
