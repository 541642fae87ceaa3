import * as v from 'valibot';
import { kindsOf, NEAR_MOST, NEAR_MOST_M, nearOf, readAsked, type UnitsAsked } from '../../inspect/address.ts';
import { DUE_BANDS, VISIT_BANDS } from '../../inspect/bands.ts';
import { FACETS } from '../../inspect/units.ts';
import { LAYER_IDS } from '../../risk/layer.ts';
import { parse } from '../http.ts';
import { layerId, levelOrNone, searchText } from '../schemas.ts';

export const DANGER_FACET = ['none', 'open', 'overdue', 'major'] as const;

const some = <T extends v.GenericSchema<string>>(value: T) => v.pipe(v.array(value), v.maxLength(100));
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const nearWord = v.pipe(
	v.string(),
	v.check(
		(text) => nearOf(text) !== null,
		`<layer>[.<kind>]:<metres>; layer ${LAYER_IDS.join(' | ')}; kind ${LAYER_IDS.map((id) => kindsOf(id)?.key)
			.filter((key, i, all) => key !== undefined && all.indexOf(key) === i)
			.join(' | ')} of its layer; metres 0 to ${NEAR_MOST_M}`
	)
);

const Asked = v.object({
	level: some(levelOrNone),
	layer: some(layerId),
	subdistrict: some(word),
	field: some(v.pipe(v.string(), v.regex(/^(\d{1,3}|none)$/))),
	lead: some(word),
	grade: some(word),
	danger: some(v.picklist(DANGER_FACET)),
	visit: some(v.picklist(VISIT_BANDS)),
	due: some(v.picklist(DUE_BANDS)),
	near: v.pipe(v.array(nearWord), v.maxLength(NEAR_MOST)),
	q: v.optional(searchText)
});

/** What an address asks of units. Throws an AnswerError 400 that names the parameter that is wrong. */
export function askedOf(url: URL): UnitsAsked {
	const query = url.searchParams;
	const all = (key: string) => query.getAll(key).filter((value) => value !== '');
	parse(Asked, {
		...Object.fromEntries([...FACETS, 'near'].map((key) => [key, all(key)])),
		q: query.get('q') ?? undefined
	});
	return readAsked(query);
}
