import type { Me } from '../access/api.ts';
import type { ApiError } from '../api.ts';
import type { Words } from '../risk/words.ts';
import type { PhotosMissing, VisitConflict, VisitSaved } from '../rounds/api.ts';
import type { Outcome, QueueItem } from './queue.ts';

/** A server that does not answer for so long counts as not there: a photo goes over a bad line in less. */
const PATIENCE_MS = 60_000;

/** Asks at `base`, the address under which the API stands. */
export interface Sending {
	base: string;
	person: string;
	readPhoto(sha256: string): Promise<Blob | undefined>;
	fetch: typeof fetch;
}

/** Is the person signed in whose work is sent? null: yes; else why nothing of it goes. */
export async function whyNobody({ base, person, fetch }: Sending): Promise<Outcome | null> {
	const answer = await reach(() => fetch(`${base}api/me`, { signal: AbortSignal.timeout(PATIENCE_MS) }));
	if ('kind' in answer) return answer;
	if (!answer.ok) return outcomeOf(answer);
	const me = (await answer.json()) as Me;
	if (me.id !== person) return { kind: 'nobody', why: SOMEBODY_ELSE };
	return me.must === null ? null : { kind: 'nobody', why: MUST };
}

/** Sends an item, and says what came of it. Never throws. */
export async function sendItem(item: QueueItem, sending: Sending): Promise<Outcome> {
	const request = await requestOf(item, sending);
	if (request === null) return { kind: 'refused', code: 'no-bytes', why: NO_BYTES, conflict: null };
	const answer = await reach(() =>
		sending.fetch(sending.base + request.path, { ...request.init, signal: AbortSignal.timeout(PATIENCE_MS) })
	);
	return 'kind' in answer ? answer : outcomeOf(answer);
}

async function requestOf(item: QueueItem, { readPhoto }: Sending): Promise<{ path: string; init: RequestInit } | null> {
	const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(item.order) };
	if (item.kind === 'visit') return { path: `api/visits/${item.order.id}`, init: { method: 'PUT', ...json } };
	if (item.kind === 'danger') return { path: 'api/dangers', init: { method: 'POST', ...json } };
	const { district, photo } = item.order;
	const body = await readPhoto(photo.sha256);
	if (body === undefined) return null;
	const path = `api/photos/${photo.sha256}?${new URLSearchParams({ district })}`;
	return { path, init: { method: 'PUT', headers: { 'content-type': photo.type }, body } };
}

async function reach(ask: () => Promise<Response>): Promise<Response | Outcome> {
	try {
		return await ask();
	} catch {
		return { kind: 'later', why: NOT_REACHED, waitMs: null, reached: false };
	}
}

/** What an answer says of an item: it arrived, it is tried again by itself, all waits for somebody, or it is refused. */
export async function outcomeOf(answer: Response): Promise<Outcome> {
	const body: unknown = await answer.json().catch(() => null);
	if (answer.ok) {
		// The sign-in page of a public network says 200 to anything.
		if (body === null && answer.status !== 204)
			return { kind: 'later', why: NOT_REACHED, waitMs: null, reached: false };
		const { version = null, merged = [] } = (body ?? {}) as Partial<Pick<VisitSaved, 'version' | 'merged'>>;
		return { kind: 'sent', version, note: merged.length > 0 ? mergedNote(merged.map(({ name }) => name)) : null };
	}
	const { code = '', text = null, detail } = (body as Partial<ApiError> | null)?.error ?? {};
	const { status } = answer;
	if (status === 401) return { kind: 'nobody', why: SIGN_IN };
	if (status === 403 && code === 'must') return { kind: 'nobody', why: MUST };
	const wait = answer.headers.get('retry-after');
	const why = text ?? failed(status);
	// A proxy answers for a server that is gone; 408 and 429 are a matter of time; a cut-off body was cut by the line.
	if (status >= 502 && status <= 504) return { kind: 'later', why: NOT_REACHED, waitMs: null, reached: false };
	if (status >= 500 || status === 408 || status === 429 || code === 'cut-off') {
		return { kind: 'later', why, waitMs: wait === null ? null : Number(wait) * 1000, reached: true };
	}
	if (code === 'photo-missing') return { kind: 'missing', photos: (detail as PhotosMissing).photos, why };
	const conflict = status === 409 && isConflict(detail) ? detail : null;
	return { kind: 'refused', code, why, conflict };
}

/** The detail of a visit's 409; that of a danger has no fields of a visit. */
function isConflict(detail: unknown): detail is VisitConflict {
	return typeof detail === 'object' && detail !== null && 'theirs' in detail && 'fields' in detail;
}

function mergedNote(names: Words[]): Words {
	return {
		zh: `另一人填写的内容已保留：${names.map(({ zh }) => zh).join('、')}。`,
		en: `What somebody else had written was kept: ${names.map(({ en }) => en).join(', ')}.`
	};
}

function failed(status: number): Words {
	return { zh: `服务器出错（${status}）。`, en: `The server failed (${status}).` };
}

const NOT_REACHED: Words = {
	zh: '连接不上服务器，稍后自动重试。',
	en: 'The server is not reached; tried again by itself.'
};
const SIGN_IN: Words = {
	zh: '登录已失效，请重新登录后上传。',
	en: 'You are not signed in any more. Sign in and it is sent.'
};
const MUST: Words = {
	zh: '您的账号须先完成必办事项（修改密码或绑定二次验证），之后再上传。',
	en: 'Something has to be done at your account first (password or second factor); then it is sent.'
};
const SOMEBODY_ELSE: Words = {
	zh: '此手机上登录的是另一个人。请本人登录后上传。',
	en: 'Somebody else is signed in on this phone. It is sent when the one who wrote it signs in.'
};
const NO_BYTES: Words = {
	zh: '照片的内容已不在这部手机上（浏览器清除了数据）。请更正检查记录，去掉或重拍这张照片。',
	en: 'The bytes of this photo are not on the phone any more (the browser cleared its data). Correct the visit: take the photo away or take it anew.'
};
