import type { Me } from '$lib/access/api.ts';
import { app } from '$lib/server/app.ts';
import type { LayoutServerLoad } from './$types';

/** Whoever looks at the page; null: nobody signed in. */
export const load: LayoutServerLoad = ({ locals: { who } }): { me: Me | null } => {
	const { kind, name, role, rights, demo, must } = who;
	if (kind !== 'person' && kind !== 'wall' && kind !== 'machine') return { me: null };
	const idleMinutes = kind === 'person' ? app().accounts.idleMinutes : null;
	return { me: { kind, name, role, rights: [...rights], demo, must, idleMinutes } };
};
