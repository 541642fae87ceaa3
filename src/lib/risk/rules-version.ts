import enterprise from '../../../data/rules/anyingji-2018-19.json' with { type: 'json' };
import clearances from '../../../data/rules/clearances.json' with { type: 'json' };
import gb18218 from '../../../data/rules/gb18218.json' with { type: 'json' };
import geohazard from '../../../data/rules/geohazard.json' with { type: 'json' };
import jgj125 from '../../../data/rules/jgj125.json' with { type: 'json' };
import lec from '../../../data/rules/lec.json' with { type: 'json' };
import ls from '../../../data/rules/ls.json' with { type: 'json' };
import park from '../../../data/rules/park.json' with { type: 'json' };
import pipeline from '../../../data/rules/pipeline.json' with { type: 'json' };
import places from '../../../data/rules/places.json' with { type: 'json' };
import roles from '../../../data/rules/roles.json' with { type: 'json' };
import subjectFields from '../../../data/rules/subject-fields.json' with { type: 'json' };
import version from '../../../data/rules/version.json' with { type: 'json' };
import zoning from '../../../data/rules/zoning.json' with { type: 'json' };

const CONTENTS = {
	clearances,
	enterprise,
	gb18218,
	geohazard,
	jgj125,
	lec,
	ls,
	park,
	pipeline,
	places,
	roles,
	subjectFields,
	zoning
};

let known: string | undefined;

/**
 * The version of the rule set, `2026.11-` and a hash of the contents of data/rules: two runs with the same version asked
 * the same numbers. The order of keys in the files does not matter, anything else does.
 */
export function rulesVersion(): string {
	known ??= `${version.edition}-${hash(canonical(CONTENTS))}`;
	return known;
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** FNV-1a over UTF-16 units, two halves of 32 bits: it tells editions apart, it does not protect them. */
function hash(text: string): string {
	let a = 0x811c9dc5;
	let b = 0xcbf29ce4;
	for (let i = 0; i < text.length; i++) {
		a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
		b = Math.imul(b ^ text.charCodeAt(i), 0x01000197);
	}
	return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
