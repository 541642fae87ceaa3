import { expect, it } from 'vitest';
import { NO_PROPOSAL, readDraft, writeDraft, type Draft } from '../../../src/lib/siting/draft.ts';

class Kept implements Storage {
	readonly #items = new Map<string, string>();
	full = false;
	get length(): number {
		return this.#items.size;
	}
	key = (i: number) => [...this.#items.keys()][i] ?? null;
	getItem = (key: string) => this.#items.get(key) ?? null;
	setItem(key: string, value: string): void {
		if (this.full) throw new Error('QuotaExceededError');
		this.#items.set(key, value);
	}
	removeItem = (key: string) => void this.#items.delete(key);
	clear = () => this.#items.clear();
}
const MINE = { owner: '规划人员', district: '999001' };
const draft: Draft = { name: '东地块', current: 0, caseId: null, variants: [{ parcels: [], proposal: NO_PROPOSAL }] };

it('a draft comes back to whoever made it, in its district, and to nobody else', () => {
	const storage = new Kept();
	writeDraft(storage, MINE, draft);
	expect(readDraft(storage, MINE)).toEqual(draft);
	expect(readDraft(storage, { ...MINE, owner: '领导' })).toBeNull();
	expect(readDraft(storage, { ...MINE, district: '999002' })).toBeNull();
});

it('what cannot be read is no draft, and a full storage keeps the one before', () => {
	const storage = new Kept();
	writeDraft(storage, MINE, draft);
	storage.full = true;
	writeDraft(storage, MINE, { ...draft, name: 'later' });
	expect(readDraft(storage, MINE)?.name).toBe('东地块');
	storage.full = false;
	const key = storage.key(0)!;
	for (const text of ['{', 'null', '{"variants":[],"current":0}', '{"variants":[{}],"current":3}']) {
		storage.setItem(key, text);
		expect(readDraft(storage, MINE)).toBeNull();
	}
});
