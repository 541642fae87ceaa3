import { redirect, type Handle, type HandleServerError, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { ask } from '$lib/server/access/gate.ts';
import { nobody, OPERATOR_HEADER } from '$lib/server/access/who.ts';
import { offerSetup } from '$lib/server/accounts/setup.ts';
import { app, openApp, type App } from '$lib/server/app.ts';
import { recordAlone } from '$lib/server/audit/record.ts';
import { escalateEachMinute } from '$lib/server/dangers/each-minute.ts';
import { loadDemo } from '$lib/server/demo.ts';
import { secure } from '$lib/server/edge/headers.ts';
import { logError } from '$lib/server/edge/log.ts';
import { overRate, type Rate } from '$lib/server/edge/rates.ts';
import { isFromHere } from '$lib/server/edge/same-origin.ts';
import { AnswerError, failure } from '$lib/server/http.ts';
import { endOverridesDaily } from '$lib/server/overrides/daily.ts';
import type { Words } from '$lib/risk/words.ts';
import { needOf } from './needs.ts';

/** Opens the database before the first request; the demo district is loaded while the server already answers. */
export const init: ServerInit = async () => {
	const opened = await openApp(say).catch((error: unknown) => {
		// The words alone: an error dumped whole would show the secret of the folder's owner.
		logError(error instanceof Error ? error.message : error);
		return process.exit(1);
	});
	opened.lock?.setAddress(`http://${hostName(process.env.HOST)}:${process.env.PORT ?? '3000'}`);
	stopWith(opened);
	opened.onStop(endOverridesDaily(opened.db, logError));
	opened.onStop(escalateEachMinute(opened.db, logError));
	opened.onStop(offerSetup(opened.accounts, opened.events, say));
	if (process.env.SISE_DEMO !== '0') {
		loadDemo(opened, say).catch((error: unknown) => {
			logError(error);
			say({ zh: '示范辖区没有载入，原因见上。', en: 'The demo district was not loaded; the reason stands above.' });
		});
	}
};

/** The language of the answer. */
const speak: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		return resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale === 'zh' ? 'zh-CN' : 'en')
		});
	});

/** Who comes, and whether they may: no route asks this itself. */
const guard: Handle = async ({ event, resolve }) => {
	const { accounts } = app();
	const address = addressOf(event);
	event.locals.who = nobody(address);
	let response: Response;
	try {
		response = await enter(event, address, resolve);
	} catch (error) {
		if (!(error instanceof AnswerError)) throw error;
		response = failure(error);
	}
	secure(response.headers, { https: accounts.secureCookies });
	return response;
};

export const handle = sequence(speak, guard);

/** What nobody expected goes to the log; whoever asked learns that it happened and nothing of how. */
export const handleError: HandleServerError = ({ error, status, message }) => {
	if (status >= 500) logError(error);
	return { message };
};

async function enter(event: RequestEvent, address: string | null, resolve: Parameters<Handle>[0]['resolve']) {
	const { request, route, url, cookies } = event;
	// Nothing is there: SvelteKit says so.
	if (route.id === null) return resolve(event);
	const { accounts } = app();
	const isPage = !route.id.startsWith('/api/');
	const changes = request.method !== 'GET' && request.method !== 'HEAD';
	const need = needOf(route.id, request.method);
	if (need === null) throw new AnswerError(405, 'no-method', NO_METHOD);
	if (changes && !isFromHere(request, url.origin)) throw new AnswerError(403, 'other-origin', OTHER_ORIGIN);
	const who = await accounts.identify({
		authorization: request.headers.get('authorization'),
		cookie: (name) => cookies.get(name),
		operator: request.headers.get(OPERATOR_HEADER),
		address,
		alive: changes || request.headers.get('sec-fetch-mode') === 'navigate'
	});
	event.locals.who = who;
	const wait = await overRate(rateOf(route.id, need, changes, url), who.session ?? (who.id || (address ?? '')));
	if (wait !== null) return tooMany(wait);
	const verdict = ask(need, who);
	if (verdict === 'enter') {
		const response = await resolve(event);
		if (changes && response.status >= 400 && need !== 'open') await trace(event, response.status);
		return response;
	}
	if (isPage && verdict === 'sign-in') redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
	if (isPage && verdict === 'must') redirect(303, '/account');
	if (verdict !== 'sign-in') await trace(event, 403);
	if (isPage) redirect(303, `/account?refused=${encodeURIComponent(url.pathname)}`);
	throw verdict === 'sign-in' ? new AnswerError(401, 'sign-in', SIGN_IN) : new AnswerError(403, verdict, FORBIDDEN);
}

/** What was asked and not done leaves its trace too. */
async function trace({ locals, request, route, url, params }: RequestEvent, status: number): Promise<void> {
	await recordAlone(app().db, {
		who: locals.who,
		action: `${request.method} ${route.id}`,
		district: url.searchParams.get('district'),
		object: Object.values(params).join('/') || null,
		after: { status },
		result: status >= 500 ? 'failed' : 'refused'
	});
}

function rateOf(route: string, need: string, changes: boolean, url: URL): Rate {
	if (route.startsWith('/api/sign-in') || route === '/api/setup' || route === '/api/wall') return 'signIn';
	if (need.endsWith('.export') || url.searchParams.get('format') === 'csv') return 'export';
	return changes ? 'write' : 'read';
}

function tooMany(seconds: number): Response {
	const refused = failure(
		new AnswerError(429, 'too-many', {
			zh: `请求过于频繁，请 ${seconds} 秒后再试。`,
			en: `Too many requests. Try again in ${seconds} s.`
		})
	);
	refused.headers.set('retry-after', String(seconds));
	return refused;
}

function addressOf(event: RequestEvent): string | null {
	try {
		return event.getClientAddress();
	} catch {
		return null;
	}
}

const NO_METHOD: Words = { zh: '此地址不支持这种请求。', en: 'This address takes no such request.' };
const SIGN_IN: Words = { zh: '请先登录。', en: 'Sign in first.' };
const FORBIDDEN: Words = { zh: '您的角色没有此项权限。', en: 'Your role has no right to this.' };
const OTHER_ORIGIN: Words = {
	zh: '此请求来自其他网站，已拒绝。',
	en: 'This request was sent by another site and is refused.'
};

function say({ zh, en }: Words): void {
	console.log(`${zh} ${en}`);
}

/** The command line works on this machine: of a server that listens everywhere it asks the loopback address. */
function hostName(host: string | undefined): string {
	if (host === undefined || host === '0.0.0.0' || host === '::') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}

/**
 * An open database and open event streams would keep the process alive for ever: streams end at the signal, so that the
 * server can finish; the database is closed when it has.
 */
function stopWith(opened: App): void {
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => opened.endStreams());
	process.on('sveltekit:shutdown', () => {
		opened.close().then(
			() => process.exit(0),
			(error: unknown) => {
				logError(error);
				process.exit(1);
			}
		);
	});
}
