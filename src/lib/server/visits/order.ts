import * as v from 'valibot';
import { dangerId } from '../dangers/order.ts';
import { integerText } from '../http.ts';
import { placeSchema } from '../rounds/order.ts';
import { districtCode, featureId } from '../schemas.ts';

export const visitId = dangerId;
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

const words = (longest: number) => v.pipe(v.string(), v.trim(), v.maxLength(longest));
const instant = v.pipe(
	v.string(),
	v.isoTimestamp(),
	v.check((text) => !Number.isNaN(Date.parse(text)), 'a time of the calendar'),
	v.transform((text) => new Date(text).toISOString())
);
const placed = v.nullable(
	v.object({
		...placeSchema.entries,
		accuracyM: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000))
	})
);
const answer = v.strictObject({
	value: v.nullable(v.union([v.picklist(['yes', 'no', 'not_applicable']), v.pipe(v.number(), v.finite())])),
	note: words(2000),
	photos: v.pipe(v.array(sha256), v.maxLength(20))
});
const photo = v.strictObject({
	sha256,
	type: v.picklist(PHOTO_TYPES),
	bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
	takenAt: instant,
	place: placed
});

export const visitOrder = v.strictObject({
	district: districtCode,
	id: visitId,
	feature: featureId,
	round: v.nullable(visitId),
	version: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
	sending: visitId,
	checklist: v.strictObject({
		id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
		version: v.pipe(v.string(), v.minLength(1), v.maxLength(100))
	}),
	fields: v.strictObject({
		answers: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,60}$/)), answer),
		note: words(5000),
		metWith: words(200)
	}),
	startedAt: instant,
	handedInAt: v.nullable(instant),
	place: placed,
	photos: v.pipe(v.array(photo), v.maxLength(100))
});

/** Visits of a district, of a unit or a round where it is given. */
export const visitsQuery = v.object({
	district: districtCode,
	feature: v.optional(featureId),
	round: v.optional(visitId),
	limit: v.optional(integerText(1, 200), '50'),
	after: v.optional(v.pipe(v.string(), v.maxLength(100)))
});
