import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of package.json, found by walking up from this file: the same for `src/` run by Node itself and for the
 * bundle under `build/`. Worker threads are started from the sources, so their paths begin here.
 */
export const ROOT = (() => {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'src', 'lib', 'risk'))) {
		const above = dirname(folder);
		if (above === folder)
			throw new Error('The sources of Sise are not beside its build: run it inside its own folder.');
		folder = above;
	}
	return folder;
})();
