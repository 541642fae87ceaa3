/** Where somebody is sent on: a path of our own and nothing else, or `/`. */
export function localPath(next: string | null): string {
	if (next === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
	const there = new URL(next, 'http://here.invalid');
	return there.origin === 'http://here.invalid' ? there.pathname + there.search + there.hash : '/';
}
