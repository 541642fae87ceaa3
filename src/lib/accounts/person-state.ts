import type { PersonItem } from '../access/api.ts';
import type { RoleId } from '../access/roles.ts';

/** What an administrator looks for in an account. */
export const PERSON_STATES = ['active', 'locked', 'disabled', 'must-change-password', 'no-second-factor'] as const;
export type PersonState = (typeof PERSON_STATES)[number];

/** What there is to say about an account; `active` where nothing stands in its way. */
export function statesOf(person: PersonItem): PersonState[] {
	const states: PersonState[] = [];
	if (person.disabled) states.push('disabled');
	if (person.lockedUntil !== null) states.push('locked');
	if (states.length === 0) states.push('active');
	if (person.mustChangePassword) states.push('must-change-password');
	if (!person.secondFactor) states.push('no-second-factor');
	return states;
}

export interface PersonFilter {
	text: string;
	/** `none`: who has no role yet. */
	role: RoleId | 'none' | null;
	state: PersonState | null;
}

/** The persons of whom name or account holds the text, with this role and in this state. */
export function filterPersons(persons: readonly PersonItem[], { text, role, state }: PersonFilter): PersonItem[] {
	const wanted = text.trim().toLowerCase();
	return persons.filter(
		(person) =>
			(person.name.toLowerCase().includes(wanted) || person.username.includes(wanted)) &&
			(role === null || (person.role ?? 'none') === role) &&
			(state === null || statesOf(person).includes(state))
	);
}
