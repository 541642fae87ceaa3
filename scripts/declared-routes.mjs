/**
 * What every route declares, read from the routes' own sources: a route that does not say what it needs does not build.
 * The hook reads the same declarations at run time (src/needs.ts), and the tests of the matrix read them here.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** @typedef {{ route: string, method: string, need: string, isPage: boolean }} Declared */
/** @typedef {{ exported: Set<string>, needs: Map<string, string> | null, faults: string[] }} Source */

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** These answer without anybody having been asked: `fallback` takes every method, the others belong to SvelteKit. */
const UNASKED = ['fallback', 'HEAD', 'OPTIONS'];
const ENDPOINT = '+server.ts';
const PAGE_SOURCES = ['+page.ts', '+page.server.ts'];
const LAYOUT_SOURCES = ['+layout.ts', '+layout.server.ts'];

const ROLES = new URL('../data/access/roles.json', import.meta.url);

/** Every need there is: the rights, and what is no right. */
function needsThereAre() {
	const { rights } = JSON.parse(readFileSync(ROLES, 'utf8'));
	return new Set([...Object.keys(rights), 'open', 'signed-in', 'known', 'person', 'operator']);
}

/**
 * What the routes of a folder declare, and what is wrong with it, in words that name file and method.
 * @param {string} folder `src/routes`
 * @returns {{ routes: Declared[], faults: string[] }}
 */
export function readRoutes(folder) {
	const known = needsThereAre();
	/** @type {Map<string, Set<string>>} */
	const folders = new Map();
	for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		const where = dirname(path);
		folders.set(where, (folders.get(where) ?? new Set()).add(path.slice(where === '.' ? 0 : where.length + 1)));
	}
	/** @type {Declared[]} */
	const routes = [];
	/** @type {string[]} */
	const faults = [];
	for (const [where, names] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const read = (/** @type {string} */ name) => readSource(join(folder, where, name));
		const file = (/** @type {string} */ name) => join(where, name);
		for (const name of names) {
			if (/^\+(page|server|layout)(\.server)?\.js$/.test(name)) faults.push(`${file(name)}: write it in TypeScript.`);
		}
		for (const name of [ENDPOINT, ...PAGE_SOURCES, ...LAYOUT_SOURCES].filter((name) => names.has(name))) {
			const { exported, faults: own } = read(name);
			faults.push(...own.map((fault) => `${file(name)}: ${fault}`));
			if (exported.has('prerender')) {
				faults.push(`${file(name)}: prerender: what is made beforehand is handed out without asking anybody.`);
			}
		}
		const pageSources = PAGE_SOURCES.filter((name) => names.has(name));
		const isPage = pageSources.length > 0 || [...names].some((name) => /^\+page(@.*)?\.svelte$/.test(name));
		if (isPage && names.has(ENDPOINT)) {
			faults.push(`${file(ENDPOINT)}: there is a page beside it; a route is a page or an endpoint.`);
		}
		const declaring = isPage ? pageSources : names.has(ENDPOINT) ? [ENDPOINT] : [];
		if (isPage && declaring.length === 0) faults.push(`${file('+page.ts')}: GET: the page has no _needs.`);
		const sources = declaring.map((name) => ({ name, ...read(name) }));
		const withNeeds = sources.filter(({ needs }) => needs !== null);
		if (withNeeds.length > 1) faults.push(`${file('+page.ts')}: _needs stands in +page.server.ts too.`);
		const [owner] = withNeeds.length > 0 ? withNeeds : sources;
		if (owner === undefined) continue;
		const methods = isPage ? ['GET'] : METHODS.filter((method) => owner.exported.has(method));
		if (isPage && sources.some(({ exported }) => exported.has('actions'))) methods.push('POST');
		const route = where === '.' ? '/' : `/${where.split(sep).join('/')}`;
		for (const method of methods) {
			const need = owner.needs?.get(method);
			if (need === undefined) faults.push(`${file(owner.name)}: ${method}: _needs does not say what it needs.`);
			else if (!known.has(need)) faults.push(`${file(owner.name)}: ${method}: there is no need “${need}”.`);
			else routes.push({ route, method, need, isPage });
		}
		for (const key of owner.needs?.keys() ?? []) {
			if (!methods.includes(key)) faults.push(`${file(owner.name)}: ${key}: _needs names it, but the route has none.`);
		}
		for (const name of isPage ? [] : UNASKED.filter((name) => owner.exported.has(name))) {
			faults.push(`${file(owner.name)}: ${name}: it cannot be declared; answer by ${METHODS.join(', ')}.`);
		}
	}
	return { routes, faults };
}

/**
 * What a file exports, and its `_needs` where that can be read without running it.
 * @param {string} path
 * @returns {Source}
 */
function readSource(path) {
	const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
	/** @type {Source} */
	const source = { exported: new Set(), needs: null, faults: [] };
	for (const statement of file.statements) {
		if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) {
			const { exportClause } = statement;
			if (exportClause && ts.isNamedExports(exportClause)) {
				for (const { name } of exportClause.elements) source.exported.add(name.text);
			} else source.faults.push('export *: what it hands on cannot be read; name it.');
		}
		const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
		if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
		if (ts.isFunctionDeclaration(statement) && statement.name) source.exported.add(statement.name.text);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			for (const one of namesOf(name)) source.exported.add(one);
			if (ts.isIdentifier(name) && name.text === '_needs') source.needs = literalOf(initializer);
		}
	}
	if (source.exported.has('_needs') && source.needs === null) {
		source.faults.push("_needs: write it as an object of plain words: { GET: 'map.read' } satisfies Needs.");
	}
	return source;
}

/**
 * @param {ts.BindingName} name
 * @returns {string[]}
 */
function namesOf(name) {
	if (ts.isIdentifier(name)) return [name.text];
	return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

/**
 * An object of plain words; null for anything that would have to be run.
 * @param {ts.Expression | undefined} expression
 * @returns {Map<string, string> | null}
 */
function literalOf(expression) {
	let plain = expression;
	while (plain && (ts.isSatisfiesExpression(plain) || ts.isAsExpression(plain))) plain = plain.expression;
	if (!plain || !ts.isObjectLiteralExpression(plain)) return null;
	/** @type {Map<string, string>} */
	const needs = new Map();
	for (const property of plain.properties) {
		if (!ts.isPropertyAssignment(property) || !ts.isStringLiteral(property.initializer)) return null;
		if (!ts.isIdentifier(property.name) && !ts.isStringLiteral(property.name)) return null;
		needs.set(property.name.text, property.initializer.text);
	}
	return needs;
}

/**
 * Fails the build, and the start of the development server, at a route that does not declare what it needs.
 * @returns {import('vite').Plugin}
 */
export function declaredRoutes() {
	let root = '';
	return {
		name: 'sise:declared-routes',
		configResolved(config) {
			root = config.root;
		},
		buildStart() {
			const folder = join(root, 'src', 'routes');
			const { faults } = readRoutes(folder);
			if (faults.length === 0) return;
			const words = faults.map((fault) => `  ${relative(root, folder)}${sep}${fault}`);
			this.error(`有路由没有声明所需权限 Routes that do not declare what they need:\n${words.join('\n')}`);
		}
	};
}
