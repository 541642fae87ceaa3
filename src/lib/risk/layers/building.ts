import type { Layer } from '../layer.ts';
import { gradeDangerousBuilding } from '../standards/jgj125.ts';
import { APPROVALS, choice, day, flag, integer, number, PHASE, text } from './attribute.ts';
import { DUTY } from './duty.ts';
import { defaultInfluence } from './influence.ts';

/** Buildings: what pipelines, roads and power lines must stay clear of; graded where appraised by JGJ 125. */
export const building: Layer = {
	id: 'building',
	name: { zh: '建筑', en: 'Building' },
	geometry: ['point', 'area'],
	attributes: [
		choice(
			'use',
			'用途',
			'Use',
			[
				['residential', '住宅楼', 'Apartments', '住宅', '居民楼', '公寓', '宿舍', 'apartments', 'dormitory'],
				['dwelling', '民房', 'House', '自建房', '农房', '独栋住宅', 'house', 'detached', 'farm'],
				['public', '公共建筑', 'Public building', '公建', 'civic', 'government'],
				['important_public', '重要公共建筑', 'Important public building', '重要公建'],
				['crowd', '人员密集场所', 'Crowded place', '影剧院', '体育馆', '会堂'],
				['school', '学校', 'School', '教学楼', '幼儿园', 'kindergarten', 'university', 'college'],
				['hospital', '医院', 'Hospital', '门诊楼', '住院楼', '卫生院'],
				['factory', '厂房', 'Factory', '工业', '车间', 'industrial'],
				['warehouse', '仓库', 'Warehouse', '库房', '仓储'],
				['office', '办公', 'Office', '办公楼', '写字楼'],
				['commercial', '商业', 'Commercial', '商铺', '商场', '店铺', 'retail', 'hotel', '酒店'],
				['agricultural', '农业用房', 'Agricultural', '养殖用房', 'barn', 'farm_auxiliary', 'greenhouse', 'stable'],
				['auxiliary', '附属用房', 'Auxiliary', '车库', 'garage', 'garages', 'shed', 'carport', 'roof'],
				['other', '其他', 'Other']
			],
			['建筑用途', '房屋用途', '使用性质', '功能']
		),
		integer('storeys', '层数', 'Storeys', { unit: '层', min: 0, max: 200 }, [
			'楼层',
			'地上层数',
			'building:levels',
			'levels'
		]),
		number('heightM', '高度', 'Height', { unit: 'm', min: 0, max: 1000 }, ['建筑高度', '楼高']),
		flag('highRise', '高层建筑', 'High-rise', ['是否高层']),
		choice(
			'fireClass',
			'火灾危险性类别',
			'Fire hazard class',
			[
				['甲', '甲类', 'Class A'],
				['乙', '乙类', 'Class B'],
				['丙', '丙类', 'Class C'],
				['丁', '丁类', 'Class D'],
				['戊', '戊类', 'Class E']
			],
			['火灾危险类别', '生产类别', '储存类别']
		),
		integer('storageItemClass', '储存物品类别项号', 'Storage item no.', { min: 1, max: 6 }, ['储存物品项', '项号']),
		number('storageTonnes', '储存量', 'Quantity stored', { unit: 't', min: 0 }, ['最大储存量', '储量']),
		choice(
			'dangerGrade',
			'危房等级',
			'Danger grade',
			[
				['A', 'A级', 'A (sound)'],
				['B', 'B级', 'B'],
				['C', 'C级(局部危房)', 'C (partly dangerous)', 'C级', '局部危房'],
				['D', 'D级(整幢危房)', 'D (dangerous)', 'D级', '整幢危房']
			],
			['鉴定等级', '危险等级', '房屋安全等级']
		),
		text('appraisalNo', '鉴定报告编号', 'Appraisal no.', ['鉴定编号', '报告编号']),
		day('appraisalDate', '鉴定日期', 'Appraised on'),
		flag('occupied', '有人居住使用', 'Occupied', ['是否住人', '是否使用', '在用']),
		integer('households', '户数', 'Households', { unit: '户', min: 0 }, ['居住户数']),
		integer('people', '人数', 'People', { unit: '人', min: 0 }, ['居住人数', '使用人数']),
		integer('beds', '床位数', 'Beds', { unit: '床', min: 0 }, ['床位']),
		integer('builtYear', '建成年份', 'Built', { min: 1000, max: 2100 }, ['建造年份', '建成年代', '竣工年份']),
		text('planId', '治理方案编号', 'Treatment plan', ['一栋一方案', '方案编号']),
		text('responsiblePerson', '责任人', 'Responsible person', ['房屋责任人', '产权人', '负责人']),
		day('lastPatrol', '最近巡查日期', 'Last patrol', ['巡查日期']),
		text('address', '地址', 'Address', ['门牌地址', '详细地址']),
		PHASE,
		...DUTY,
		APPROVALS
	],
	grade: (attributes, { rules }) => gradeDangerousBuilding(attributes, rules),
	// A building without a dangerous member (A) endangers nothing around it, unless something else raised its level.
	influence: (_, grade, rules) =>
		grade.level === null || (grade.grade === 'A' && grade.level === 'blue')
			? null
			: defaultInfluence('dangerous_building', rules)
};
