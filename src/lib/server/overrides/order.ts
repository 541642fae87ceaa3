import * as v from 'valibot';
import type { OverrideOrder } from '../../api.ts';
import { codeOf, LEVELS, type Level } from '../../risk/level.ts';
import { monthsAfter } from '../../risk/day.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { AnswerError } from '../http.ts';
import { districtCode, featureId } from '../schemas.ts';

const LONGEST = 1_000;
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST));
const day = v.pipe(v.string(), v.trim(), v.isoDate());

/** An order to set a level by hand, as a page or the command line sends it. */
export const overrideOrder = v.object({
	district: districtCode,
	feature: featureId,
	level: v.picklist(LEVELS),
	reason: words,
	approver: words,
	evidence: v.optional(words),
	from: v.optional(day),
	until: day
});

/** Of the feature that an override is ordered for: what the rules alone give it. */
export interface Standing {
	computed: Level | null;
}

/**
 * Holds an order against the numbers of upgrades.json (standards.md §4.5.2): a reason, days that are to come and not too
 * many of them, and evidence where the level is lowered. Throws an AnswerError 400 that names the field.
 */
export function checkOrder(order: OverrideOrder, { computed }: Standing, today: string, rules: RuleSet): void {
	const { months, reasonLength } = rules.tables.upgrades.override;
	const { from = today, until } = order;
	const last = monthsAfter(today, months.value);
	if ([...order.reason].length < reasonLength.value) {
		refuse(
			'reason',
			`理由至少 ${reasonLength.value} 个字, 请写明为何调整`,
			`a reason has at least ${reasonLength.value} characters: say why the level is set`
		);
	}
	isRealDay('from', from);
	isRealDay('until', until);
	if (from < today) refuse('from', `首日 ${from} 早于今天 ${today}`, `the first day ${from} is before today, ${today}`);
	if (until < today)
		refuse('until', `末日 ${until} 早于今天 ${today}`, `the last day ${until} is before today, ${today}`);
	if (until < from)
		refuse('until', `末日 ${until} 早于首日 ${from}`, `the last day ${until} is before the first, ${from}`);
	if (until > last) {
		refuse(
			'until',
			`末日 ${until} 超过 ${months.value} 个月, 最晚 ${last}; 到期可再次批准`,
			`the last day ${until} is more than ${months.value} months ahead; the latest is ${last}, and it can be set again then`
		);
	}
	if (isLower(order.level, computed) && order.evidence === undefined) {
		refuse(
			'evidence',
			computed === null ? '未评估的要素定为蓝(低风险), 须填写依据' : '下调等级须填写整改验收依据',
			computed === null
				? 'a feature that is not assessed is set to blue only with evidence'
				: 'lowering a level needs evidence that the danger is gone (整改验收)'
		);
	}
}

/** Whether the level says less than the rules do; that nobody assessed a feature does not make it blue. */
function isLower(level: Level, computed: Level | null): boolean {
	return computed === null ? level === 'blue' : codeOf(level) < codeOf(computed);
}

/** `2026-02-30` has the form of a day and is none. */
function isRealDay(field: string, text: string): void {
	const time = Date.parse(`${text}T00:00:00Z`);
	if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return;
	refuse(field, `${text} 不是有效日期`, `${text} is not a day of the calendar`);
}

function refuse(field: string, zh: string, en: string): never {
	throw new AnswerError(400, 'bad-override', { zh: `${field}: ${zh}。`, en: `${field}: ${en}.` });
}
