import type { Level } from '../level.ts';
import { layerOf } from '../layers/registry.ts';
import type { LayerId } from '../layer.ts';
import type { Words } from '../words.ts';
import { totalOf, type Tally } from './gather.ts';
import type { TagState } from './alarm.ts';

const LEVEL_NAMES: Readonly<Record<Level, Words>> = {
	red: { zh: '重大风险（红）', en: 'red' },
	orange: { zh: '较大风险（橙）', en: 'orange' },
	yellow: { zh: '一般风险（黄）', en: 'yellow' },
	blue: { zh: '低风险（蓝）', en: 'blue' }
};

const STATE_NAMES: Readonly<Record<TagState, Words>> = {
	normal: { zh: '正常', en: 'normal' },
	high: { zh: '高报', en: 'high' },
	high_high: { zh: '高高报警', en: 'high-high alarm' },
	low: { zh: '低报', en: 'low' },
	low_low: { zh: '低低报警', en: 'low-low alarm' },
	fault: { zh: '仪表故障', en: 'instrument fault' }
};

/** A feature as an alert names it; `id` null: it is not seen, and its layer is all that is said. */
export interface Named {
	id: string | null;
	layer: LayerId;
	name: string | null;
}

/** 甲储罐区, 建筑 w1, or 其他街道的建筑. */
export function nameWords({ id, layer, name }: Named): Words {
	const of = layerOf(layer).name;
	if (id === null) return { zh: `其他街道的${of.zh}`, en: `${of.en} of another subdistrict` };
	if (name !== null) return { zh: name, en: name };
	const key = id.slice(id.indexOf('/') + 1);
	return { zh: `${of.zh} ${key}`, en: `${of.en} ${key}` };
}

export function levelTitle(feature: Named, level: Level, before: Level | null): Words {
	const { zh, en } = nameWords(feature);
	const to = LEVEL_NAMES[level];
	if (before === null) return { zh: `${zh} 评为${to.zh}`, en: `${en} is graded ${to.en}` };
	const from = LEVEL_NAMES[before];
	return { zh: `${zh} 由${from.zh}升为${to.zh}`, en: `${en} went from ${from.en} to ${to.en}` };
}

export function violationTitle(source: Named, target: Named | null, rule: Words): Words {
	const a = nameWords(source);
	if (target === null) return { zh: `${a.zh} 不合规：${rule.zh}`, en: `${a.en} breaks a rule: ${rule.en}` };
	const b = nameWords(target);
	return { zh: `${a.zh} 与 ${b.zh} 不合规：${rule.zh}`, en: `${a.en} and ${b.en} break a rule: ${rule.en}` };
}

/** Measured against required, metres to the millimetre; null where there is nothing to say. */
export function violationBecause(measuredM: number | null, requiredM: number | null): Words | null {
	if (measuredM === null) return null;
	const measured = `${measuredM.toFixed(3)} m`;
	if (requiredM === null) return { zh: `实测 ${measured}`, en: `measured ${measured}` };
	return { zh: `实测 ${measured}，界限 ${requiredM} m`, en: `measured ${measured}, limit ${requiredM} m` };
}

export function dangerTitle(feature: Named): Words {
	const { zh, en } = nameWords(feature);
	return { zh: `${zh} 重大隐患逾期未整改`, en: `The major hidden danger of ${en} is overdue` };
}

export function alarmTitle(feature: Named, tag: string, state: TagState): Words {
	const { zh, en } = nameWords(feature);
	return { zh: `${zh} ${tag} ${STATE_NAMES[state].zh}`, en: `${en}: ${tag}, ${STATE_NAMES[state].en}` };
}

/** What was measured; `isRed`: nobody acknowledged it for so long that the warning turned red. */
export function alarmBecause(value: string | null, isRed: boolean): Words | null {
	const late: Words = {
		zh: '超过时限未确认，预警转红；风险等级不变',
		en: 'not acknowledged in time: the warning turned red, the risk level did not'
	};
	if (value === null) return isRed ? late : null;
	const said: Words = { zh: `读数 ${value}`, en: `reading ${value}` };
	return isRed ? { zh: `${said.zh}；${late.zh}`, en: `${said.en}; ${late.en}` } : said;
}

export function manyTitle(tally: Tally, isRun: boolean): Words {
	const total = totalOf(tally);
	return {
		zh: `${isRun ? '一次评估' : '一次修改'}引起 ${total} 条橙级以上预警`,
		en: `${isRun ? 'One run' : 'One change'} raised ${total} alerts at orange and above`
	};
}

export function manyBecause({ red, orange, violation, danger }: Tally): Words {
	return {
		zh: `转为红色 ${red}、转为橙色 ${orange}、新增不合规 ${violation}、重大隐患逾期 ${danger}`,
		en: `turned red ${red}, turned orange ${orange}, new violations ${violation}, major dangers overdue ${danger}`
	};
}
