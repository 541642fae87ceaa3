import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { DEMO_ROLES, enterDemo } from '$lib/server/accounts/demo-persons.ts';
import { app } from '$lib/server/app.ts';
import { AnswerError, answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'open' } satisfies Needs;

const Body = v.strictObject({ role: v.picklist(DEMO_ROLES) });

/** Lets one of the demo persons in, while all that is stored is made up. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const { role } = await readBody(request, Body);
		const { db, accounts } = app();
		if (!(await accounts.isDemoOpen())) {
			throw new AnswerError(403, 'no-demo', {
				zh: '这里已有真实数据或管理员，示范账号已停用。请用自己的账号登录。',
				en: 'There is real data or an administrator here, so the demo accounts are closed. Sign in with your own.'
			});
		}
		const entered = await enterDemo(db, accounts.auth, role, accounts.headersFor(request, locals.who.address));
		for (const cookie of entered.getSetCookie()) headers.append('set-cookie', cookie);
		return { role };
	});
