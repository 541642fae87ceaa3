import type { VisitFields } from '../../rounds/api.ts';
import type { Sight } from '../access/sight.ts';
import { AnswerError } from '../http.ts';

/** The fields of a visit as they are disclosed: who was met is a person. */
export function seenVisitFields({ tiers }: Sight, fields: VisitFields): VisitFields {
	return tiers.has('persons') ? fields : { ...fields, metWith: '' };
}

/** No such visit, or none that is seen: which of both is not told. */
export function noVisit(id: string): AnswerError {
	return new AnswerError(404, 'no-visit', {
		zh: `没有检查记录 ${id}，或不在您负责的街道内。请回到列表重新选择。`,
		en: `There is no visit ${id}, or it lies outside your subdistricts. Go back to the list and choose again.`
	});
}
