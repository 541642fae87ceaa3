import type { PersonState } from './person-state.ts';
import type { DistrictSubdistricts, PersonItem } from '$lib/access/api.ts';
import { roleOf, type RoleId } from '$lib/access/roles.ts';
import { m } from '$lib/paraglide/messages.js';
import { say } from '$lib/ui/words.ts';

const STATE_WORDS: Record<PersonState, () => string> = {
	active: m.acc_state_active,
	locked: m.acc_state_locked,
	disabled: m.acc_state_disabled,
	'must-change-password': m.acc_state_must_change,
	'no-second-factor': m.acc_state_no_factor
};

export function stateWords(state: PersonState): string {
	return STATE_WORDS[state]();
}

export function roleWords(role: RoleId | null): string {
	return role === null ? m.acc_no_role() : say(roleOf(role).name);
}

/** The names of the subdistricts that somebody has, by district; their number where the names are not told. */
export function subdistrictWords({ subdistricts }: PersonItem, districts: readonly DistrictSubdistricts[]): string {
	return Object.entries(subdistricts)
		.map(([district, ids]) => {
			const known = districts.find((one) => one.district === district);
			if (known === undefined) return m.acc_subdistricts_count({ count: ids.length });
			const names = ids.map((id) => known.subdistricts.find((one) => one.id === id)?.name ?? id);
			return districts.length > 1 ? `${known.name}: ${names.join(m.list_comma())}` : names.join(m.list_comma());
		})
		.join('; ');
}
