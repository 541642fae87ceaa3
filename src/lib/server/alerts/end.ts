import { overdueReason, subjectOf } from '../../risk/alerts/raised.ts';
import { alertLevels, type AlertLevel } from '../../risk/alerts/table.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { tellAlerts } from './tell.ts';

export interface Ending {
	district: string;
	/** The newest run, by which it is told what is still so. */
	run: number;
	rules: RuleSet;
	/** The subjects that may no longer be so; null: all. */
	among: readonly string[] | null;
}

/**
 * Ends the alerts whose condition is gone in the newest run: a feature that is below orange, a violation that is no longer
 * broken, a danger that is no longer overdue; an alarm whose feature is gone; many, when none of them lasts.
 */
export async function endGone(tx: Queryable, { district, run, rules, among }: Ending): Promise<void> {
	const { rows } = await tx.query<{ id: number; gathered_in: number | null }>(
		`update alert a set ended_at = clock_timestamp(), next_at = null, red_at = null
		where a.district = $1 and a.ended_at is null and ($3::text[] is null or a.subject = any($3::text[]))
			and case a.kind
				when 'level' then not exists (select from assessment s
					where s.district = $1 and s.run = $2 and s.feature = a.feature and s.level = any($4::text[]))
				when 'danger' then not exists (select from assessment s
					where s.district = $1 and s.run = $2 and s.feature = a.feature and s.reasons @> $5::text::jsonb)
				when 'violation' then not exists (select from finding f
					where f.district = $1 and f.run = $2 and f.source = a.feature and f.rule = a.rule
						and f.target is not distinct from a.target and f.state = 'broken')
				when 'alarm' then not exists (select from feature f where f.district = $1 and f.id = a.feature)
				else false end
		returning a.id, a.gathered_in`,
		[district, run, among, alertLevels(rules), JSON.stringify([overdueReason(rules)])]
	);
	await settleEnded(tx, district, rows);
}

/** Ends the alerts of these subjects, or those of them that are of a level. */
export async function endSubjects(
	tx: Queryable,
	district: string,
	subjects: readonly string[],
	level: AlertLevel | null = null
): Promise<void> {
	if (subjects.length === 0) return;
	const { rows } = await tx.query<{ id: number; gathered_in: number | null }>(
		`update alert set ended_at = clock_timestamp(), next_at = null, red_at = null
		where district = $1 and ended_at is null and subject = any($2::text[]) and ($3::text is null or level = $3::text)
		returning id, gathered_in`,
		[district, subjects, level]
	);
	await settleEnded(tx, district, rows);
}

/** Ends what gathered alerts of which none lasts, and tells of all that ended and is shown by itself. */
async function settleEnded(
	tx: Queryable,
	district: string,
	ended: readonly { id: number; gathered_in: number | null }[]
): Promise<void> {
	if (ended.length === 0) return;
	const gathering = [...new Set(ended.flatMap(({ gathered_in }) => gathered_in ?? []))];
	const { rows } = await tx.query<{ id: number }>(
		`update alert a set ended_at = clock_timestamp(), next_at = null
		where a.district = $1 and a.id = any($2::bigint[]) and a.ended_at is null
			and not exists (select from alert m where m.district = $1 and m.gathered_in = a.id and m.ended_at is null)
		returning a.id`,
		[district, gathering]
	);
	const alone = ended.filter(({ gathered_in }) => gathered_in === null);
	await tellAlerts(
		tx,
		district,
		'ended',
		[...alone, ...rows].map(({ id }) => id)
	);
}

/** What a change to a feature may have ended. */
export function endingsOf(feature: string): string[] {
	return [subjectOf.level(feature), subjectOf.danger(feature)];
}
