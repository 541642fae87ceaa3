import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRoutes } from '../../../scripts/declared-routes.mjs';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sise-routes-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function readTree(files: Record<string, string>) {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return readRoutes(folder);
}
const needs = (text: string) => `export const _needs = ${text} satisfies Needs;\n`;
const GET = 'export const GET: RequestHandler = () => new Response();\n';

test('the routes of Sise declare what they need', () => {
	const { routes, faults } = readRoutes('src/routes');
	expect(faults).toEqual([]);
	expect(routes).toContainEqual({ route: '/', method: 'GET', need: 'map.read', isPage: true });
	expect(routes).toContainEqual({
		route: '/api/features/[...id]',
		method: 'PATCH',
		need: 'features.change',
		isPage: false
	});
});

test('endpoints, pages, groups and form actions are read however they are exported', () => {
	const { routes, faults } = readTree({
		'+page.svelte': '',
		'+page.ts': needs("{ GET: 'open' }"),
		'(in)/form/+page@.svelte': '',
		'(in)/form/+page.server.ts': `${needs("{ GET: 'person', POST: 'person' }")}export const actions = {};`,
		'api/a/+server.ts': `${needs("{ GET: 'map.read', POST: 'operator' }")}${GET}export async function POST() {}`,
		'api/b/+server.ts': `${needs("{ 'PUT': 'known' }")}const put = () => {};\nexport { put as PUT };`,
		'api/c/+server.ts': `${needs("{ PATCH: 'open', DELETE: 'open' }")}export const { PATCH, DELETE } = made();`
	});
	expect(faults).toEqual([]);
	expect(routes.map(({ route, method, need }) => `${method} ${route} ${need}`)).toEqual([
		'GET /(in)/form person',
		'POST /(in)/form person',
		'GET / open',
		'GET /api/a map.read',
		'POST /api/a operator',
		'PUT /api/b known',
		'PATCH /api/c open',
		'DELETE /api/c open'
	]);
});

const WRONG: [what: string, files: Record<string, string>, fault: RegExp][] = [
	['an endpoint without _needs', { 'api/a/+server.ts': GET }, /api\/a\/\+server\.ts: GET: _needs does not say/],
	[
		'a method that _needs forgets',
		{ 'api/a/+server.ts': `${needs("{ GET: 'open' }")}${GET}export const DELETE = GET;` },
		/api\/a\/\+server\.ts: DELETE: _needs does not say/
	],
	[
		'a key without a method',
		{ 'api/a/+server.ts': `${needs("{ GET: 'open', PUT: 'open' }")}${GET}` },
		/\+server\.ts: PUT: _needs names it/
	],
	['a right that nobody has', { 'api/a/+server.ts': `${needs("{ GET: 'map.raed' }")}${GET}` }, /GET: .*“map\.raed”/],
	['a page alone', { 'a/+page.svelte': '' }, /a\/\+page\.ts: GET: the page has no _needs/],
	[
		'a page whose load declares nothing',
		{ 'a/+page.svelte': '', 'a/+page.ts': 'export const load = () => {};' },
		/a\/\+page\.ts: GET: _needs does not say/
	],
	[
		'form actions that nobody declared',
		{ 'a/+page.svelte': '', 'a/+page.server.ts': `${needs("{ GET: 'open' }")}export const actions = {};` },
		/a\/\+page\.server\.ts: POST: _needs does not say/
	],
	[
		'a need that has to be run to be known',
		{ 'api/a/+server.ts': `export const _needs = { GET: chance() };\n${GET}` },
		/_needs: write it as an object of plain words/
	],
	[
		'an answer to every method',
		{ 'api/a/+server.ts': `${needs("{ GET: 'open' }")}${GET}export const fallback = GET;` },
		/fallback: it cannot be declared/
	],
	['exports that nobody can see', { 'api/a/+server.ts': `export * from './b.ts';` }, /export \*/],
	['a route in JavaScript', { 'api/a/+server.js': GET }, /\+server\.js: write it in TypeScript/],
	[
		'a page made beforehand',
		{ 'a/+page.svelte': '', 'a/+page.ts': `${needs("{ GET: 'map.read' }")}export const prerender = true;` },
		/a\/\+page\.ts: prerender/
	],
	['all pages made beforehand', { '+layout.ts': 'export const prerender = true;' }, /\+layout\.ts: prerender/],
	[
		'a page beside an endpoint',
		{
			'a/+page.svelte': '',
			'a/+page.ts': needs("{ GET: 'open' }"),
			'a/+server.ts': `${needs("{ GET: 'open' }")}${GET}`
		},
		/a\/\+server\.ts: there is a page beside it/
	]
];

test.each(WRONG)('%s does not build', (_what, files, fault) => {
	expect(readTree(files).faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
});

test('the build itself stops at them', async () => {
	const { declaredRoutes } = await import('../../../scripts/declared-routes.mjs');
	const { build } = await import('vite');
	mkdirSync(join(folder, 'src/routes/api/a'), { recursive: true });
	writeFileSync(join(folder, 'src/routes/api/a/+server.ts'), GET);
	writeFileSync(join(folder, 'index.html'), '');
	const building = build({
		root: folder,
		configFile: false,
		logLevel: 'silent',
		plugins: [declaredRoutes()]
	});
	await expect(building).rejects.toThrow(/src\/routes\/api\/a\/\+server\.ts: GET/);
});
