import * as v from 'valibot';
import { DRAW_LEVELS, type DrawLevel } from '../../risk/draw/draw-by-size.ts';
import { DRAWN_LAYERS, RELATIONS } from '../../draws/api.ts';
import { integerText } from '../http.ts';
import { districtCode, featureId } from '../schemas.ts';

const text = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));
export const drawId = v.pipe(
	v.string(),
	v.uuid(),
	v.transform((id) => id.toLowerCase())
);
const layer = v.picklist(DRAWN_LAYERS);
const level = v.picklist(DRAW_LEVELS);
const share = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100));
const FIELDS = 26;

export const drawOrder = v.strictObject({
	district: districtCode,
	id: drawId,
	name: text(100),
	filter: v.strictObject({
		layers: v.optional(v.pipe(v.array(layer), v.minLength(1), v.maxLength(DRAWN_LAYERS.length))),
		levels: v.optional(v.pipe(v.array(level), v.minLength(1), v.maxLength(DRAW_LEVELS.length))),
		subdistrict: v.optional(featureId),
		field: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(FIELDS)))
	}),
	size: v.union([
		v.strictObject({ count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)) }),
		v.strictObject({
			share: v.strictObject(
				Object.fromEntries(DRAW_LEVELS.map((one) => [one, v.optional(share)])) as Record<
					DrawLevel,
					v.OptionalSchema<typeof share, undefined>
				>
			)
		})
	]),
	seed: v.optional(
		v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits 16 位十六进制数字'))
	),
	inspectors: v.optional(v.pipe(v.array(text(100)), v.maxLength(1000)))
});

/** A pool as an address holds it: lists with commas between. */
export const poolQuery = v.object({
	district: districtCode,
	layers: v.optional(
		v.pipe(
			v.string(),
			v.transform((given) => given.split(',')),
			v.array(layer)
		)
	),
	levels: v.optional(
		v.pipe(
			v.string(),
			v.transform((given) => given.split(',')),
			v.array(level)
		)
	),
	subdistrict: v.optional(featureId),
	field: v.optional(integerText(1, FIELDS))
});

export const drawPublication = v.strictObject({ district: districtCode });

export const recusalOrder = v.strictObject({
	district: districtCode,
	id: drawId,
	feature: featureId,
	relation: v.picklist(RELATIONS),
	note: v.optional(text(500))
});
