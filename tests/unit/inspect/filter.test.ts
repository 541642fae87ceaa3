import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterUnits, type UnitFilter } from '../../../src/lib/inspect/filter.ts';
import { columnsOf, FACETS, type Facet, type UnitRow } from '../../../src/lib/inspect/units.ts';

const value = fc.constantFrom('red', 'orange', 'none');
const unit: fc.Arbitrary<UnitRow> = fc.record({
	id: fc.constantFrom('Ent-1', 'ent-2', 'haz-3'),
	name: fc.constantFrom('Zhang 化工', '加油站', null),
	facets: fc.record(Object.fromEntries(FACETS.map((facet) => [facet, value])) as Record<Facet, typeof value>)
});
const asked = fc.record({
	facets: fc.dictionary(fc.constantFrom(...FACETS), fc.array(value, { maxLength: 2 })),
	text: fc.constantFrom('', 'ENT', 'zhang ent', '站')
}) as fc.Arbitrary<UnitFilter>;

/** What a filter says, unit by unit, without columns. `but` is the facet that is not asked. */
function passes(row: UnitRow, { facets, text }: UnitFilter, but: Facet | null): boolean {
	const words = `${row.name ?? ''} ${row.id}`.toLowerCase();
	return (
		text
			.toLowerCase()
			.split(' ')
			.every((word) => words.includes(word)) &&
		Object.entries(facets).every(([facet, any]) => facet === but || any.includes(row.facets[facet as Facet]))
	);
}

test('the units found and the counts beside each value are those of asking unit by unit', () => {
	fc.assert(
		fc.property(fc.array(unit, { maxLength: 40 }), asked, (rows, filter) => {
			const { rows: found, counts } = filterUnits(columnsOf(rows), filter);
			expect([...found]).toEqual(rows.flatMap((row, i) => (passes(row, filter, null) ? [i] : [])));
			for (const facet of FACETS) {
				const expected: Record<string, number> = {};
				for (const row of rows) {
					expected[row.facets[facet]] ??= 0;
					if (passes(row, filter, facet)) expected[row.facets[facet]]++;
				}
				expect(counts[facet]).toEqual(expected);
			}
		})
	);
});

test('what lies elsewhere is neither found nor counted', () => {
	const facets = Object.fromEntries(FACETS.map((facet) => [facet, 'none'])) as Record<Facet, string>;
	const units = columnsOf(['a', 'b'].map((id) => ({ id, name: null, facets })));
	const { rows, counts } = filterUnits(units, { facets: {}, text: '' }, Uint8Array.of(0, 1));
	expect([...rows]).toEqual([1]);
	expect(counts.level).toEqual({ none: 1 });
});
