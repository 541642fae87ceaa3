/** What units can be filtered by, each counted beside its values. */
export const FACETS = ['level', 'layer', 'subdistrict', 'field', 'lead', 'grade', 'danger', 'visit', 'due'] as const;
export type Facet = (typeof FACETS)[number];

/** Between the values of a unit that has several of one facet: a danger that is open may be overdue too. */
export const ALSO = '\u001f';

/** One value of a facet for each unit: its place in `values`. */
export interface Coded {
	values: string[];
	/** Length: the number of units. */
	codes: Uint16Array;
}

/** Units to inspect as columns, the most urgent first. */
export interface UnitColumns {
	ids: string[];
	names: (string | null)[];
	/** Name and id in small letters: what a text is looked for in. */
	texts: string[];
	facets: Record<Facet, Coded>;
}

/** One unit as it is put into columns; `facets` hold `none` where nothing is on record. */
export interface UnitRow {
	id: string;
	name: string | null;
	facets: Record<Facet, string>;
}

/** The columns of units given in the order of their rank. Throws a RangeError for a facet of more than 65,536 values. */
export function columnsOf(rows: readonly UnitRow[]): UnitColumns {
	const coded = (facet: Facet): Coded => {
		const places = new Map<string, number>();
		const codes = new Uint16Array(rows.length);
		rows.forEach((row, i) => {
			const value = row.facets[facet];
			let code = places.get(value);
			if (code === undefined) places.set(value, (code = places.size));
			codes[i] = code;
		});
		if (places.size > 65_536) throw new RangeError(`Facet ${facet} has ${places.size} values when 65536 fit.`);
		return { values: [...places.keys()], codes };
	};
	return {
		ids: rows.map(({ id }) => id),
		names: rows.map(({ name }) => name),
		texts: rows.map(({ id, name }) => `${name ?? ''} ${id}`.toLowerCase()),
		facets: Object.fromEntries(FACETS.map((facet) => [facet, coded(facet)])) as Record<Facet, Coded>
	};
}
