import type { DangerConflict, DangerDetail, DangerRefused } from './api.ts';
import { newId } from '../ui/new-id.ts';
import { Failure } from '$lib/map/answer.svelte.ts';
import { changesOf, isNothing } from '$lib/map/change.ts';
import { m } from '$lib/paraglide/messages.js';
import type { DangerFields, Evidence } from '$lib/risk/dangers/danger.ts';
import type { FieldId } from '$lib/risk/dangers/life.ts';

type Values = Record<string, unknown>;

/** What is typed for a danger: of the version that was read, until it is stored or somebody was faster. */
export class Draft {
	values = $state.raw<Values>({});
	note = $state('');
	evidence = $state.raw<readonly Evidence[]>([]);
	busy = $state(false);
	failure = $state.raw<{ words: string; field: string | null } | null>(null);
	conflict = $state.raw<DangerConflict | null>(null);
	base = $state.raw<DangerDetail>() as DangerDetail;
	/** Of what is sent: the same one until it was answered, so that what arrived twice is done once. */
	id = newId();
	readonly #fields: readonly FieldId[];
	readonly #fresh: readonly FieldId[];

	/** `fresh` has to be given anew, whatever stands there. */
	constructor(base: DangerDetail, fields: readonly FieldId[], fresh: readonly FieldId[] = []) {
		this.#fields = fields.filter((field) => field !== 'note' && field !== 'evidence');
		this.#fresh = fresh;
		this.base = base;
		this.values = this.#before(base);
	}

	/** The fields that are different from how they stand; of fresh ones all that are given. */
	get changes(): Partial<DangerFields> {
		const changed = changesOf(this.#before(this.base), tidy(this.values));
		// A danger without criteria has an empty list of them.
		if (changed.criteria === null) changed.criteria = [];
		return changed;
	}

	get isTouched(): boolean {
		return Object.keys(this.changes).length > 0 || this.note.trim() !== '' || this.evidence.length > 0;
	}

	set(field: string, value: unknown): void {
		this.values = { ...this.values, [field]: value };
		if (this.failure?.field?.split('.')[0] === field) this.failure = null;
	}

	/** Sends it. Nothing that is typed is lost where that fails; where somebody was first, `conflict` has both. */
	async send(work: () => Promise<DangerDetail>): Promise<DangerDetail | null> {
		this.busy = true;
		this.failure = null;
		try {
			return await work();
		} catch (error) {
			const detail = error instanceof Failure ? error.detail : null;
			if (isConflict(detail)) this.conflict = detail;
			else {
				const words = error instanceof Failure ? error.message : m.error_lost();
				this.failure = { words, field: (detail as DangerRefused | null)?.field ?? null };
			}
			return null;
		} finally {
			this.busy = false;
		}
	}

	/** Goes on from what stands there now: of the fields named what the other wrote is taken, of the rest what is typed here. */
	settle(latest: DangerDetail, theirs: readonly string[]): void {
		const standing = this.#before(latest);
		const taken = Object.fromEntries(theirs.map((field) => [field, standing[field]]));
		const untouched = Object.keys(standing).filter((field) => !Object.hasOwn(this.changes, field));
		const followed = Object.fromEntries(untouched.map((field) => [field, standing[field]]));
		this.values = { ...this.values, ...followed, ...taken };
		this.base = latest;
		this.conflict = null;
		this.id = newId();
	}

	#before(danger: DangerDetail): Values {
		const held = danger as unknown as Values;
		return Object.fromEntries(
			this.#fields.map((field) => [field, this.#fresh.includes(field) ? null : (held[field] ?? null)])
		);
	}
}

/** Words without blanks around them; of a scheme the items that say something. */
function tidy(values: Values): Values {
	const one = (value: unknown): unknown => {
		if (typeof value === 'string') return value.trim();
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
		const parts = Object.entries(value).map(([key, part]) => [key, one(part)] as const);
		return Object.fromEntries(parts.filter(([, part]) => !isNothing(part)));
	};
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, one(value)]));
}

function isConflict(detail: unknown): detail is DangerConflict {
	return typeof detail === 'object' && detail !== null && 'fields' in detail && 'version' in detail;
}
