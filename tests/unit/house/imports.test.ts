import { ESLint } from 'eslint';
import { expect, test, vi } from 'vitest';

// The first question loads the linter, which takes a busy machine longer than a test may.
vi.setConfig({ testTimeout: 60_000 });

/** The linter of the house, asked about files that need not exist (so without the rules that need their types). */
const eslint = new ESLint({
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'off',
			'@typescript-eslint/no-misused-promises': 'off',
			'@typescript-eslint/await-thenable': 'off',
			'@typescript-eslint/no-unused-vars': 'off'
		}
	}
});

async function rulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(code, { filePath });
	return [...new Set(result.messages.map((message) => message.ruleId))];
}

const using = (path: string) => `import { a } from '${path}';\nexport const b = a;\n`;

const REFUSED: [file: string, path: string][] = [
	['src/lib/risk/siting/site.ts', '../../server/db/open.ts'],
	['src/lib/risk/zoning/rings.ts', '../../server/root.ts'],
	['src/lib/risk/siting/site.ts', '../../map/view.svelte.ts'],
	['src/lib/risk/siting/site.ts', '../../ui/levels.ts'],
	['src/lib/risk/siting/site.ts', '../../../routes/page.ts'],
	['src/lib/risk/siting/site.ts', '$lib/geo/plane.ts'],
	['src/lib/risk/siting/site.ts', 'svelte'],
	['src/lib/risk/siting/site.ts', 'node:fs'],
	['src/lib/risk/siting/site.ts', 'pg'],
	['src/lib/risk/siting/site.ts', '@electric-sql/pglite'],
	['src/lib/risk/siting/site.ts', './level'],
	['src/lib/risk/siting/site.ts', '../../access/roles.ts'],
	['src/lib/access/roles.ts', '../server/app.ts'],
	['src/lib/access/roles.ts', 'node:fs'],
	['src/lib/access/roles.ts', 'better-auth'],
	['src/lib/geo/plane.ts', '../risk/level.ts'],
	['src/lib/geo/plane.ts', '../api.ts'],
	['src/lib/geo/plane.ts', '$lib/risk/level.ts'],
	['src/lib/geo/plane.ts', 'node:fs'],
	['src/lib/geo/plane.ts', './crs'],
	['src/lib/server/app.ts', 'svelte'],
	['src/lib/server/app.ts', '@sveltejs/kit'],
	['src/lib/server/app.ts', '$lib/risk/level.ts'],
	['src/lib/server/app.ts', '$app/environment'],
	['src/lib/server/app.ts', '../map/view.svelte.ts'],
	['src/lib/server/tiles/encode.ts', '../../ui/levels.ts'],
	['src/lib/server/app.ts', './root'],
	['src/cli/sise.ts', '../lib/map/view.svelte.ts'],
	['src/cli/sise.ts', '$lib/server/app.ts'],
	['bench/clearance.ts', '../src/lib/geo/nearby'],
	['src/lib/map/Map.ts', '$lib/server/app.ts'],
	['src/lib/pages/draft.ts', '$lib/server/app.ts'],
	['src/lib/accounts/entering.ts', '$lib/server/access/gate.ts'],
	['src/lib/siting/api.ts', '../server/siting/ask.ts'],
	['src/lib/ui/badge.ts', '../server/app.ts'],
	['src/lib/ui/badge.ts', 'node:fs']
];

test.each(REFUSED)('%s may not import %s', async (file, path) => {
	expect(await rulesBroken(file, using(path))).toEqual(['no-restricted-imports']);
});

const ALLOWED: [file: string, path: string][] = [
	['src/lib/risk/siting/site.ts', '../level.ts'],
	['src/lib/risk/layers/park.ts', '../level.ts'],
	['src/lib/risk/clearance/clear.ts', '../../geo/nearby.ts'],
	['src/lib/risk/standards/gb18218.ts', '../../../../data/rules/gb18218.json'],
	['src/lib/access/tiers.ts', '../risk/layer.ts'],
	['src/lib/access/roles.ts', '../../../data/access/roles.json'],
	['src/lib/server/access/sight.ts', '../../access/roles.ts'],
	['src/lib/geo/plane.ts', './crs.ts'],
	['src/lib/geo/plane.ts', 'proj4'],
	['src/lib/server/app.ts', 'node:fs'],
	['src/lib/server/app.ts', '../risk/level.ts'],
	['src/lib/server/tiles/encode.ts', '@maplibre/vt-pbf'],
	['src/lib/map/view.ts', '$lib/risk/level.ts'],
	['src/lib/map/view.ts', 'maplibre-gl'],
	['src/routes/api/status/+server.ts', '$lib/server/app.ts']
];

test.each(ALLOWED)('%s may import %s', async (file, path) => {
	expect(await rulesBroken(file, using(path))).toEqual([]);
});

const SQL = [
	"'select id from feature where district = $1'",
	"'  SELECT count(*)\\n from feature'",
	'`insert into batch (district) values ($1)`',
	"'update feature set name = $1'",
	"'delete from batch'",
	'`with picked as (select 1) select * from picked where x = ${1}`'
];

test.each(SQL)('a route may not hold %s', async (literal) => {
	const code = `export const statement = ${literal};\n`;
	expect(await rulesBroken('src/routes/api/things/+server.ts', code)).toEqual(['no-restricted-syntax']);
	expect(await rulesBroken('src/lib/server/features/things.ts', code)).toEqual([]);
});

test('a route may speak of selecting and updating', async () => {
	const code = `export const words = ['Select a district', 'the update failed', 'deleted'];\n`;
	expect(await rulesBroken('src/routes/api/things/+server.ts', code)).toEqual([]);
});

test('nothing is any, and types are imported as types', async () => {
	expect(await rulesBroken('src/lib/risk/siting/site.ts', 'export const a = (b: any) => b;\n')).toEqual([
		'@typescript-eslint/no-explicit-any'
	]);
	const code = `import { Level } from './level.ts';\nexport const a = (level: Level) => level;\n`;
	expect(await rulesBroken('src/lib/risk/siting/site.ts', code)).toEqual([
		'@typescript-eslint/consistent-type-imports'
	]);
});

test('the server says its errors through the log that masks them', async () => {
	const code = `console.error(new Error('13812345678'));\n`;
	expect(await rulesBroken('src/lib/server/features/things.ts', code)).toEqual(['no-console']);
	expect(await rulesBroken('src/hooks.server.ts', code)).toEqual(['no-console']);
	expect(await rulesBroken('src/routes/api/things/+server.ts', code)).toEqual(['no-console']);
	expect(await rulesBroken('src/lib/server/edge/log.ts', code)).toEqual([]);
	expect(await rulesBroken('src/cli/print.ts', code)).toEqual([]);
});
