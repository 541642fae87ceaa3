/**
 * Serves the demo district from a throwaway folder and the embedded database, for the end-to-end tests.
 * PORT names the port. The folder is removed at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, makeEmbeddedImage } from './build.mjs';
import { onStop, signalAll } from './children.mjs';
import { findNode } from './node.mjs';
import { runMain } from './say.mjs';
import { checkPortIsFree, serve } from './server.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
	let stopping = false;
	onStop(() => {
		stopping = true;
		signalAll('SIGTERM');
	});
	delete process.env.DATABASE_URL;
	const data = mkdtempSync(join(tmpdir(), 'sise-e2e-'));
	try {
		const place = { host: '127.0.0.1', port: Number(process.env.PORT ?? 3999), data };
		await checkPortIsFree(place);
		const node = findNode(root);
		await buildIfNeeded(root, node);
		await makeEmbeddedImage(root, node);
		const code = await serve(root, node, place);
		return stopping ? 0 : code || 1;
	} finally {
		rmSync(data, { recursive: true, force: true });
	}
});
