import type { Layer } from '../layer.ts';
import { choice, day, text } from './attribute.ts';

/**
 * Lines of risk taken over from a safety assessment: individual-risk contours of GB 36894-2018 and the control line
 * around a park. Sise does not compute them. An area is everything at or above its frequency.
 */
export const riskContour: Layer = {
	id: 'risk_contour',
	name: { zh: '风险等值线', en: 'Risk contour' },
	geometry: ['area'],
	attributes: [
		choice(
			'kind',
			'类型',
			'Kind',
			[
				['individual_risk', '个人风险等值线', 'Individual-risk contour', '个人风险', '等值线'],
				['park_control_line', '园区周边规划安全控制线', 'Park control line', '安全控制线', '规划控制线', '控制线']
			],
			['等值线类型']
		),
		choice(
			'frequency',
			'个人风险(次/年)',
			'Individual risk (per year)',
			[
				['3e-7', '3×10⁻⁷', '3e-7 per year', '3E-07', '3×10-7', '0.0000003'],
				['3e-6', '3×10⁻⁶', '3e-6 per year', '3E-06', '3×10-6', '0.000003'],
				['1e-5', '1×10⁻⁵', '1e-5 per year', '1E-05', '1×10-5', '0.00001'],
				['3e-5', '3×10⁻⁵', '3e-5 per year', '3E-05', '3×10-5', '0.00003']
			],
			['频率', '风险值', '个人风险']
		),
		text('enterprise', '所属企业', 'Enterprise', ['企业', '企业名称', '单位名称', '园区']),
		text('assessmentReport', '安全评估报告编号', 'Assessment report', ['评估报告', '安全评价报告']),
		text('assessor', '评估机构', 'Assessor', ['评价机构', '安全评价机构']),
		day('assessedOn', '评估日期', 'Assessed on', ['安全评估日期', '报告日期'])
	],
	grade: null,
	influence: null
};
