import { error } from '@sveltejs/kit';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { performOverHttp } from '$lib/server/commands/channel.ts';
import { isCommand } from '$lib/server/commands/registry.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'operator' } satisfies Needs;

/**
 * The command line beside a running server works through it: whoever can read the lock file of the data folder (its
 * owner, mode 0600) has the secret that this asks for.
 */
export const POST: RequestHandler = async ({ request, params, locals }) => {
	if (!isCommand(params.name)) error(404, `There is no command ${params.name}.`);
	return performOverHttp(app().sise, locals.who, params.name, await request.json());
};
