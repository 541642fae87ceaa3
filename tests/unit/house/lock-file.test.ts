import { expect, test } from 'vitest';
import lock from '../../../package-lock.json' with { type: 'json' };

interface Entry {
	version?: string;
	extraneous?: boolean;
	optionalDependencies?: Record<string, string>;
}
const packages = lock.packages as Record<string, Entry>;

/** Is the package found from `path`, the way Node looks for it: in its own node_modules, then in those above? */
function isLocked(path: string, name: string): boolean {
	for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
		if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
		if (folder === '') return false;
	}
}

/** A registry that lacks the package of one platform leaves a gap, and `npm ci` then refuses on every platform. */
test('the lock file names the optional packages of every platform', () => {
	const gaps = Object.entries(packages).flatMap(([path, entry]) =>
		Object.keys(entry.optionalDependencies ?? {})
			.filter((name) => !isLocked(path, name))
			.map((name) => `${name}, wanted by ${path}`)
	);
	expect(gaps).toEqual([]);
});

test('the lock file names no package that nothing asks for', () => {
	expect(Object.keys(packages).filter((path) => packages[path].extraneous)).toEqual([]);
});
