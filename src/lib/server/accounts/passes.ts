import { createHash, randomBytes } from 'node:crypto';
import { roleOf, type Right } from '../../access/roles.ts';
import { TIERS, type Tier } from '../../access/tiers.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';

interface Row {
	id: string;
	kind: 'wall' | 'machine';
	name: string;
	rights: Right[];
	tiers: Tier[];
	/** Whether its last use has to be written down. */
	stale: boolean;
}

const FORM = /^sise_[A-Za-z0-9_-]{43}$/;

/** A new pass's secret and the hash under which it is kept. 256 bits of chance need no slow hash. */
export function makePassSecret(): { secret: string; hash: string } {
	const secret = `sise_${randomBytes(32).toString('base64url')}`;
	return { secret, hash: hashOfSecret(secret) };
}

export function hashOfSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Who comes with a pass of this kind; null for one that is none, is over or was revoked. */
export async function whoHolds(
	db: Queryable,
	kind: Row['kind'],
	secret: string,
	address: string | null
): Promise<Who | null> {
	if (!FORM.test(secret)) return null;
	const { rows } = await db.query<Row>(
		`select id, kind, name, rights, tiers, last_used_at is null or last_used_at < now() - interval '1 minute' as stale
		from pass where hash = $1 and kind = $2 and revoked_at is null and expires_at > now()`,
		[hashOfSecret(secret), kind]
	);
	if (rows.length === 0) return null;
	if (rows[0].stale) await db.query('update pass set last_used_at = now() where id = $1', [rows[0].id]);
	return whoOf(rows[0], address);
}

/** No pass reaches further than the role of its kind does today, whatever was ticked when it was made. */
function whoOf({ id, kind, name, rights, tiers }: Row, address: string | null): Who {
	const role = roleOf(kind);
	return {
		kind,
		id,
		name,
		role: kind,
		rights: new Set(rights.filter((right) => role.rights.includes(right))),
		sight: { rows: null, tiers: new Set(TIERS.filter((tier) => tiers.includes(tier) && role.tiers.includes(tier))) },
		address,
		session: null,
		demo: false,
		must: null
	};
}
