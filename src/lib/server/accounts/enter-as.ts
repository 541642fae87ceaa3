import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { BetterAuthPlugin } from 'better-auth';
import * as v from 'valibot';

/**
 * Opens a session of a person without asking for a password: for the demo persons, who have none. It has no path, so
 * nothing outside this process can call it.
 */
export const enterAs = () =>
	({
		id: 'enter-as',
		endpoints: {
			enterAs: createAuthEndpoint.serverOnly(
				{ method: 'POST', body: v.object({ person: v.string() }) },
				async (ctx) => {
					const user = await ctx.context.internalAdapter.findUserById(ctx.body.person);
					if (user === null) throw new Error('There is no such person.');
					const session = await ctx.context.internalAdapter.createSession(user.id);
					await setSessionCookie(ctx, { session, user });
					return ctx.json({ session: session.id });
				}
			)
		}
	}) satisfies BetterAuthPlugin;
