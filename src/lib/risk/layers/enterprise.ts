import type { Attributes, GradeContext, Influence, Layer } from '../layer.ts';
import type { Grade } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import { gradeScoreItems, gradeScoreTotal, SCORE_KEYS } from '../standards/enterprise-score.ts';
import { notGraded, worstGrade, type Lack } from '../standards/grade.ts';
import { gradeLec } from '../standards/lec.ts';
import { gradeLs } from '../standards/ls.ts';
import { APPROVALS, choice, integer, number, PHASE, record, text, type ChoiceRow } from './attribute.ts';
import { DUTY } from './duty.ts';
import { defaultInfluence } from './influence.ts';
import { SUBJECT_FIELDS } from './subject-field.ts';

/** Kinds that 应急〔2018〕19号 scores: enterprises that make or store hazardous chemicals. */
const HAZCHEM: readonly string[] = ['hazchem_production', 'hazchem_storage', 'oil_depot', 'lpg_station'];

export const enterprise: Layer = {
	id: 'enterprise',
	name: { zh: '企业', en: 'Enterprise' },
	geometry: ['point', 'area'],
	attributes: [
		choice(
			'kind',
			'企业类型',
			'Kind',
			[
				['general', '一般企业', 'General', '一般', '普通企业', '工贸企业'],
				['hazchem_production', '危险化学品生产', 'Hazardous-chemical production', '危化品生产', '危化生产', '化工生产'],
				['hazchem_storage', '危险化学品储存', 'Hazardous-chemical storage', '危化品储存', '危化品仓储', '带储存经营'],
				['hazchem_trade', '危险化学品经营(无储存)', 'Hazardous-chemical trade, no store', '危化品经营', '无储存经营'],
				['petrol_station', '加油站', 'Petrol station', '加油加气站', 'fuel', 'gas station (petrol)'],
				['gas_station', '加气站', 'Vehicle gas station', 'CNG加气站', 'LNG加气站'],
				['hydrogen_station', '加氢站', 'Hydrogen station'],
				['firework_retail', '烟花爆竹零售', 'Fireworks retail', '烟花爆竹零售点', '烟花零售'],
				['firework_storage', '烟花爆竹批发仓库', 'Fireworks store', '烟花爆竹批发', '烟花爆竹仓库'],
				['explosive_storage', '民用爆炸物品仓库', 'Explosives store', '民爆仓库', '民爆物品'],
				['oil_depot', '油库', 'Oil depot', '石油库', '成品油库'],
				['lpg_station', '液化石油气场站', 'LPG station', '液化石油气储配站', 'LPG储配站', '液化气站'],
				['lpg_shop', '瓶装液化石油气供应站', 'LPG bottle shop', '瓶装气供应站', '液化气供应点']
			],
			['类型', '企业类别', '经营类型']
		),
		text('creditCode', '统一社会信用代码', 'Credit code', ['信用代码', '社会信用代码']),
		text('industry', '国民经济行业代码', 'Industry (GB/T 4754)', ['行业代码', '行业', '行业分类', '行业类别']),
		choice(
			'subjectField',
			'专项领域',
			'Subject field',
			SUBJECT_FIELDS.map((field): ChoiceRow => [String(field.no), field.name.zh, field.name.en, ...field.aliases]),
			['专项', '领域', '行业领域', '专项整治']
		),
		text('leadDepartment', '牵头部门', 'Lead department', ['牵头单位', '主管部门', '监管部门']),
		record(
			'scoreItems',
			'安全风险评估诊断分级项目',
			'Score items (应急〔2018〕19号)',
			SCORE_KEYS.map((item): ChoiceRow => [item.key, item.name.zh, item.name.en]),
			['评估诊断项目', '评分项']
		),
		number('score19', '评估诊断得分', 'Score (应急〔2018〕19号)', { unit: '分', max: 150 }, [
			'评估得分',
			'诊断分级得分'
		]),
		number('L', '可能性L(LEC)', 'Likelihood L (LEC)', { min: 0.1, max: 10 }, ['LEC_L', '事故发生可能性']),
		number('E', '暴露频次E(LEC)', 'Exposure E (LEC)', { min: 0.5, max: 10 }, ['LEC_E', '暴露频率', '暴露频繁程度']),
		number('C', '后果C(LEC)', 'Consequence C (LEC)', { min: 1, max: 100 }, ['LEC_C', '事故后果']),
		integer('lsL', '可能性L(LS)', 'Likelihood L (LS)', { min: 1, max: 5 }, ['LS_L', '风险矩阵L']),
		integer('lsS', '严重性S(LS)', 'Severity S (LS)', { min: 1, max: 5 }, ['LS_S', '风险矩阵S']),
		choice('depotGrade', '石油库等级', 'Oil depot grade', [
			['1', '一级', 'Grade 1'],
			['2', '二级', 'Grade 2'],
			['3', '三级', 'Grade 3'],
			['4', '四级', 'Grade 4'],
			['5', '五级', 'Grade 5']
		]),
		number('lpgVolumeM3', '液化石油气总容积', 'LPG volume', { unit: 'm³', min: 0 }, ['储罐总容积', '总容积']),
		integer('employees', '从业人数', 'Employees', { unit: '人', min: 0 }, ['从业人员', '员工数', '职工人数']),
		PHASE,
		text('address', '地址', 'Address', ['企业地址', '经营地址', '详细地址', '注册地址']),
		text('responsiblePerson', '安全负责人', 'Responsible person', ['负责人', '责任人', '联系人', '法定代表人']),
		text('phone', '联系电话', 'Phone', ['电话', '联系方式', '手机']),
		...DUTY,
		APPROVALS
	],
	grade: gradeEnterprise,
	influence: influenceOf
};

