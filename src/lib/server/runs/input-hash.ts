import { createHash, hash } from 'node:crypto';
import type { RawFeature } from './read.ts';

/** Bytes of a sha256. */
const BYTES = 32;

/**
 * The hash of what a run was computed from: sha256 over the sha256 of each feature (id, layer, attributes, accuracy,
 * geometry), in the order of their ids. So a change to one feature hashes that one anew, and the list.
 */
export class InputHash {
	readonly #at = new Map<string, number>();
	#digests = new Uint8Array(BYTES * 1024);

	/** Takes a feature; one of an id that it holds replaces that. */
	put(raw: RawFeature): void {
		const known = this.#at.get(raw.id);
		const at = known ?? this.#at.size;
		if (known === undefined) this.#at.set(raw.id, at);
		if (BYTES * (at + 1) > this.#digests.length) {
			const grown = new Uint8Array(2 * this.#digests.length);
			grown.set(this.#digests);
			this.#digests = grown;
		}
		this.#digests.set(digestOf(raw), BYTES * at);
	}

	/** The hash over all of them, in hex. */
	digest(): string {
		return createHash('sha256')
			.update(this.#digests.subarray(0, BYTES * this.#at.size))
			.digest('hex');
	}
}

function digestOf({ id, layer, attributes, accuracy_m, wkb }: RawFeature): Uint8Array {
	const text = Buffer.from(`${id}\0${layer}\0${attributes}\0${accuracy_m ?? ''}\0`);
	return hash('sha256', Buffer.concat([text, wkb]), 'buffer');
}
