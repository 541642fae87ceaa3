import type { DangerConflict } from '../../dangers/api.ts';
import type { Danger, DangerFields } from '../../risk/dangers/danger.ts';
import { nameOfField } from '../../risk/dangers/life.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Sight } from '../access/sight.ts';
import { AnswerError } from '../http.ts';
import { contentHash } from './content-hash.ts';
import { seenFields } from './seen.ts';

/** Somebody else was first: each field that differs, as it stands and as it was sent. */
export function changedSince(danger: Danger, yours: Partial<DangerFields>, sight: Sight, rules: RuleSet): AnswerError {
	return new AnswerError(
		409,
		'changed-since',
		{
			zh: '此隐患在您打开之后已被他人修改, 您的内容没有保存。请逐项核对后再提交。',
			en: 'Somebody changed this danger since you opened it and nothing of yours was stored. Compare each field, then send it again.'
		},
		conflictOf(danger, yours, sight, rules)
	);
}

/** The id was used for something else. */
export function otherContent(danger: Danger, yours: Partial<DangerFields>, sight: Sight, rules: RuleSet): AnswerError {
	return new AnswerError(
		409,
		'other-content',
		{
			zh: '同一编号已登记过不同的内容, 没有覆盖。请逐项核对; 另一处隐患请用新的编号。',
			en: 'Something else is on record under this id and was not overwritten. Compare each field; another danger needs another id.'
		},
		conflictOf(danger, yours, sight, rules)
	);
}

function conflictOf(danger: Danger, yours: Partial<DangerFields>, sight: Sight, rules: RuleSet): DangerConflict {
	const theirs = seenFields(sight, danger, rules);
	const keys = (Object.keys(yours) as (keyof DangerFields)[]).filter((key) => {
		return contentHash(danger[key]) !== contentHash(yours[key]);
	});
	return {
		version: danger.version,
		state: danger.state,
		fields: keys.map((field) => ({
			field,
			name: nameOfField(field, rules),
			theirs: theirs[field],
			yours: yours[field]
		}))
	};
}
