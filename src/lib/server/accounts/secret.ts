import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHORTEST = 32;

/**
 * The secret of this installation: SISE_SECRET (at least 32 characters; several servers on one database share it), else a
 * random one in the data folder, readable by its owner only. Throws an Error for one that is too short.
 */
export function readSecret(folder: string, given = process.env.SISE_SECRET): string {
	if (given) {
		if (given.length < SHORTEST) throw new Error(`SISE_SECRET has ${given.length} characters; it needs ${SHORTEST}.`);
		return given;
	}
	const path = join(folder, 'secret');
	mkdirSync(folder, { recursive: true });
	const draft = `${path}.${process.pid}`;
	writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600 });
	try {
		// Fails where it is there already: of two that start at once, both take the first one's.
		linkSync(draft, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(draft, { force: true });
	}
	return readFileSync(path, 'utf8').trim();
}

/** A key for one purpose, derived from the secret: none of them tells of another (RFC 5869). */
export function keyFor(purpose: string, secret: string): string {
	return Buffer.from(hkdfSync('sha256', secret, '', `sise ${purpose}`, 32)).toString('base64url');
}
