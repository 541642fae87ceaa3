import type { Words } from '../words.ts';
import type { Checklist, ChecklistItem } from './checklist.ts';

/** What was answered to one item. */
export interface Answer {
	/** A number where the item asks for one; `null`: not answered. */
	value: 'yes' | 'no' | 'not_applicable' | number | null;
	/** Photos that were taken for it. */
	photos: number;
}

/** Why a checklist cannot be handed in yet. */
export interface ChecklistProblem {
	item: string;
	kind: 'unanswered' | 'wrong_answer' | 'out_of_range' | 'no_photo' | 'not_asked';
	text: Words;
}

/**
 * What lacks in the answers to a checklist, in its order: items without an answer or with one that they do not take,
 * numbers that cannot be, photos that are wanted and not there (of what does not apply none is), and answers to items
 * that this checklist does not ask. Empty: it can be handed in.
 */
export function checklistProblems(checklist: Checklist, answers: Readonly<Record<string, Answer>>): ChecklistProblem[] {
	const problems = checklist.items.flatMap((item) =>
		problemsOf(item, Object.hasOwn(answers, item.id) ? answers[item.id] : null)
	);
	const asked = new Set(checklist.items.map(({ id }) => id));
	const strange = Object.keys(answers).filter((id) => !asked.has(id));
	return [
		...problems,
		...strange.map((id): ChecklistProblem => ({
			item: id,
			kind: 'not_asked',
			text: {
				zh: `本检查表没有条目 ${id}。请核对检查表版本 ${checklist.version}。`,
				en: `This checklist has no item ${id}. See whether the answers belong to version ${checklist.version}.`
			}
		}))
	];
}

/** Whether an answer says that something is not in order: a no, or a number beyond the limit. */
export function isDanger({ limit }: ChecklistItem, { value }: Answer): boolean {
	if (typeof value !== 'number') return value === 'no';
	if (limit === null) return false;
	const { atLeast = -Infinity, moreThan = -Infinity, lessThan = Infinity } = limit;
	return value < atLeast || value <= moreThan || value >= lessThan;
}

function problemsOf(item: ChecklistItem, answer: Answer | null): ChecklistProblem[] {
	const { zh, en } = item.text;
	if (answer === null || answer.value === null) {
		return [{ item: item.id, kind: 'unanswered', text: { zh: `“${zh}”没有填写。`, en: `“${en}” is not answered.` } }];
	}
	const wrong = wrongAnswer(item, answer.value);
	const problems = wrong === null ? [] : [wrong];
	if (item.wantsPhoto && answer.value !== 'not_applicable' && !(answer.photos > 0)) {
		problems.push({ item: item.id, kind: 'no_photo', text: { zh: `“${zh}”需要拍照。`, en: `“${en}” wants a photo.` } });
	}
	return problems;
}

function wrongAnswer(item: ChecklistItem, value: NonNullable<Answer['value']>): ChecklistProblem | null {
	const { zh, en } = item.text;
	if (value === 'not_applicable') {
		if (item.mayNotApply) return null;
		const text = { zh: `“${zh}”必须检查，不能填不适用。`, en: `“${en}” always applies: it must be checked.` };
		return { item: item.id, kind: 'wrong_answer', text };
	}
	if ((typeof value === 'number') !== (item.answer === 'number')) {
		const [shallZh, shallEn] = item.answer === 'number' ? ['应填数字', 'a number'] : ['应填是或否', 'yes or no'];
		return {
			item: item.id,
			kind: 'wrong_answer',
			text: { zh: `“${zh}”${shallZh}。`, en: `“${en}” takes ${shallEn}.` }
		};
	}
	const { range } = item;
	if (typeof value !== 'number' || range === null || (range.min <= value && value <= range.max)) return null;
	return {
		item: item.id,
		kind: 'out_of_range',
		text: {
			zh: `“${zh}”应在 ${range.min} 到 ${range.max} ${range.unit}之间，填的是 ${value}。`,
			en: `“${en}” lies between ${range.min} and ${range.max} ${range.unit}; ${value} was given.`
		}
	};
}
