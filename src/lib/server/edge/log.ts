/**
 * Telephones, identity numbers, addresses, passwords in addresses of databases, tokens: none of them stands in a log, and
 * nothing that steers a terminal (ASVS 5.0 V16.2.5, V16.4.1).
 */
const MASKS: readonly [RegExp, string][] = [
	// eslint-disable-next-line no-control-regex -- they are what is taken out
	[/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, '�'],
	[/(?<!\d)((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)/g, '$1****$2'],
	[/(?<!\d)(0\d{2,3}-)\d{4,5}(\d{3})(?!\d)/g, '$1****$2'],
	[/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, '$1********$2'],
	[/(:\/\/[^\s:/@]+:)\S+@/g, '$1***@'],
	[/[\w.+-]+@[\w-]+\.[\w.-]+/g, '***@***'],
	[/\b((?:Bearer|Basic)\s+|sise_)[\w.~+/=-]{8,}/gi, '$1***'],
	[
		/((?:password|passwd|secret|token|cookie|密码|口令)["']?\s*[:=：]\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;&}]+)/gi,
		'$1***'
	]
];

/** A text in which personal data and secrets are masked. */
export function masked(text: string): string {
	return MASKS.reduce((masking, [what, by]) => masking.replace(what, by), text);
}

/** Writes an error to the log, masked. */
export function logError(error: unknown): void {
	console.error(masked(error instanceof Error ? (error.stack ?? error.message) : String(error)));
}
