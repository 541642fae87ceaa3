import type { PageServerLoad } from './$types';

/** Who looks: nobody changes their own account, so nothing of the kind is offered. */
export const load: PageServerLoad = ({ locals: { who } }) => ({ own: who.id });
