import * as v from 'valibot';
import { ACCESS_LIMITS } from '../../access/limits.ts';
import { PERSON_ROLES, RIGHTS } from '../../access/roles.ts';
import { TIERS } from '../../access/tiers.ts';
import { districtCode, featureId } from '../schemas.ts';
import { LONGEST_PASSWORD } from './auth.ts';

/** What comes from outside about accounts, more than once. */
const line = (longest: number) => v.pipe(v.string(), v.trim(), v.regex(/^[^\p{C}]+$/u), v.maxLength(longest));

/** The name of a person, a wall or a machine. */
export const name = line(60);
/** The name of an account that is tried, whether there can be such a one or not. */
export const tried = line(100);
/** The name of an account to be; what it may hold is answered in words. */
export const username = line(100);
export const password = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PASSWORD));
export const code = v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/));
export const backupCode = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9]{5}-[A-Za-z0-9]{5}$/));
/** The secret of a link or a pass. */
export const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const role = v.picklist(PERSON_ROLES);
export const subdistricts = v.record(districtCode, v.pipe(v.array(featureId), v.maxLength(500)));

const longestDays = Math.max(ACCESS_LIMITS.pass.wallDays, ACCESS_LIMITS.pass.machineDays);
export const passOrder = v.strictObject({
	kind: v.picklist(['wall', 'machine']),
	name,
	days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestDays)),
	rights: v.optional(v.array(v.picklist(RIGHTS))),
	tiers: v.optional(v.array(v.picklist(TIERS)))
});
