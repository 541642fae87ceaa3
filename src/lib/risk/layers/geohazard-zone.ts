import type { Layer } from '../layer.ts';
import { gradeGeohazard } from '../standards/geohazard.ts';
import { choice, day, integer, text } from './attribute.ts';
import { DUTY } from './duty.ts';
import { defaultInfluence } from './influence.ts';

/** Geohazard danger zones and prone zones. 地质灾害防治条例 Art 19, 21. */
export const geohazardZone: Layer = {
	id: 'geohazard_zone',
	name: { zh: '地质灾害区', en: 'Geohazard zone' },
	geometry: ['point', 'area'],
	attributes: [
		choice(
			'kind',
			'类型',
			'Kind',
			[
				['danger', '危险区', 'Danger zone', '地质灾害危险区', '隐患点'],
				['prone', '易发区', 'Prone zone', '地质灾害易发区']
			],
			['区域类型']
		),
		choice(
			'risk',
			'风险等级',
			'Risk',
			[
				['极高', '极高风险', 'Very high', '极高风险区', 'extreme'],
				['高', '高风险', 'High', '高风险区'],
				['中', '中风险', 'Medium', '中等', '中风险区', 'moderate'],
				['低', '低风险', 'Low', '低风险区']
			],
			['风险', '风险分区']
		),
		choice(
			'susceptibility',
			'易发程度',
			'Susceptibility',
			[
				['高', '高易发', 'High', '高易发区'],
				['中', '中易发', 'Medium', '中易发区', 'moderate'],
				['低', '低易发', 'Low', '低易发区'],
				['非', '非易发', 'None', '非易发区', '不易发']
			],
			['易发性', '易发分区']
		),
		choice(
			'hazardType',
			'灾害类型',
			'Hazard',
			[
				['landslide', '滑坡', 'Landslide'],
				['collapse', '崩塌', 'Rockfall', '危岩'],
				['debris_flow', '泥石流', 'Debris flow'],
				['ground_collapse', '地面塌陷', 'Ground collapse', '岩溶塌陷', '塌陷'],
				['subsidence', '地面沉降', 'Subsidence', '沉降'],
				['fissure', '地裂缝', 'Ground fissure'],
				['other', '其他', 'Other']
			],
			['灾种']
		),
		integer('threatenedPeople', '受威胁人数', 'People threatened', { unit: '人', min: 0 }, ['威胁人数']),
		text('responsiblePerson', '责任人', 'Responsible person', ['监测责任人', '负责人']),
		text('phone', '联系电话', 'Phone', ['电话']),
		day('lastSurveyed', '最近核查日期', 'Last surveyed', ['核查日期', '调查日期']),
		...DUTY
	],
	grade: (attributes, { rules }) => gradeGeohazard(attributes, rules),
	influence: (_, grade, rules) => (grade.level === null ? null : defaultInfluence('geohazard_zone', rules))
};
