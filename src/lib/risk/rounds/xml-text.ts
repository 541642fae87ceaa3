const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;'
};

/**
 * Text for the inside of an element or of an attribute in quotes. Characters that XML 1.0 has no way to write (controls,
 * half of a surrogate pair) become a question mark, so that one odd name does not make a file unreadable.
 */
export function xmlText(text: string): string {
	return text
		.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?')
		.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
