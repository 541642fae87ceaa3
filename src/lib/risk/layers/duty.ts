import type { Attribute } from '../layer.ts';
import { choice, day, text } from './attribute.ts';

/**
 * Who answers for a unit, what is done about it, and what happened there: asked of every layer that carries levels.
 * The three responsible persons are those of the policy (行政负责人、行业部门监管负责人、企业单位负责人); the last of them is
 * the layer's own `responsiblePerson`.
 */
export const DUTY: readonly Attribute[] = [
	text('administrativePerson', '行政负责人', 'Administrative responsible person', ['街道负责人', '属地责任人']),
	text('administrativePhone', '行政负责人电话', 'Their phone'),
	text('industryPerson', '行业部门监管负责人', 'Responsible person of the department', ['监管责任人', '部门责任人']),
	text('industryPhone', '行业部门监管负责人电话', 'Phone of the department'),
	text('measures', '管控措施', 'Measures', ['风险管控措施', '防控措施']),
	day('lastInspected', '最近检查日期', 'Last inspected', ['检查日期', '上次检查日期']),
	choice(
		'majorDanger',
		'重大隐患状态',
		'Major hidden danger',
		[
			['none', '无', 'None', '无重大隐患', '已销号'],
			['open', '整改中', 'Open', '未整改', '待整改'],
			['listed', '挂牌督办', 'Under listed supervision', '挂牌督办中'],
			['overdue', '逾期未整改', 'Overdue', '逾期', '超期']
		],
		['重大隐患', '重大事故隐患']
	),
	day('fatalAccidentOn', '最近亡人事故日期', 'Last fatal accident', ['死亡事故日期']),
	day('severeAccidentOn', '最近较大及以上事故日期', 'Last severe accident (较大 or worse)', ['较大事故日期'])
];
