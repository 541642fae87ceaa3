import type { Me } from '$lib/access/api.ts';
import { meOf } from '$lib/server/accounts/me.ts';
import { app } from '$lib/server/app.ts';
import type { LayoutServerLoad } from './$types';

/** Whoever looks at the page; null: nobody signed in. */
export const load: LayoutServerLoad = ({ locals: { who } }): { me: Me | null } => {
	return { me: meOf(who, app().accounts) };
};
