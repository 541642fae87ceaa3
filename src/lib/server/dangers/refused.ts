import type { DangerRefused } from '../../dangers/api.ts';
import type { Refusal } from '../../risk/dangers/danger.ts';
import { AnswerError } from '../http.ts';

const STATUS: Readonly<Record<Refusal['code'], number>> = {
	'no-step': 422,
	'switched-off': 409,
	'not-here': 409,
	'no-right': 403,
	'by-another': 403,
	'not-taken': 422,
	missing: 422,
	wrong: 422
};

/** A refusal of the domain as an answer. */
export function refusedAs({ code, field, text }: Refusal): AnswerError {
	return new AnswerError(STATUS[code], `danger-${code}`, text, { field } satisfies DangerRefused);
}
