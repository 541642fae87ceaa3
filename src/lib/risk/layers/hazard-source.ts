import type { Attributes, GradeContext, Holding, Influence, Layer } from '../layer.ts';
import type { Grade } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import { gradeMajorHazardSource } from '../standards/gb18218.ts';
import { APPROVALS, choice, day, integer, number, PHASE, text } from './attribute.ts';
import { DUTY } from './duty.ts';
import { defaultInfluence, registeredInfluence } from './influence.ts';

const RADIUS_OF: Readonly<Record<string, string>> = {
	一级: 'hazard_source_1',
	二级: 'hazard_source_2',
	三级: 'hazard_source_3',
	四级: 'hazard_source_4'
};

/** Units that hold hazardous chemicals, identified and graded by GB 18218-2018. One feature is one unit. */
export const hazardSource: Layer = {
	id: 'hazard_source',
	name: { zh: '重大危险源', en: 'Hazard source' },
	geometry: ['point', 'area'],
	attributes: [
		{
			key: 'inventory',
			name: { zh: '危险化学品及设计最大量', en: 'Inventory' },
			type: 'inventory',
			unit: 't',
			aliases: ['物质清单', '危化品清单', '存量', '危险化学品', '物质及数量', 'holdings']
		},
		integer('exposedPeople', '厂界外500米暴露人数', 'People within 500 m', { unit: '人', min: 0 }, [
			'暴露人员',
			'暴露人数',
			'周边500米人数',
			'500米内人数'
		]),
		choice(
			'unitKind',
			'单元类型',
			'Unit',
			[
				['production', '生产单元', 'Production', '生产', '装置'],
				['storage', '储存单元', 'Storage', '储存', '罐区', '仓库', '库区']
			],
			['单元', '单元类别']
		),
		text('enterprise', '所属企业', 'Enterprise', ['企业', '企业名称', '单位名称']),
		number(
			'externalSafetyDistanceM',
			'外部安全防护距离',
			'External safety distance',
			{ unit: 'm', min: 0, max: 20000 },
			['外部安全距离', '安全防护距离', 'external_safety_distance_m']
		),
		text('assessmentReport', '安全评估报告编号', 'Assessment report', ['评估报告', '安全评价报告']),
		day('assessedOn', '评估日期', 'Assessed on', ['安全评估日期', '备案日期']),
		text('mainPerson', '主要负责人', 'Main responsible person', ['包保主要负责人']),
		text('technicalPerson', '技术负责人', 'Technical responsible person', ['包保技术负责人']),
		text('operationPerson', '操作负责人', 'Operations responsible person', ['包保操作负责人']),
		text('phone', '联系电话', 'Phone', ['电话']),
		text('address', '地址', 'Address', ['详细地址']),
		PHASE,
		...DUTY,
		APPROVALS
	],
	grade: gradeHazardSource,
	influence: influenceOf
};

function gradeHazardSource(attributes: Attributes, { rules, exposure }: GradeContext): Grade {
	const people = exposure === null ? peopleOf(attributes) : exposure.people;
	return gradeMajorHazardSource(inventoryOf(attributes), people, rules, exposure);
}

function influenceOf(attributes: Attributes, grade: Grade, rules: RuleSet): Influence | null {
	const registered = registeredInfluence(attributes.externalSafetyDistanceM);
	if (registered !== null) return registered;
	if (grade.level === null) return null;
	const key = RADIUS_OF[grade.grade ?? ''];
	if (key !== undefined) return defaultInfluence(key, rules);
	// Raised by something else than what it holds, it reaches at least as far as the least major hazard source.
	return grade.level === 'blue' ? null : defaultInfluence(RADIUS_OF.四级, rules);
}

function inventoryOf(attributes: Attributes): readonly Holding[] {
	return Array.isArray(attributes.inventory) ? attributes.inventory : [];
}

function peopleOf(attributes: Attributes): number | null {
	return typeof attributes.exposedPeople === 'number' ? attributes.exposedPeople : null;
}
