import { roleOf, type RoleId } from '../../access/roles.ts';
import type { Subdistricts } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { changePerson, keepLastAdministrator } from './change-person.ts';
import { endSessionsOf } from './sessions.ts';
import { listSubdistricts } from './subdistricts.ts';

/**
 * Gives a person a role, or none, and the subdistricts of a role that sees only its own. Their sessions end. Throws an
 * AnswerError 400 for a subdistrict that there is not, and 409 for the last administrator of a kind.
 */
export function grant(
	db: Database,
	who: Who,
	id: string,
	{ role, subdistricts }: { role: RoleId | null; subdistricts: Subdistricts }
): Promise<void> {
	return changePerson(db, who, id, async (tx, person) => {
		const own = role !== null && roleOf(role).rows === 'own' ? await checked(tx, subdistricts) : {};
		if (person.role !== role) await keepLastAdministrator(tx, person);
		await tx.query(
			'update person set role = $2, subdistricts = $3::text::jsonb, updated_at = now() where id = $1',
			[id, role, JSON.stringify(own)],
			1
		);
		await endSessionsOf(tx, id);
		await record(tx, {
			who,
			action: 'person.grant',
			object: person.username,
			before: { role: person.role, subdistricts: person.subdistricts },
			after: { role, subdistricts: own }
		});
	});
}

async function checked(tx: Queryable, given: Subdistricts): Promise<Subdistricts> {
	const there = new Map(
		(await listSubdistricts(tx)).map(({ district, subdistricts }) => [
			district,
			new Set(subdistricts.map(({ id }) => id))
		])
	);
	const own: Record<string, string[]> = {};
	for (const [district, ids] of Object.entries(given)) {
		const missing = ids.find((id) => !there.get(district)?.has(id));
		if (missing !== undefined) {
			throw new AnswerError(400, 'no-subdistrict', {
				zh: `辖区 ${district} 没有街道 ${missing}。`,
				en: `District ${district} has no subdistrict ${missing}.`
			});
		}
		if (ids.length > 0) own[district] = [...new Set(ids)].sort();
	}
	return own;
}
