import { DatabaseError } from './database.ts';

/**
 * The one way in which values go into SQL and come out of it, on both databases: parameters travel as text whose type
 * the server infers, results as text that is parsed by the OID of its column. So no driver can differ from the other.
 */

/** The text of one parameter; `null` is NULL. Throws a DatabaseError for what has no SQL text (undefined, objects). */
export function textOf(value: unknown, index = 0): string | null {
	if (value === null) return null;
	switch (typeof value) {
		case 'string':
			return value;
		case 'number':
		case 'bigint':
			return String(value);
		case 'boolean':
			return value ? 't' : 'f';
	}
	if (value instanceof Date) return value.toISOString();
	if (value instanceof Uint8Array) {
		return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
	}
	if (Array.isArray(value) || ArrayBuffer.isView(value)) return arrayText(value as ArrayLike<unknown>, index);
	throw new DatabaseError(
		value === undefined
			? `Parameter $${index + 1} is undefined; pass null for NULL.`
			: `Parameter $${index + 1} is an object; pass JSON.stringify(it) and write $${index + 1}::text::jsonb.`
	);
}

/** The texts of all parameters of a statement. */
export function textsOf(params: readonly unknown[] = []): (string | null)[] {
	return params.map(textOf);
}

function arrayText(values: ArrayLike<unknown>, index: number): string {
	const items: string[] = new Array(values.length);
	for (let i = 0; i < values.length; i++) {
		const value = values[i];
		if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') items[i] = textOf(value)!;
		else if (Array.isArray(value)) items[i] = arrayText(value, index);
		else {
			const text = textOf(value, index);
			items[i] = text === null ? 'NULL' : `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
		}
	}
	return `{${items.join(',')}}`;
}

type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;
const asBoolean: Parse = (text) => text === 't';
const asNumber: Parse = Number;
const asJson: Parse = (text) => JSON.parse(text);
const asBytes: Parse = (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'));
// Sessions of both databases run in UTC, so the offset is always +00.
const asDate: Parse = (text) => new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z'));
const asInteger: Parse = (text) => {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) {
		throw new DatabaseError(`The integer ${text} is too large for a number; select it as text.`, '22003');
	}
	return value;
};

/** OID of each type, OID of its array, how it is read. Any other type (geometry, uuid, …) stays text. */
const TYPES: readonly [oid: number, arrayOid: number, parse: Parse][] = [
	[16, 1000, asBoolean],
	[17, 1001, asBytes],
	[20, 1016, asInteger],
	[21, 1005, asNumber],
	[23, 1007, asNumber],
	[25, 1009, asText],
	[26, 1028, asNumber],
	[114, 199, asJson],
	[700, 1021, asNumber],
	[701, 1022, asNumber],
	[1043, 1015, asText],
	[1082, 1182, asText],
	[1184, 1185, asDate],
	[1700, 1231, asNumber],
	[3802, 3807, asJson]
];

const PARSERS = new Map<number, Parse>(
	TYPES.flatMap(([oid, arrayOid, parse]) => [
		[oid, parse] as const,
		[arrayOid, (text: string) => parseArray(text, parse)] as const
	])
);

/** What reads the text of a column with this type OID. */
export function parserOf(oid: number): Parse {
	return PARSERS.get(oid) ?? asText;
}

/** Reads an array literal of PostgreSQL, nested ones too: `{1,NULL,"a \"b\""}`. */
export function parseArray(text: string, parse: Parse): unknown[] {
	// An array whose bounds do not begin at 1 carries them in front: [0:1]={…}
	let at = text.indexOf('{');
	const read = (): unknown[] => {
		const items: unknown[] = [];
		at++;
		while (text[at] !== '}') {
			if (text[at] === ',') at++;
			if (text[at] === '{') items.push(read());
			else if (text[at] === '"') {
				let item = '';
				for (at++; text[at] !== '"'; at++) {
					if (text[at] === '\\') at++;
					item += text[at];
				}
				at++;
				items.push(parse(item));
			} else {
				const start = at;
				while (text[at] !== ',' && text[at] !== '}') at++;
				const item = text.slice(start, at);
				items.push(item === 'NULL' ? null : parse(item));
			}
		}
		at++;
		return items;
	};
	return read();
}
