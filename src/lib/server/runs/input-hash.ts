import { createHash, hash } from 'node:crypto';
import type { RawFeature } from './read.ts';

/** Bytes of a sha256. */
const BYTES = 32;

/**
 * The hash of what a run was computed from: sha256 over the sha256 of each feature (id, layer, attributes, accuracy,
 * geometry), in the order of their ids. So a change to one feature hashes that one anew, and the list.
 */
export class InputHash {
	readonly #ids: string[] = [];
	/** Made when the first feature is replaced: a run only adds. */
	#at: Map<string, number> | null = null;
	#digests = new Uint8Array(BYTES * 1024);

	/** Takes a feature of an id that it does not hold yet. */
	add(raw: RawFeature): void {
		const at = this.#ids.push(raw.id) - 1;
		this.#at?.set(raw.id, at);
		if (BYTES * (at + 1) > this.#digests.length) {
			const grown = new Uint8Array(2 * this.#digests.length);
			grown.set(this.#digests);
			this.#digests = grown;
		}
		this.#digests.set(digestOf(raw), BYTES * at);
	}

	/** Takes a feature in place of the one of its id. Throws an Error where there is none. */
	replace(raw: RawFeature): void {
		this.#at ??= new Map(this.#ids.map((id, at) => [id, at]));
		const at = this.#at.get(raw.id);
		if (at === undefined) throw new Error(`Feature ${raw.id} is to be replaced and was never added.`);
		this.#digests.set(digestOf(raw), BYTES * at);
	}

	/** The hash over all of them, in hex. */
	digest(): string {
		return createHash('sha256')
			.update(this.#digests.subarray(0, BYTES * this.#ids.length))
			.digest('hex');
	}
}

/** Where a feature's bytes are put together: one place for all, a district has many. */
let scratch = Buffer.alloc(4096);

function digestOf({ id, layer, attributes, accuracy_m, wkb }: RawFeature): Uint8Array {
	const text = `${id}\0${layer}\0${attributes}\0${accuracy_m ?? ''}\0`;
	const most = 3 * text.length + wkb.length;
	if (most > scratch.length) scratch = Buffer.alloc(2 * most);
	const used = scratch.write(text);
	scratch.set(wkb, used);
	return hash('sha256', scratch.subarray(0, used + wkb.length), 'buffer');
}
