/**
 * Reads messages/{locale}.json: flat keys, `{name}` for a value. A local plugin of 40 lines, because inlang would
 * otherwise fetch one from a CDN at build time, and this builds on machines without the internet.
 */
const PLACEHOLDER = /\{(\w+)\}/g;

/** @param {string} text */
function patternOf(text) {
	const pattern = [];
	let end = 0;
	for (const match of text.matchAll(PLACEHOLDER)) {
		if (match.index > end) pattern.push({ type: 'text', value: text.slice(end, match.index) });
		pattern.push({ type: 'expression', arg: { type: 'variable-reference', name: match[1] } });
		end = match.index + match[0].length;
	}
	if (end < text.length) pattern.push({ type: 'text', value: text.slice(end) });
	return pattern;
}

export default {
	key: 'sise.json-messages',
	/** @param {{ settings: { locales: string[] } }} args */
	toBeImportedFiles: ({ settings }) =>
		settings.locales.map((locale) => ({ locale, path: `./messages/${locale}.json` })),
	/** @param {{ files: { locale: string, content: Uint8Array }[] }} args */
	importFiles: ({ files }) => {
		const bundles = new Map();
		const messages = [];
		const variants = [];
		for (const { locale, content } of files) {
			/** @type {[string, string][]} */
			const entries = Object.entries(JSON.parse(new TextDecoder().decode(content)));
			for (const [id, text] of entries) {
				const names = new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1]));
				const declarations = [...names].map((name) => ({ type: 'input-variable', name }));
				if (!bundles.has(id)) bundles.set(id, { id, declarations });
				messages.push({ bundleId: id, locale, selectors: [] });
				variants.push({ messageBundleId: id, messageLocale: locale, matches: [], pattern: patternOf(text) });
			}
		}
		return { bundles: [...bundles.values()], messages, variants };
	}
};
