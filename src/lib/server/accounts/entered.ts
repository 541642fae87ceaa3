import type { SignedIn } from '../../access/api.ts';
import { nobody, type Who } from '../access/who.ts';
import { record, type Deed } from '../audit/record.ts';
import type { Queryable } from '../db/database.ts';
import type { Accounts, Visitor } from './accounts.ts';
import type { Person } from './persons.ts';

/** What a way in leads to, with the cookies that the answer carries. */
export interface Entered extends SignedIn {
	cookies: string[];
}

/** A person as the audit names them, who was nobody a moment ago. */
export function personAs({ who }: Visitor, { id, name, role, demo }: Person, session: string | null): Who {
	return { ...nobody(who.address), kind: 'person', id, name, role, demo, session };
}

/**
 * Opens a session of a person who has shown that it is them; the one that the visitor had before is ended, so that nobody
 * can have prepared it. Records `deed` as theirs.
 */
export async function enter(
	accounts: Accounts,
	visitor: Visitor,
	person: Person,
	deed: Omit<Deed, 'who'>
): Promise<Entered> {
	const { headers, response } = await accounts.auth.api.enterAs({
		body: { person: person.id },
		headers: accounts.withoutSession(visitor).headers,
		returnHeaders: true
	});
	await noteEntered(accounts, visitor, person, response.session, deed);
	return { next: 'enter', cookies: headers.getSetCookie() };
}

/** Ends the session that the visitor had before, and records how they came in. */
export async function noteEntered(
	accounts: Accounts,
	visitor: Visitor,
	person: Person,
	session: string,
	deed: Omit<Deed, 'who'>
): Promise<void> {
	await accounts.db.transaction(async (tx) => {
		await endHeld(tx, accounts, visitor);
		await record(tx, { ...deed, who: personAs(visitor, person, session) });
	});
}

/** Ends the session whose cookie the visitor carries, whether it still holds or not. */
export async function endHeld(tx: Queryable, accounts: Accounts, visitor: Visitor): Promise<void> {
	const token = accounts.signedCookie(visitor.headers.get('cookie'), accounts.sessionCookie);
	if (token !== null) await tx.query('delete from session where token = $1', [token]);
}
