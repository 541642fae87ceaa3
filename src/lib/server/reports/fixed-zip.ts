import { unzipSync, zipSync, type Zippable } from 'fflate';

/**
 * A zip written anew with the same moment on every entry, so that the same document gives the same bytes; `change` says
 * what becomes of a text part, by its path.
 *
 * @param at ISO 8601
 */
export function fixedZip(bytes: Uint8Array, at: string, change: (path: string, text: string) => string): Uint8Array {
	const entries = Object.entries(unzipSync(bytes)).sort(([a], [b]) => (a < b ? -1 : 1));
	const first = entries.filter(([path]) => path === '[Content_Types].xml');
	const zippable: Zippable = {};
	for (const [path, data] of [...first, ...entries]) {
		const isText = path.endsWith('.xml') || path.endsWith('.rels');
		zippable[path] = isText ? new TextEncoder().encode(change(path, new TextDecoder().decode(data))) : data;
	}
	return zipSync(zippable, { mtime: zipMoment(at), level: 6 });
}

/** Zip keeps the wall clock of a place: that of UTC everywhere, and nothing before 1980. */
function zipMoment(at: string): Date {
	const date = new Date(at);
	const wall = new Date(date.getTime() + date.getTimezoneOffset() * 60_000);
	return wall.getFullYear() < 1980 ? new Date(1980, 0, 1) : wall;
}
