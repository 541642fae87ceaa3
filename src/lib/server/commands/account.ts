import * as v from 'valibot';
import type { PersonItem } from '../../access/api.ts';
import { ACCESS_LIMITS, idleMinutes } from '../../access/limits.ts';
import { operator } from '../access/who.ts';
import { originOf } from '../accounts/accounts.ts';
import { unlockName } from '../accounts/change-person.ts';
import { listPersonItems } from '../accounts/list-persons.ts';
import { tried } from '../accounts/schemas.ts';
import { makeSetupLink } from '../accounts/setup.ts';
import { command } from './command.ts';

export type AccountAnswer = { link: string; hours: number } | { accounts: PersonItem[] } | { unlocked: string };

const district = v.optional(v.string());
const none = v.pipe(v.array(v.string()), v.length(0));

/** What has to be done about accounts where no administrator can: a link that makes one, a list, a lock taken off. */
export const account = command({
	input: v.variant('action', [
		v.object({ action: v.literal('setup'), names: none, district }),
		v.object({ action: v.literal('list'), names: none, district }),
		v.object({ action: v.literal('unlock'), names: v.pipe(v.array(tried), v.length(1)), district })
	]),
	async perform({ db }, input): Promise<AccountAnswer> {
		const { env } = process;
		if (input.action === 'list') return { accounts: await listPersonItems(db, idleMinutes(env.SISE_IDLE_MINUTES)) };
		if (input.action === 'unlock') {
			const [name] = input.names;
			await unlockName(db, operator(), name);
			return { unlocked: name };
		}
		const link = await makeSetupLink(db, operator(), originOf(env), { recovers: true });
		return { link, hours: ACCESS_LIMITS.setup.linkHours };
	}
});
