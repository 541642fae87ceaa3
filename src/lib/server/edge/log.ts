/** Telephones, identity numbers, addresses, passwords in addresses of databases, tokens: none of them stands in a log. */
const MASKS: readonly [RegExp, string][] = [
	[/\b(1[3-9]\d)\d{4}(\d{4})\b/g, '$1****$2'],
	[/\b(0\d{2,3}-)\d{4,5}(\d{3})\b/g, '$1****$2'],
	[/\b(\d{6})\d{8}(\d{3}[\dXx])\b/g, '$1********$2'],
	[/[\w.+-]+@[\w-]+\.[\w.-]+/g, '***@***'],
	[/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, '$1***@'],
	[/\b(Bearer\s+|sise_)[\w.~+/=-]{8,}/gi, '$1***'],
	[/("?(?:password|secret|token|cookie)"?\s*[:=]\s*)("[^"]*"|[^\s,;}]+)/gi, '$1***']
];

/** A text in which personal data and secrets are masked. */
export function masked(text: string): string {
	return MASKS.reduce((masking, [what, by]) => masking.replace(what, by), text);
}

/** Writes an error to the log, masked. */
export function logError(error: unknown): void {
	console.error(masked(error instanceof Error ? (error.stack ?? error.message) : String(error)));
}
