import type { Layer } from '../layer.ts';
import { DIRECT_A, gradePark } from '../standards/park-grade.ts';
import { APPROVALS, choice, day, number, record, text, type ChoiceRow } from './attribute.ts';
import { DUTY } from './duty.ts';
import { defaultInfluence } from './influence.ts';

/** Industrial and chemical parks, graded A to D by 应急〔2023〕123号: here A is the worst. */
export const park: Layer = {
	id: 'park',
	name: { zh: '园区', en: 'Park' },
	geometry: ['point', 'area'],
	attributes: [
		choice(
			'kind',
			'园区类型',
			'Kind',
			[
				['chemical', '化工园区', 'Chemical park', '化工集中区', '化工'],
				['industrial', '工业园区', 'Industrial park', '工业', '开发区', '产业园'],
				['logistics', '物流园区', 'Logistics park', '物流', '仓储'],
				['other', '其他园区', 'Other', '其他']
			],
			['类型']
		),
		number('score', '评估得分', 'Score', { unit: '分', min: 0, max: 100 }, ['得分', '分值']),
		choice(
			'grade',
			'风险等级',
			'Grade',
			[
				['A', 'A级(高安全风险)', 'A (worst)', 'A级', '高安全风险'],
				['B', 'B级(较高安全风险)', 'B', 'B级', '较高安全风险'],
				['C', 'C级(一般安全风险)', 'C', 'C级', '一般安全风险'],
				['D', 'D级(较低安全风险)', 'D (best)', 'D级', '较低安全风险']
			],
			['园区等级', '等级', '安全风险等级']
		),
		record(
			'directA',
			'直接判定A级情形',
			'Direct A',
			DIRECT_A.map((item): ChoiceRow => [item.key, item.name.zh, item.name.en]),
			['一票否决项']
		),
		day('lastAssessed', '整体性安全风险评估日期', 'Last assessed', ['评估日期', '最近评估日期']),
		text('operator', '管理机构', 'Operator', ['管委会', '管理单位']),
		text('responsiblePerson', '责任人', 'Responsible person', ['负责人']),
		text('phone', '联系电话', 'Phone', ['电话']),
		...DUTY,
		APPROVALS
	],
	grade: (attributes, { rules }) => gradePark(attributes, rules),
	influence: (_, grade, rules) => (grade.level === null ? null : defaultInfluence('park', rules))
};
