import type { Me } from '../../access/api.ts';
import type { Who } from '../access/who.ts';
import type { Accounts } from './accounts.ts';

/** Whoever looks at a page; null: nobody that a page knows. */
export function meOf(who: Who, { idleMinutes }: Pick<Accounts, 'idleMinutes'>): Me | null {
	const { id, kind, name, role, rights, demo, must } = who;
	if (kind !== 'person' && kind !== 'wall' && kind !== 'machine') return null;
	return { id, kind, name, role, rights: [...rights], demo, must, idleMinutes: kind === 'person' ? idleMinutes : null };
}
