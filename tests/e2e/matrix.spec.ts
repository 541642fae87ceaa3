import { expect, test } from '@playwright/test';
import table from '../../data/access/roles.json' with { type: 'json' };
import { readRoutes } from '../../scripts/declared-routes.mjs';
import { install, PERSON_ROLES, type Installation, type Shown } from './everybody.ts';

/**
 * Every route and method, as the routes themselves declare them, asked by everybody there can be, of a server that runs.
 * What is to be expected is said here once more, from the tables alone: nothing of the server's own asking is used.
 */
const { routes } = readRoutes('src/routes');

interface Comer {
	name: string;
	kind: 'nobody' | 'person' | 'wall' | 'machine' | 'operator';
	rights: readonly string[];
	/** Has to change a password first. */
	must: boolean;
	shows(place: Installation): Shown;
}

const COMERS: readonly Comer[] = [
	...PERSON_ROLES.map((role): Comer => {
		const { rights } = table.roles[role];
		return { name: role, kind: 'person', rights, must: false, shows: ({ persons }) => persons[role] };
	}),
	{
		name: 'a data keeper who must change the password',
		kind: 'person',
		rights: table.roles.data_keeper.rights,
		must: true,
		shows: ({ persons }) => persons.must
	},
	{ name: 'a wall', kind: 'wall', rights: table.roles.wall.rights, must: false, shows: ({ wall }) => wall },
	{
		name: 'a machine with one right',
		kind: 'machine',
		rights: ['lists.read'],
		must: false,
		shows: ({ machine }) => machine
	},
	{ name: 'the operator', kind: 'operator', rights: [], must: false, shows: ({ operator }) => operator },
	{ name: 'nobody', kind: 'nobody', rights: [], must: false, shows: () => ({ 'x-forwarded-for': '10.2.0.1' }) }
];

function mayEnter(need: string, { kind, rights, must }: Comer): boolean {
	const isKnown = kind === 'person' || kind === 'wall' || kind === 'machine';
	if (need === 'open') return true;
	if (need === 'operator') return kind === 'operator';
	if (need === 'person') return kind === 'person';
	if (need === 'known') return isKnown;
	return isKnown && !must && (need === 'signed-in' || rights.includes(need));
}

/** What came of a request, in one word. */
type Outcome = 'enters' | 'is sent to sign in' | 'is sent to the account' | '401' | '403';

function expected({ need, isPage }: (typeof routes)[number], comer: Comer): Outcome {
	if (mayEnter(need, comer)) return 'enters';
	if (comer.kind === 'nobody') return isPage ? 'is sent to sign in' : '401';
	return isPage ? 'is sent to the account' : '403';
}

/** Parameters made up: of nothing that is there, so that whoever enters finds or changes nothing. */
function pathOf(route: string): string {
	return (
		route.replace(/\/\([^)]*\)/g, '').replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name) => MADE_UP[name] ?? '999999999') || '/'
	);
}
const MADE_UP: Record<string, string> = {
	name: 'no-such-command',
	list: 'no-such-list',
	version: '1-1',
	z: '1',
	x: '0',
	y: '0'
};

async function ask(place: Installation, shown: Shown, method: string, path: string): Promise<Response> {
	const stop = new AbortController();
	const body = method === 'GET' ? {} : { body: '{"no such field":1}' };
	const headers = { 'content-type': 'application/json', ...shown };
	const answer = await fetch(place.address + path, {
		method,
		headers,
		...body,
		redirect: 'manual',
		signal: stop.signal
	});
	// The event stream never ends by itself.
	stop.abort();
	return answer;
}

function outcomeOf(answer: Response): Outcome | string {
	const to = answer.headers.get('location');
	if (answer.status === 303 && to?.startsWith('/sign-in?next=')) return 'is sent to sign in';
	if (answer.status === 303 && /^\/account(\?|$)/.test(to ?? '')) return 'is sent to the account';
	if (answer.status === 401 || answer.status === 403) return String(answer.status);
	return answer.status < 500 && answer.status !== 429 ? 'enters' : `status ${answer.status}`;
}

