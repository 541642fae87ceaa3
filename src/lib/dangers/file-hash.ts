import type { Evidence } from '../risk/dangers/danger.ts';

/** Longest name that is kept of a file. */
const LONGEST_NAME = 200;

/**
 * A file as evidence: its SHA-256 and its name. The file itself stays where it is. Throws where the browser works out no
 * hashes, which it does only over https or on this machine.
 */
export async function evidenceOf(file: File): Promise<Evidence> {
	const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
	const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return { sha256, name: file.name.slice(-LONGEST_NAME) };
}
