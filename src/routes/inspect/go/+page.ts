import type { Needs } from '$lib/access/roles.ts';

export const _needs = { GET: 'inspections.read' } satisfies Needs;
