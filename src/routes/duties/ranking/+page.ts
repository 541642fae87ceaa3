import type { Needs } from '$lib/access/roles.ts';
import { readStanding } from '$lib/pages/standing.ts';
import type { PageLoad } from './$types';

export const _needs = { GET: 'duties.read' } satisfies Needs;

export const load: PageLoad = (event) => readStanding(event);
