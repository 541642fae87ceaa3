import { readStanding } from '$lib/pages/standing.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = (event) => readStanding(event);
