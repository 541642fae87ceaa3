const PAIR = /\s*"((?:[^"\\]|\\.)*)"\s*=>\s*(?:"((?:[^"\\]|\\.)*)"|NULL)\s*(?:,|$)/gy;

/** Tags of GDAL's `other_tags` column (`"tunnel"=>"yes","layer"=>"-1"`). What does not parse ends the reading. */
export function parseHstore(text: string): Record<string, string> {
	const tags: Record<string, string> = {};
	for (const [, key, value] of text.matchAll(PAIR)) if (value !== undefined) tags[unescape(key)] = unescape(value);
	return tags;
}

function unescape(text: string): string {
	return text.includes('\\') ? text.replace(/\\(.)/g, '$1') : text;
}
