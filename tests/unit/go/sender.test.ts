import { expect, test } from 'vitest';
import type { QueueItem } from '../../../src/lib/go/queue.ts';
import { Sender } from '../../../src/lib/go/sender.ts';
import { draft, PERSON, queued } from './visit.ts';

type Answer = (path: string, method: string) => Response | Promise<Response>;
const json = (body: unknown, status = 200, headers: HeadersInit = {}) => Response.json(body, { status, headers });
const refusal = (status: number, code: string, detail?: unknown) =>
	json({ error: { code, text: { zh: code, en: code }, detail } }, status);
const ME = json.bind(null, { id: PERSON, must: null });

/** A phone with a queue in memory, and a server that answers as it is told. */
function phone(items: QueueItem[], answer: Answer) {
	const asked: string[] = [];
	let stopped: unknown = null;
	const versions: (number | null)[] = [];
	const sender = new Sender(
		{
			read: () => Promise.resolve(items),
			write: (id, change, version) => {
				versions.push(version);
				items = items.map((item) => (item.id === id ? change(item) : item));
				return Promise.resolve();
			}
		},
		{
			base: '/',
			person: PERSON,
			readPhoto: (sha256) => Promise.resolve(sha256 === 'lost' ? undefined : new Blob([sha256])),
			fetch: async (address, init) => {
				const [path, method] = [String(address), init?.method ?? 'GET'];
				asked.push(`${method} ${path}`);
				return path === '/api/me' && method === 'GET' ? answerMe() : answer(path, method);
			}
		},
		{ sending: () => {}, stopped: (outcome) => (stopped = outcome) }
	);
	let answerMe: () => Response | Promise<Response> = () => ME();
	return {
		sender,
		asked,
		versions,
		items: () => items,
		stopped: () => stopped,
		meIs: (given: () => Response | Promise<Response>) => (answerMe = given)
	};
}
const states = (items: QueueItem[]) => items.map(({ kind, state }) => `${kind} ${state}`);

test('a visit goes whole and once, its photo first', async () => {
	const made = phone(queued(draft()), () => json({ version: 1 }));
	await Promise.all([made.sender.run(), made.sender.run()]);
	await made.sender.run();
	expect(made.asked).toEqual([
		'GET /api/me',
		'PUT /api/photos/p1?district=420112',
		'PUT /api/visits/visit-1',
		'POST /api/dangers'
	]);
	expect(states(made.items())).toEqual(['photo sent', 'visit sent', 'danger sent']);
	expect(made.versions).toContain(1);
	made.sender.close();
});

test('a line that breaks changes nothing of the items, and the same is sent when it is back', async () => {
	let isThere = false;
	const made = phone(queued(draft()), () => {
		if (!isThere) throw new TypeError('Failed to fetch');
		return json({ version: 1 });
	});
	await made.sender.run();
	expect(states(made.items())).toEqual(['photo queued', 'visit queued', 'danger queued']);
	expect(made.stopped()).toMatchObject({ kind: 'later', reached: false });
	isThere = true;
	await made.sender.hurry();
	expect(states(made.items())).toEqual(['photo sent', 'visit sent', 'danger sent']);
	expect(made.stopped()).toBeNull();
	made.sender.close();
});

test('a session that is over, and somebody else on the phone, let nothing go and lose nothing', async () => {
	const made = phone(queued(draft()), () => json({}));
	made.meIs(() => refusal(401, 'sign-in'));
	await made.sender.run();
	expect(made.stopped()).toMatchObject({ kind: 'nobody' });
	made.meIs(() => json({ id: 'somebody-else', must: null }));
	await made.sender.run();
	expect(made.asked).toEqual(['GET /api/me', 'GET /api/me']);
	expect(states(made.items())).toEqual(['photo queued', 'visit queued', 'danger queued']);
	made.sender.close();
});

test('a refusal stays with its words; a conflict stays with what stands there', async () => {
	const detail = { version: 2, by: null, at: '', fields: [], theirs: { answers: {}, note: '', metWith: '' } };
	const made = phone(queued(draft()), (path) =>
		path.startsWith('/api/visits') ? refusal(409, 'changed-since', detail) : json({})
	);
	await made.sender.run();
	expect(states(made.items())).toEqual(['photo sent', 'visit refused', 'danger queued']);
	expect(made.items()[1]).toMatchObject({ code: 'changed-since', why: { en: 'changed-since' }, conflict: detail });
	made.sender.close();
});

test('a photo that the server has not is sent anew, and then the visit', async () => {
	let isThere = false;
	const made = phone(queued(draft({ dangers: [] })), (path) => {
		if (path.startsWith('/api/photos')) return json({});
		if (isThere) return json({ version: 1 });
		isThere = true;
		return refusal(409, 'photo-missing', { photos: ['p1'] });
	});
	await made.sender.run();
	await made.sender.hurry();
	expect(made.asked.filter((one) => one.includes('photos'))).toHaveLength(2);
	expect(states(made.items())).toEqual(['photo sent', 'visit sent']);
	made.sender.close();
});

test('a photo whose bytes are gone says so, and the page of a public network is no answer', async () => {
	const lost = draft({ photos: { lost: { ...draft().photos.p1, sha256: 'lost' } } });
	lost.fields.answers.a = { value: 'yes', note: '', photos: ['lost'] };
	const made = phone(queued(lost), () => json({}));
	await made.sender.run();
	expect(states(made.items())).toEqual(['photo refused', 'visit queued', 'danger queued']);
	const portal = phone(queued(draft()), () => new Response('<html>Sign in to the free network</html>'));
	await portal.sender.run();
	expect(states(portal.items())).toEqual(['photo queued', 'visit queued', 'danger queued']);
	made.sender.close();
	portal.sender.close();
});

test('a server in trouble is tried again by itself, with why', async () => {
	const made = phone(queued(draft()), () => refusal(500, 'internal'));
	await made.sender.run();
	expect(made.items()[0]).toMatchObject({ state: 'queued', tries: 1, why: { en: 'internal' } });
	made.sender.close();
});
