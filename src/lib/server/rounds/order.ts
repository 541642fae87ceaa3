import * as v from 'valibot';
import { isDay } from '../../risk/dangers/district-day.ts';
import { dangerId } from '../dangers/order.ts';
import { day, districtCode, featureId } from '../schemas.ts';

/** Most sites of one round: an inspector sees some ten a day. */
export const MOST_SITES = 60;

export const placeSchema = v.object({
	lng: v.pipe(v.number(), v.finite(), v.minValue(-180), v.maxValue(180)),
	lat: v.pipe(v.number(), v.finite(), v.minValue(-80), v.maxValue(84))
});
/** Made by whoever plans a round or begins a visit. */
export const roundId = dangerId;
const calendarDay = v.pipe(day, v.check(isDay, 'a day of the calendar'));

export const roundOrder = v.strictObject({
	district: districtCode,
	id: roundId,
	day: calendarDay,
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
	sites: v.nullable(v.pipe(v.array(featureId), v.minLength(1), v.maxLength(MOST_SITES))),
	start: v.optional(v.nullable(placeSchema)),
	returns: v.optional(v.boolean()),
	overdueFirst: v.optional(v.boolean())
});

/** What a round is worked out from before it is planned. */
export const roundWish = v.strictObject({
	...v.omit(roundOrder, ['id', 'name']).entries,
	day: v.optional(calendarDay)
});

/** Rounds of a district, those of a span of days where it is given. */
export const roundsQuery = v.object({
	district: districtCode,
	from: v.optional(calendarDay),
	until: v.optional(calendarDay)
});
