import { checklistProblems, isDanger } from '../risk/checklists/answers.ts';
import type { Checklist } from '../risk/checklists/checklist.ts';
import type { Words } from '../risk/words.ts';
import type { DangerDraft, Draft } from './draft.ts';

/** What lacks before a visit can be handed in, and where to go to mend it. */
export interface GoProblem {
	/** Id of the element that mends it: `item-13-2`, `danger-…`. */
	at: string;
	/** It can be handed in all the same, if that is how it is. */
	mayStay: boolean;
	text: Words;
}

/** What lacks in a visit, in the order of its page. `today`: a deadline is not before it. */
export function problemsOf(draft: Draft, checklist: Checklist, today: string): GoProblem[] {
	const { fields, dangers } = draft;
	const answers = Object.fromEntries(
		Object.entries(fields.answers).map(([item, { value, photos }]) => [item, { value, photos: photos.length }])
	);
	const open = checklistProblems(checklist, answers).map(({ item, text }): GoProblem => {
		return { at: `item-${item}`, mayStay: false, text };
	});
	const unsaid = checklist.items
		.filter((item) => isDangerous(item, answers[item.id]) && !dangers.some((danger) => danger.item === item.id))
		.map(({ id, text: { zh, en } }): GoProblem => ({
			at: `item-${id}`,
			mayStay: true,
			text: { zh: `“${zh}”不符合，但没有登记隐患。`, en: `“${en}” is not in order, and no danger is recorded.` }
		}));
	return [...open, ...dangers.flatMap((danger) => lackingIn(danger, today)), ...unsaid];
}

function isDangerous(item: Checklist['items'][number], answer: { value: unknown } | undefined): boolean {
	return answer !== undefined && isDanger(item, answer as Parameters<typeof isDanger>[1]);
}

function lackingIn({ id, level, text, criteria, deadline }: DangerDraft, today: string): GoProblem[] {
	const problems: Words[] = [];
	if (text.trim() === '') problems.push({ zh: '隐患没有描述。', en: 'A danger is not described.' });
	if (level === 'major' && criteria.length === 0) {
		problems.push({ zh: '重大隐患没有引用判定条款。', en: 'A major danger cites no criterion.' });
	}
	if (deadline !== '' && deadline < today) {
		problems.push({ zh: `整改期限早于今天 ${today}。`, en: `A deadline is before today, ${today}.` });
	}
	return problems.map((words) => ({ at: `danger-${id}`, mayStay: false, text: words }));
}
