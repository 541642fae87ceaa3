import type { Words } from '../words.ts';
import type { Refusal } from './danger.ts';

/** A refusal in words that end as sentences do. */
export function refuse(code: Refusal['code'], field: string | null, { zh, en }: Words): Refusal {
	return { code, field, text: { zh: `${zh}。`, en: `${en}.` } };
}
