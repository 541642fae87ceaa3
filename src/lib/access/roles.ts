import table from '../../../data/access/roles.json' with { type: 'json' };
import type { Words } from '../risk/words.ts';
import type { Tier } from './tiers.ts';

/** What somebody may do, as data/access/roles.json names it. */
export type Right = keyof typeof table.rights;
export type RoleId = keyof typeof table.roles;

/**
 * What a route asks of whoever comes: a right, `signed-in` (anybody who is known, a wall and a machine too), `known` (the
 * same, also one who must do something first), `person` (a signed-in person, also one who must change a password first),
 * `operator` (the command line), or nothing: `open`.
 */
export type Need = Right | 'open' | 'signed-in' | 'known' | 'person' | 'operator';

/** What each method of a route asks of whoever comes. A route exports it as `_needs`; one that does not, does not build. */
export type Needs = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Need>>;

export interface Role {
	id: RoleId;
	name: Words;
	/** Who can have it. */
	for: 'person' | 'wall' | 'machine';
	/** One of the three separated administrators: a second factor is asked. */
	administers: boolean;
	/** Which rows of a district it sees: all, those of a person's own subdistricts, or none. */
	rows: 'all' | 'own' | 'none';
	tiers: readonly Tier[];
	rights: readonly Right[];
}

export const RIGHTS = Object.keys(table.rights) as Right[];
export const ROLE_IDS = Object.keys(table.roles) as RoleId[];

const ROLES = new Map(
	ROLE_IDS.map((id): [RoleId, Role] => {
		const row: Omit<Role, 'id' | 'administers'> & { administers?: boolean } = table.roles[id] as never;
		return [id, { ...row, id, administers: row.administers ?? false }];
	})
);

/** The role of an id. Throws a RangeError for none. */
export function roleOf(id: string): Role {
	const role = ROLES.get(id as RoleId);
	if (role === undefined) throw new RangeError(`Role "${id}" is not one of ${ROLE_IDS.join(', ')}.`);
	return role;
}

/** The roles that a person can be given. */
export const PERSON_ROLES = ROLE_IDS.filter((id) => roleOf(id).for === 'person');

export function nameOfRight(right: Right): Words {
	return table.rights[right].name;
}

/** Whether what a right reaches is narrowed to the rows a person may see. */
export function isNarrowed(right: Right): boolean {
	return table.rights[right].narrowed;
}
