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