test.describe.configure({ mode: 'serial' });
let place: Installation;
test.beforeAll(async () => {
	test.setTimeout(240_000);
	place = await install();
});
test.afterAll(() => place?.stop());

test('the matrix has all routes and all roles', () => {
	expect(routes.length).toBeGreaterThan(40);
	expect(COMERS.map(({ name }) => name)).toEqual(expect.arrayContaining(PERSON_ROLES));
	expect(new Set(COMERS.map(({ kind }) => kind)).size).toBe(5);
});

for (const comer of COMERS) {
	test(`${comer.name}: every route and method lets in or refuses as it declares`, async () => {
		const wrong: string[] = [];
		for (const route of routes) {
			const answer = await ask(place, comer.shows(place), route.method, pathOf(route.route));
			const [got, wanted] = [outcomeOf(answer), expected(route, comer)];
			if (got !== wanted) wrong.push(`${route.method} ${route.route} (${route.need}): ${got}, but: ${wanted}`);
		}
		expect(wrong).toEqual([]);
	});
}

test('a method that no route declares is nobody’s', async () => {
	const declared = new Set(routes.map(({ route, method }) => `${method} ${route}`));
	const wrong: string[] = [];
	for (const { route } of routes) {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
			if (declared.has(`${method} ${route}`)) continue;
			const { status } = await ask(place, place.persons.data_keeper, method, pathOf(route));
			if (status !== 405) wrong.push(`${method} ${route}: ${status}`);
		}
	}
	expect(wrong).toEqual([]);
});

/** Said outright, so that a wrong table is seen as well. */
const PINS: [
	who: keyof Installation['persons'] | 'wall' | 'machine' | 'nobody',
	method: string,
	path: string,
	status: number
][] = [
	['planner', 'PATCH', '/api/features/a?district=a', 403],
	['planner', 'GET', '/api/lists/risk?district=a', 403],
	['planner', 'POST', '/api/alerts/1/acknowledge', 403],
	['leader', 'PATCH', '/api/features/a?district=a', 403],
	['leader', 'POST', '/api/runs', 403],
	['inspector', 'POST', '/api/overrides', 403],
	['inspector', 'GET', '/api/rules?district=a', 403],
	['data_keeper', 'GET', '/api/persons', 403],
	['data_keeper', 'POST', '/api/monitoring', 403],
	['data_keeper', 'GET', '/api/audit', 403],
	['system_admin', 'GET', '/api/features?district=a', 403],
	['system_admin', 'GET', '/api/persons', 200],
	['system_admin', 'PUT', '/api/persons/a/role', 403],
	['system_admin', 'GET', '/api/audit', 403],
	['security_admin', 'GET', '/api/features?district=a', 403],
	['security_admin', 'POST', '/api/persons', 403],
	['security_admin', 'GET', '/api/audit', 403],
	['audit_admin', 'GET', '/api/features?district=a', 403],
	['audit_admin', 'GET', '/api/persons', 403],
	['audit_admin', 'GET', '/api/audit', 200],
	['audit_admin', 'DELETE', '/api/audit', 405],
	['audit_admin', 'PATCH', '/api/audit', 405],
	['wall', 'PATCH', '/api/features/a?district=a', 403],
	['wall', 'POST', '/api/alerts/1/acknowledge', 403],
	['wall', 'POST', '/api/alerts/seen', 400],
	['wall', 'GET', '/api/passes', 403],
	['machine', 'GET', '/api/features?district=a', 403],
	['machine', 'POST', '/api/monitoring', 403],
	['must', 'GET', '/api/features?district=a', 403],
	['must', 'GET', '/api/me', 200],
	['nobody', 'GET', '/api/features?district=a', 401],
	['nobody', 'GET', '/api/events', 401]
];

for (const [who, method, path, status] of PINS) {
	test(`${who}: ${method} ${path} is ${status}`, async () => {
		const shown = { ...place.persons, wall: place.wall, machine: place.machine, nobody: {} }[who];
		expect((await ask(place, shown, method, path)).status).toBe(status);
	});
}