/** The worst of the schemes whose inputs are on record: 应急〔2018〕19号 (hazardous chemicals), LEC, LS. */
function gradeEnterprise(attributes: Attributes, { rules }: GradeContext): Grade {
	const { kind, scoreItems, score19, L, E, C, lsL, lsS } = attributes;
	const scored = kind === undefined || kind === null || HAZCHEM.includes(String(kind));
	const grades: Grade[] = [];
	if (scored && typeof scoreItems === 'object' && scoreItems !== null && !Array.isArray(scoreItems)) {
		grades.push(gradeScoreItems(scoreItems, rules));
	}
	if (scored && typeof score19 === 'number') grades.push(gradeScoreTotal(score19, rules));
	if (typeof L === 'number' && typeof E === 'number' && typeof C === 'number') grades.push(gradeLec(L, E, C, rules));
	if (typeof lsL === 'number' && typeof lsS === 'number') grades.push(gradeLs(lsL, lsS, rules));

	if (grades.length > 0) return worstGrade(grades);
	return notGraded(...lacking(attributes, scored && kind !== undefined && kind !== null));
}

/** What is lacking for the simplest scheme that fits: the one begun, else the one of this kind of enterprise. */
function lacking(attributes: Attributes, isHazchem: boolean): [lacks: Lack[], clause: string] {
	const absent = (keys: string[]) =>
		enterprise.attributes.filter(({ key }) => keys.includes(key) && (attributes[key] ?? null) === null);
	const lec = absent(['L', 'E', 'C']);
	const ls = absent(['lsL', 'lsS']);
	if (ls.length === 1) return [ls, 'LS 风险矩阵法'];
	if (lec.length < 3) return [lec, 'LEC 法'];
	return isHazchem ? [absent(['scoreItems']), '应急〔2018〕19号'] : [lec, 'LEC 法'];
}

function influenceOf(attributes: Attributes, grade: Grade, rules: RuleSet): Influence | null {
	if (grade.level === null) return null;
	const isHazchem = HAZCHEM.includes(String(attributes.kind));
	return defaultInfluence(isHazchem ? 'enterprise_hazchem' : 'enterprise_other', rules);
}
