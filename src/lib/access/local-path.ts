/** Where somebody is sent on: a path of our own and nothing else, or `/`. */
export function localPath(next: string | null): string {
	if (next === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
	const there = new URL(next, 'http://here.invalid');
	// `/..//evil.example` is a path of ours until its dots are gone.
	if (there.origin !== 'http://here.invalid' || there.pathname.startsWith('//')) return '/';
	return there.pathname + there.search + there.hash;
}
