import type { Asked } from '../map/answer.svelte.ts';
import { addressOf } from '../map/answer.svelte.ts';
import { writeAsked, type UnitsAsked } from './address.ts';

/** The address of an endpoint under /api/inspect with all that is asked. */
export function inspectAddress(path: string, district: string, asked: UnitsAsked, more: Asked = {}): string {
	const query = new URLSearchParams(writeAsked(asked)).toString();
	const address = addressOf(`inspect${path}`, { district, ...more });
	return query === '' ? address : `${address}&${query}`;
}
