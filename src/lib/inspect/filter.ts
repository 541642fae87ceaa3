import { ALSO, FACETS, type Facet, type UnitColumns } from './units.ts';

/** What units are looked for; an absent facet asks nothing, an empty list finds nothing. */
export interface UnitFilter {
	facets: Partial<Record<Facet, readonly string[]>>;
	/** Every word of it must be in the name or the id. */
	text: string;
}

export interface Filtered {
	/** Positions of the units that pass everything, in the order of the columns: the most urgent first. */
	rows: Uint32Array;
	/**
	 * Units by value of each facet that pass all that is asked of the others: what there would be if that value were chosen.
	 * Only values that some unit has are named.
	 */
	counts: Record<Facet, Record<string, number>>;
}

/** Bits: one for each facet, one for the text, one for what `within` leaves out. */
const TEXT_BIT = 1 << FACETS.length;
const PLACE_BIT = 1 << (FACETS.length + 1);

/**
 * The units that pass a filter, and the counts beside each value, in one pass over the columns. `within` is 1 for the
 * units that lie where they are looked for (null: anywhere).
 */
export function filterUnits(
	units: UnitColumns,
	{ facets, text }: UnitFilter,
	within: Uint8Array | null = null
): Filtered {
	const count = units.ids.length;
	const fails = new Uint16Array(count);
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length > 0) {
		for (let i = 0; i < count; i++) if (!words.every((word) => units.texts[i].includes(word))) fails[i] = TEXT_BIT;
	}
	if (within !== null) for (let i = 0; i < count; i++) if (within[i] === 0) fails[i] |= PLACE_BIT;
	FACETS.forEach((facet, bit) => {
		const asked = facets[facet];
		if (asked === undefined) return;
		const { values, codes } = units.facets[facet];
		const passes = values.map((value) => value.split(ALSO).some((one) => asked.includes(one)));
		for (let i = 0; i < count; i++) if (!passes[codes[i]]) fails[i] |= 1 << bit;
	});
	const found: number[] = [];
	for (let i = 0; i < count; i++) if (fails[i] === 0) found.push(i);
	const counts = Object.fromEntries(FACETS.map((facet, bit) => [facet, countsOf(units, facet, 1 << bit, fails)]));
	return { rows: Uint32Array.from(found), counts: counts as Filtered['counts'] };
}

/** Units by value of a facet that fail nothing but, at most, that facet. */
function countsOf({ facets }: UnitColumns, facet: Facet, own: number, fails: Uint16Array): Record<string, number> {
	const { values, codes } = facets[facet];
	const sums = new Uint32Array(values.length);
	for (let i = 0; i < fails.length; i++) if ((fails[i] & ~own) === 0) sums[codes[i]]++;
	const counts: Record<string, number> = {};
	values.forEach((value, code) => {
		for (const one of value.split(ALSO)) counts[one] = (counts[one] ?? 0) + sums[code];
	});
	return counts;
}
