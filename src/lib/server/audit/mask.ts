import table from '../../../../data/access/tiers.json' with { type: 'json' };
import { masked } from '../edge/log.ts';

/** Fields that hold a telephone, of whichever layer. */
const PHONES = new Set(
	Object.values<Partial<Record<string, string[]>>>(table.fields).flatMap(({ phones }) => phones ?? [])
);
const SECRET = /password|secret|token|cookie/i;

/**
 * A value as the audit keeps it: whoever reads the audit sees what was done, and neither telephones nor secrets. Here and
 * not where deeds are made, so that none can forget it.
 */
export function maskedValue(value: unknown, key = ''): unknown {
	if (value === null || value === undefined) return null;
	if (SECRET.test(key)) return '***';
	if (Array.isArray(value)) return value.map((one) => maskedValue(one, key));
	if (typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskedValue(one, name)]));
	}
	if (PHONES.has(key)) return maskedPhone(String(value));
	return typeof value === 'string' ? maskedText(value) : value;
}

/** `phone=027-8888123` of the command line is the field and its value in one. */
function maskedText(text: string): string {
	const [, key, phone] = /^(\w+)=(.*)$/s.exec(text) ?? [];
	return key !== undefined && PHONES.has(key) ? `${key}=${maskedPhone(phone)}` : masked(text);
}

/** `138****1234`; of one that is too short for that, nothing. */
function maskedPhone(phone: string): string {
	return phone.length < 9 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
