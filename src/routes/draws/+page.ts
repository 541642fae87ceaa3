import type { Needs } from '$lib/access/roles.ts';
import { readStanding } from '$lib/pages/standing.ts';
import type { PageLoad } from './$types';

/** What is published is for everybody who sees a map; the rest of the page asks for more. */
export const _needs = { GET: 'map.read' } satisfies Needs;

export const load: PageLoad = (event) => readStanding(event);
