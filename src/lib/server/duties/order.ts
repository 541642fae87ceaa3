import * as v from 'valibot';
import { day, districtCode, featureId } from '../schemas.ts';

const text = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));
/** Nothing, or words; what is blank is nothing. */
const words = (longest: number) =>
	v.optional(
		v.nullable(
			v.pipe(
				v.string(),
				v.trim(),
				v.maxLength(longest),
				v.transform((given) => (given === '' ? null : given))
			)
		)
	);
export const dutyId = v.pipe(
	v.string(),
	v.uuid(),
	v.transform((id) => id.toLowerCase())
);
const roleId = v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/));

export const bearerOrder = v.strictObject({
	district: districtCode,
	id: dutyId,
	version: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
	name: text(100),
	account: words(40),
	roles: v.pipe(v.array(roleId), v.maxLength(15)),
	since: day,
	department: words(100),
	subdistrict: v.optional(v.nullable(featureId))
});

export const dutyRecordOrder = v.strictObject({
	district: districtCode,
	id: dutyId,
	bearer: dutyId,
	duty: v.pipe(v.string(), v.regex(/^[a-z-]{1,60}$/)),
	day,
	count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
	note: v.optional(text(500))
});

/** `2026-11` */
export const monthText = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/, '2026-11'));
/** `2026Q4` */
export const quarterText = v.pipe(v.string(), v.regex(/^20\d\dQ[1-4]$/, '2026Q4'));
