import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { performOverHttp } from '$lib/server/commands/channel.ts';
import { isCommand } from '$lib/server/commands/registry.ts';
import { AnswerError, failure, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'operator' } satisfies Needs;

/**
 * The command line beside a running server works through it: whoever can read the lock file of the data folder (its
 * owner, mode 0600) has the secret that this asks for.
 */
export const POST: RequestHandler = async ({ request, params: { name }, locals }) => {
	try {
		if (!isCommand(name)) {
			throw new AnswerError(404, 'no-command', { zh: '没有这个命令。', en: 'There is no such command.' });
		}
		return performOverHttp(app().sise, locals.who, name, await readBody(request, v.unknown()));
	} catch (error) {
		return failure(error);
	}
};
