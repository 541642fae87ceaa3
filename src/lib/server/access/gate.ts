import type { Need } from '../../access/roles.ts';
import type { Who } from './who.ts';

/** `must`: something has to be done first, a password changed, a second factor enrolled. */
export type Verdict = 'enter' | 'sign-in' | 'must' | 'forbidden';

/** The one place where a need is held against whoever comes. */
export function ask(need: Need, who: Who): Verdict {
	if (need === 'open') return 'enter';
	if (who.kind === 'nobody') return 'sign-in';
	if (need === 'operator') return who.kind === 'operator' ? 'enter' : 'forbidden';
	if (need === 'person') return who.kind === 'person' ? 'enter' : 'forbidden';
	if (need === 'known') return who.kind === 'operator' ? 'forbidden' : 'enter';
	if (who.must !== null) return 'must';
	if (need === 'signed-in') return who.kind === 'operator' ? 'forbidden' : 'enter';
	return who.rights.has(need) ? 'enter' : 'forbidden';
}

/** Where somebody is sent on: a path of our own and nothing else, or `/`. */
export function localPath(next: string | null): string {
	if (next === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
	const there = new URL(next, 'http://here.invalid');
	// `/..//evil.example` is a path of ours until its dots are gone.
	if (there.origin !== 'http://here.invalid' || there.pathname.startsWith('//')) return '/';
	return there.pathname + there.search + there.hash;
}
