import type { Checklist } from '../../risk/checklists/checklist.ts';
import type { Words } from '../../risk/words.ts';
import type { VisitConflict, VisitFields } from '../../rounds/api.ts';
import type { Sight } from '../access/sight.ts';
import { AnswerError } from '../http.ts';
import { fieldOfVisit, type FieldName } from './merge.ts';
import type { StoredVisit, Written } from './row.ts';
import { seenVisitFields } from './seen.ts';

const NAMES: Readonly<Record<string, Words>> = {
	note: { zh: '备注', en: 'Note' },
	metWith: { zh: '陪同人员', en: 'Who was met' }
};

/** The words of a field of a visit: of an answer what its item asks. */
export function nameOfVisitField(field: FieldName, checklist: Checklist): Words {
	const item = field.startsWith('answers.') ? field.slice('answers.'.length) : field;
	return NAMES[field] ?? checklist.items.find(({ id }) => id === item)?.text ?? { zh: item, en: item };
}

/** What is compared: the version that both began from, what stands there, what was sent. */
export interface Compared {
	base: VisitFields;
	theirs: StoredVisit & Written;
	yours: VisitFields;
	checklist: Checklist;
}

/** Both changed the same fields, and differently. */
export function changedByBoth(fields: readonly FieldName[], compared: Compared, sight: Sight): AnswerError {
	return new AnswerError(
		409,
		'changed-since',
		{
			zh: '此检查记录在您打开之后已被另一处修改，同一内容两处不同，没有保存。请逐项选定后再提交。',
			en: 'This visit was changed elsewhere since you opened it, and the same fields differ: nothing of yours was stored. Decide each field, then send it again.'
		},
		conflictOf(fields, compared, sight)
	);
}

/** It was handed in, and is not anybody's to write on. */
export function handedInAlready(fields: readonly FieldName[], compared: Compared, sight: Sight): AnswerError {
	return new AnswerError(
		409,
		'handed-in',
		{
			zh: '此检查记录已提交，没有保存。只有提交人可以更正，并须重新完整提交；其他人请另建一次检查。',
			en: 'This visit was handed in, and nothing of yours was stored. Only whoever handed it in may correct it, by handing it in again; anybody else makes a visit of their own.'
		},
		conflictOf(fields, compared, sight)
	);
}

function conflictOf(
	fields: readonly FieldName[],
	{ base, theirs, yours, checklist }: Compared,
	sight: Sight
): VisitConflict {
	const seen = seenVisitFields(sight, theirs.fields);
	const from = seenVisitFields(sight, base);
	return {
		version: theirs.version,
		by: sight.tiers.has('persons') ? theirs.byName : null,
		at: theirs.at.toISOString(),
		fields: fields.map((field) => ({
			field,
			name: nameOfVisitField(field, checklist),
			theirs: fieldOfVisit(seen, field),
			yours: fieldOfVisit(yours, field),
			base: fieldOfVisit(from, field)
		})),
		theirs: seen
	};
}
