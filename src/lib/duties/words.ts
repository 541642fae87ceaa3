import type { DutyState } from '../risk/duties/calendar.ts';
import type { Cadence } from '../risk/duties/period.ts';
import type { Words } from '../risk/words.ts';

const STATES: Readonly<Record<DutyState, Words>> = {
	done: { zh: '已完成', en: 'Done' },
	due: { zh: '待办', en: 'Due' },
	overdue: { zh: '已逾期', en: 'Overdue' },
	coming: { zh: '未开始', en: 'Coming' }
};

export function stateWords(state: DutyState): Words {
	return STATES[state];
}

const CADENCES: Readonly<Record<Cadence, Words>> = {
	day: { zh: '每日', en: 'every day' },
	workday: { zh: '每工作日', en: 'every working day' },
	week: { zh: '每周', en: 'every week' },
	month: { zh: '每月', en: 'every month' },
	two_months: { zh: '每两月', en: 'every two months' },
	quarter: { zh: '每季度', en: 'every quarter' },
	half_year: { zh: '每半年', en: 'every half-year' },
	year: { zh: '每年', en: 'every year' },
	before_holiday: { zh: '节假日前', en: 'before a holiday' }
};

export function cadenceWords(cadence: Cadence): Words {
	return CADENCES[cadence];
}

const STANDINGS: Readonly<Record<'commended' | 'named', Words>> = {
	commended: { zh: '通报表扬', en: 'Commended' },
	named: { zh: '通报批评', en: 'Named' }
};

export function standingWords(standing: 'commended' | 'named'): Words {
	return STANDINGS[standing];
}
