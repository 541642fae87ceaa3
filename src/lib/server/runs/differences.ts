import type { Verification } from '../../api.ts';
import type { Words } from '../../risk/words.ts';
import { NAMED } from './comparison.ts';

type Difference = Verification['differences']['items'][number];

/** Gathers where a stored run and the one computed again differ: counts all, keeps the first. */
export class Differences {
	readonly items: Difference[] = [];
	total = 0;

	add(what: Difference['what'], id: string, text: Words): void {
		this.total++;
		if (this.items.length < NAMED) this.items.push({ what, id, text });
	}

	/** Compares field by field what is stored of one thing with what was computed; `null` on a side: it is not there. */
	compare(what: Difference['what'], id: string, stored: Fields | null, computed: Fields | null): void {
		if (stored === null || computed === null) {
			this.add(
				what,
				id,
				stored === null
					? { zh: '重新计算得到，而保存的结果中没有', en: 'Computed again, and not among what is stored' }
					: { zh: '保存的结果中有，而重新计算没有得到', en: 'Stored, and not computed again' }
			);
			return;
		}
		const other = Object.keys(computed).filter((field) => canonical(stored[field]) !== canonical(computed[field]));
		if (other.length === 0) return;
		const told = other.map((field) => `${field}: ${tellApart(stored[field], computed[field])}`).join('; ');
		this.add(what, id, { zh: `保存的 → 重新计算的：${told}`, en: `Stored → computed again: ${told}` });
	}
}

export type Fields = Readonly<Record<string, unknown>>;

/** Letters that a difference shows of a long value, from a little before the two part. */
const SHOWN = 80;
const BEFORE = 20;

function tellApart(stored: unknown, computed: unknown): string {
	const [a, b] = [stored, computed].map((value) => (typeof value === 'object' ? canonical(value) : String(value)));
	if (a.length <= SHOWN && b.length <= SHOWN) return `${a} → ${b}`;
	let at = 0;
	while (a[at] === b[at]) at++;
	const from = Math.max(0, at - BEFORE);
	const shown = (text: string) =>
		`${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${text.length > from + SHOWN ? '…' : ''}`;
	return `${shown(a)} → ${shown(b)}`;
}

/** JSON whose keys are sorted: what jsonb gives back and what was computed read the same. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value)
		.filter(([, inner]) => inner !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
