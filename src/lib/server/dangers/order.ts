import * as v from 'valibot';
import {
	DANGER_LEVELS,
	DANGER_SOURCES,
	DANGER_STATES,
	SCHEME_PARTS,
	type DangerState
} from '../../risk/dangers/danger.ts';
import { day, districtCode, featureId, searchText } from '../schemas.ts';

const text = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));
/** Nothing, or words; what is blank is nothing. */
const words = (longest: number) =>
	v.nullable(
		v.pipe(
			v.string(),
			v.trim(),
			v.maxLength(longest),
			v.transform((given) => (given === '' ? null : given))
		)
	);
export const dangerId = v.pipe(
	v.string(),
	v.uuid(),
	v.transform((id) => id.toLowerCase())
);
const version = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const levelOfDanger = v.picklist(DANGER_LEVELS);
const source = v.picklist(DANGER_SOURCES);
const criteria = v.pipe(v.array(v.object({ set: text(20), no: text(200) })), v.maxLength(50));
const subjectField = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)));
const scheme = v.nullable(v.object(Object.fromEntries(SCHEME_PARTS.map((part) => [part, v.optional(text(2000))]))));
const evidence = v.pipe(
	v.array(
		v.object({
			sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
			name: v.optional(text(200))
		})
	),
	v.maxLength(50)
);
const note = text(2000);

const written = {
	criteria: v.optional(criteria),
	subjectField: v.optional(subjectField),
	reportedBy: v.optional(words(100)),
	responsibleUnit: v.optional(words(200)),
	responsiblePerson: v.optional(words(100)),
	measure: v.optional(words(2000)),
	fund: v.optional(words(200)),
	deadline: v.optional(v.nullable(day)),
	plan: v.optional(words(2000)),
	scheme: v.optional(scheme)
};

export const dangerOrder = v.strictObject({
	district: districtCode,
	id: dangerId,
	feature: featureId,
	visit: v.optional(v.nullable(dangerId)),
	level: levelOfDanger,
	text: text(2000),
	discoveredAt: day,
	source: v.optional(source),
	...written,
	note: v.optional(note),
	evidence: v.optional(evidence)
});

const fields = v.strictObject({
	level: v.optional(levelOfDanger),
	text: v.optional(text(2000)),
	source: v.optional(source),
	discoveredAt: v.optional(day),
	...written,
	supervisingUnit: v.optional(words(200)),
	publicityUrl: v.optional(words(5000)),
	delistingUrl: v.optional(words(5000)),
	thirdParty: v.optional(words(200)),
	thirdPartyReport: v.optional(words(2000)),
	// Read so that their refusal says which step fills them in.
	listedAt: v.optional(v.nullable(day)),
	acceptedAt: v.optional(v.nullable(day)),
	closedAt: v.optional(v.nullable(day))
});

export const dangerChange = v.strictObject({ district: districtCode, version, fields });

export const dangerMove = v.strictObject({
	district: districtCode,
	version,
	id: v.optional(dangerId),
	step: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)),
	fields: v.optional(fields),
	note: v.optional(note),
	evidence: v.optional(evidence)
});

const yes = v.pipe(
	v.picklist(['true', 'false']),
	v.transform((given) => given === 'true')
);

/** A list's filter as an address holds it. */
export const dangerQuery = v.object({
	district: districtCode,
	state: v.optional(
		v.pipe(
			v.string(),
			v.transform((given) => given.split(',') as DangerState[]),
			v.array(v.picklist(DANGER_STATES))
		)
	),
	level: v.optional(levelOfDanger),
	source: v.optional(source),
	overdue: v.optional(yes),
	open: v.optional(yes),
	feature: v.optional(featureId),
	subdistrict: v.optional(featureId),
	responsiblePerson: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
	dueUntil: v.optional(day),
	listed: v.optional(yes),
	closedFrom: v.optional(day),
	q: v.optional(searchText),
	visit: v.optional(dangerId)
});
