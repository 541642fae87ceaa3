import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/*
 * The house's walls (docs/house.md): who may import whom. Each is a list of patterns over the import's own words, so a
 * path that leads out of the folder is known by what it passes through.
 */
const BARE = {
	regex: '^[^.]',
	message: 'Pure code: it imports src/lib/geo and data/rules, no package, no $lib, no node.'
};
const EXTENSION = {
	regex: '^\\.{1,2}/(?!.*\\.(ts|js|mjs|json)$)',
	message: 'Node runs these sources as they are: relative imports end in .ts (or .json).'
};
const NO_ALIAS = { regex: '^\\$', message: 'Node runs these sources as they are and knows no $lib, $app or $env.' };

const WALLS = [
	{
		files: ['src/lib/risk/**/*.ts'],
		patterns: [
			BARE,
			EXTENSION,
			{
				regex: '/(access|server|map|ui|routes|cli|paraglide|node_modules)/',
				message: 'risk never imports server, map, ui or routes: it runs in a page, a worker and the server alike.'
			}
		]
	},
	{
		files: ['src/lib/access/**/*.ts'],
		patterns: [
			BARE,
			EXTENSION,
			{
				regex: '/(server|map|pages|accounts|ui|routes|cli|paraglide|node_modules)/',
				message: 'access is a table and its words: pages and server read it alike.'
			}
		]
	},
	{
		files: ['src/lib/geo/**/*.ts'],
		patterns: [
			EXTENSION,
			NO_ALIAS,
			{ regex: '^\\.\\.(/|$)', message: 'geo imports nothing of ours: it could be a package of its own.' },
			{
				regex: '^(node:|svelte|@sveltejs/|pg$|@electric-sql/)',
				message: 'geo runs in a page as well as in the server.'
			}
		]
	},
	{
		files: ['src/lib/server/**/*.ts', 'src/cli/**/*.ts', 'data/**/*.ts', 'bench/*.ts'],
		patterns: [
			EXTENSION,
			NO_ALIAS,
			{
				regex: '^(svelte|@sveltejs/|maplibre-gl|@maplibre/maplibre|@deck\\.gl/|@luma\\.gl/)|\\.svelte(\\.ts)?$',
				message: 'The server imports no Svelte and no map.'
			},
			{ regex: '/(map|ui|routes)/', message: 'Data flows from left to right: the server knows no page.' }
		]
	},
	{
		files: [
			'map',
			'pages',
			'accounts',
			'siting',
			'wall',
			'inspect',
			'go',
			'rounds',
			'dangers',
			'draws',
			'duties',
			'offline',
			'ui'
		].map((folder) => `src/lib/${folder}/**/*.{ts,svelte}`),
		patterns: [
			{ regex: '(^|/)server/', message: 'A component asks the API; it never imports the server.' },
			{ regex: '^(node:|pg$|@electric-sql/)', message: 'Components run in a page.' }
		]
	}
];

const SQL =
	'/^\\s*(select\\s[^]*\\sfrom\\s|insert\\s+into\\s|update\\s+\\S+\\s+set\\s|delete\\s+from\\s|with\\s+\\S+\\s+as\\s*\\()/i';
const NO_SQL = 'A route holds no SQL: parse, authorise, call, reply. The statement belongs in src/lib/server.';

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', '.sise/', 'src/lib/paraglide/', 'test-results/', 'playwright-report/'] },
	js.configs.recommended,
	ts.configs.strict,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			// TypeScript knows what is defined, the globals of workers among it.
			'no-undef': 'off',
			eqeqeq: 'error',
			'no-console': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			// Loops over typed arrays know that their index is inside.
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/no-invalid-void-type': 'off',
			// Data of the map is replaced whole ($state.raw), never changed in place.
			'svelte/prefer-svelte-reactivity': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
		languageOptions: {
			parserOptions: { projectService: false, extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		}
	},
	{
		// An awaited promise that nobody awaits loses its error: asked where the work is, with the types that it needs.
		files: ['src/**/*.ts', 'data/**/*.ts', 'bench/**/*.ts', 'tests/**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/await-thenable': 'error'
		}
	},
	{
		// What the server says of errors passes edge/log.ts, which masks personal data and secrets.
		files: ['src/hooks.server.ts', 'src/lib/server/**/*.ts', 'src/routes/**/*.ts'],
		ignores: ['src/lib/server/edge/log.ts'],
		rules: { 'no-console': ['error', { allow: ['log'] }] }
	},
	{
		// The scripts run before TypeScript is there; their types are in comments.
		files: ['**/*.{js,mjs}'],
		rules: { '@typescript-eslint/consistent-type-imports': 'off', '@typescript-eslint/no-explicit-any': 'off' }
	},
	...WALLS.map(({ files, patterns }) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } })),
	{
		files: ['src/routes/**/*.{ts,svelte}'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{ selector: `Literal[value=${SQL}]`, message: NO_SQL },
				{ selector: `TemplateElement[value.raw=${SQL}]`, message: NO_SQL }
			]
		}
	}
);
