import type { Words } from '../words.ts';
import type { Leg } from './order-round.ts';

/** What decides where a stop stands. */
interface Standing {
	/** The way to it; `null`: the round begins there. */
	before: { isStart: boolean; leg: Leg } | null;
	/** A site still to come that would have been nearer. */
	nearer: { name: string; leg: Leg } | null;
	isPinned: boolean;
}

/** Why a stop comes at its place, in words: how far it is, whether anything else is nearer, whether it had to come first. */
export function whyHere({ before, nearer, isPinned }: Standing): Words {
	const pinned = isPinned
		? { zh: '有逾期隐患，按设置排在最前；', en: 'An overdue danger puts it before the others; ' }
		: { zh: '', en: '' };
	if (before === null) return { zh: `${pinned.zh}路线从这里开始`, en: `${pinned.en}the round begins here` };
	const way = distanceWords(before.leg);
	const from = before.isStart
		? { zh: `距起点${way.zh}`, en: `${way.en} from the start` }
		: { zh: `距上一站${way.zh}`, en: `${way.en} from the stop before` };
	if (nearer === null) {
		return {
			zh: `${pinned.zh}${from.zh}，是剩下各站中最近的`,
			en: `${pinned.en}${from.en}, the nearest of those left`
		};
	}
	const other = distanceWords(nearer.leg);
	return {
		zh: `${pinned.zh}${from.zh}；${nearer.name} 更近（${other.zh}），但先到这里全程更短`,
		en: `${pinned.en}${from.en}; ${nearer.name} is nearer (${other.en}), but the whole round is shorter this way`
	};
}

/** A length for people: metres below a kilometre, else kilometres to a tenth, and whether it is by road. */
export function distanceWords({ m, by }: Leg): Words {
	const isShort = Math.round(m) < 1000;
	const length = isShort ? String(Math.round(m)) : (m / 1000).toFixed(1);
	return {
		zh: `${by === 'road' ? '路程' : '直线'} ${length} ${isShort ? '米' : '公里'}`,
		en: `${length} ${isShort ? 'm' : 'km'} ${by === 'road' ? 'by road' : 'in a straight line'}`
	};
}
