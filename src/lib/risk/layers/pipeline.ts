import { roundMm } from '../../geo/nearby.ts';
import { clearancesOf, ruleOf } from '../clearance/catalogue.ts';
import { anyRoleOf } from '../clearance/role.ts';
import type { Finding } from '../finding.ts';
import { abandonedReason, hcaReasons } from '../hca/reasons.ts';
import type { Attributes, GradeContext, Influence, Layer } from '../layer.ts';
import type { Grade, Reason } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import { gradeFromReasons, notGraded, type Lack } from '../standards/grade.ts';
import { impactRadius } from '../standards/impact-radius.ts';
import { APPROVALS, choice, integer, number, PHASE, text } from './attribute.ts';
import { DUTY } from './duty.ts';
import { defaultInfluence } from './influence.ts';

/** Pipelines. Their class decides which law applies: city gas and in-plant lines are not under the 5 m of Art 30. */
export const pipeline: Layer = {
	id: 'pipeline',
	name: { zh: '管线', en: 'Pipeline' },
	geometry: ['line'],
	attributes: [
		choice(
			'pipeClass',
			'管道类别',
			'Class',
			[
				['oil_trunk', '输油长输管道', 'Oil trunk line', '输油管道', '原油管道', '成品油管道', '石油长输管道'],
				['gas_trunk', '输气长输管道', 'Gas trunk line', '输气管道', '天然气长输管道'],
				['city_gas', '城镇燃气管道', 'City gas', '燃气管道', '城市燃气', '城镇燃气'],
				['plant_internal', '厂内管道', 'In-plant line', '厂区管道', '企业内部管道'],
				[
					'hazchem_public',
					'公共区域危化品管道',
					'Hazardous-chemical line in public',
					'危险化学品管道',
					'危化品输送管道'
				],
				[
					'other',
					'其他管道（给排水、供热等）',
					'Other (water, sewage, heat)',
					'给水管道',
					'排水管道',
					'污水管道',
					'供热管道',
					'热力管道'
				]
			],
			['管线类别', '管道类型', '管线类型', 'pipe_kind', 'pipe_class']
		),
		text('substance', '输送介质', 'Substance', ['介质', '物质']),
		number('diameterMm', '管径', 'Outer diameter', { unit: 'mm', min: 1, max: 3000 }, [
			'外径',
			'公称直径',
			'直径',
			'DN'
		]),
		number('pressureMPa', '最大允许操作压力', 'Max. pressure', { unit: 'MPa', min: 0, max: 100 }, [
			'设计压力',
			'压力',
			'运行压力',
			'MAOP'
		]),
		choice(
			'pressureClass',
			'压力级别',
			'Pressure class',
			[
				['low', '低压', 'Low'],
				['mid', '中压', 'Medium', '中压A', '中压B', 'medium'],
				['sub_high', '次高压', 'Sub-high', '次高压A', '次高压B'],
				['high', '高压', 'High', '高压A', '高压B', '超高压', '高压及以上']
			],
			['压力等级', '压力级制']
		),
		text('material', '材质', 'Material', ['管材']),
		integer('builtYear', '建成年份', 'Built', { min: 1850, max: 2100 }, ['投运年份', '建设年代', '敷设年份']),
		text('operator', '权属单位', 'Operator', ['管道企业', '运营单位', '产权单位', '管线单位']),
		choice('status', '运行状态', 'Status', [
			['live', '在用', 'Live', '在役', '运行', '使用中'],
			['abandoned', '停用', 'Abandoned', '废弃', '报废', '封存', '停运', 'disused']
		]),
		text('responsiblePerson', '责任人', 'Responsible person', ['巡护责任人', '负责人']),
		text('phone', '联系电话', 'Phone', ['电话']),
		PHASE,
		...DUTY,
		APPROVALS
	],
	grade: gradePipeline,
	influence: influenceOf
};

const OWN_KEYS = new Set(pipeline.attributes.map((attribute) => attribute.key));
const BY_CLEARANCE = '系统设定: 管线按安全距离核查结果定级';

/**
 * A pipeline's level is the worst of its clearances (系统设定: the severity of what is broken, yellow when something is
 * uncertain, blue when all are kept) and, of a trunk line, of its high consequence areas. Without its class, or where no
 * rule asks pipelines of its class, it is not graded: nothing asked is not nothing broken. It is not graded either where
 * a question is left open (by its own attributes, or by what stands beside it) and nothing else makes it worse than blue.
 */
function gradePipeline(attributes: Attributes, context: GradeContext): Grade {
	if (attributes.pipeClass === undefined || attributes.pipeClass === null) {
		return notGraded(lacksOf(['pipeClass']), BY_CLEARANCE);
	}
	if (!isUnderRules(attributes.pipeClass, context.rules)) {
		return notGraded([], BY_CLEARANCE, {
			zh: '未评估: 没有针对此类管道的安全距离规则',
			en: 'Not assessed: no clearance rule asks pipelines of this class'
		});
	}
	if (context.findings === null) {
		return notGraded([], BY_CLEARANCE, {
			zh: '未评估: 管线按安全距离核查结果定级, 需在辖区内评估一次',
			en: 'Not assessed: a pipeline takes its level from its clearances, which a run over the district asks'
		});
	}
	const cleared = clearanceReasons(context.findings, attributes, context.rules);
	const areas = areaReasons(attributes, context);
	const values = { ...cleared.values, ...areaValues(context.hca) };
	const reasons = [...cleared.reasons, ...areas];
	const missing = [...cleared.lacking, ...(context.hca?.undecided ?? []).map((open) => open.attribute)];
	const isOpen = cleared.lacking.length > 0 || (context.hca?.undecided.length ?? 0) > 0;
	const isWorse = reasons.some(({ level }) => level !== null && level !== 'blue');
	const why = cleared.lacking.length > 0 ? notGraded(lacksOf(cleared.lacking), BY_CLEARANCE).reasons : [];
	if (isOpen && !isWorse) {
		const open = [...why, ...areas, ...cleared.reasons].map((reason) => ({ ...reason, level: null }));
		return { level: null, grade: null, reasons: open, missing: [...new Set(missing)], values };
	}
	return gradeFromReasons([...reasons, ...why], null, values);
}

interface Cleared {
	reasons: Reason[];
	/** The pipeline's own attributes that leave a clearance open. */
	lacking: string[];
	values: Record<string, number>;
}

/** What the clearances say: what is broken, else what is uncertain, else what is open, else that all are kept. */
function clearanceReasons(findings: readonly Finding[], attributes: Attributes, rules: RuleSet): Cleared {
	const broken = findings.filter((finding) => finding.state === 'broken');
	if (broken.length > 0) {
		const reasons = [...worstOfEachRule(broken)].map((one) => brokenReason(one, rules));
		return { reasons, lacking: [], values: { broken: broken.length } };
	}
	const uncertain = findings.filter((finding) => finding.state === 'uncertain');
	if (uncertain.length > 0) {
		const reason = countReason('PIPELINE-UNCERTAIN', 'yellow', uncertain.length, {
			zh: `${uncertain.length} 处安全距离在定位精度之内, 需现场测量`,
			en: `${uncertain.length} clearances are nearer to their limit than the positions are accurate: measure on site`
		});
		return { reasons: [reason], lacking: [], values: { uncertain: uncertain.length } };
	}
	const lacking = [...new Set(findings.flatMap((finding) => lackingOf(finding, attributes)))];
	if (lacking.length > 0) return { reasons: [], lacking, values: {} };
	const reason = countReason('PIPELINE-CLEAR', 'blue', findings.length, {
		zh: '未发现不满足的安全距离',
		en: 'No broken clearance was found'
	});
	return { reasons: [reason], lacking: [], values: {} };
}

/** What the high consequence areas say; nothing for pipelines of which they are not asked. */
function areaReasons(attributes: Attributes, { hca, rules }: GradeContext): Reason[] {
	if (hca !== null) return hcaReasons(hca, rules);
	const isTrunk = attributes.pipeClass === 'oil_trunk' || attributes.pipeClass === 'gas_trunk';
	return isTrunk && attributes.status === 'abandoned' ? [abandonedReason(rules)] : [];
}

function areaValues(hca: GradeContext['hca']): Record<string, number> {
	if (hca === null) return {};
	const hcaM = hca.segments.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
	return { lengthM: roundMm(hca.lengthM), hcaSegments: hca.segments.length, hcaM: roundMm(hcaM) };
}

function lacksOf(keys: readonly string[]): Lack[] {
	return pipeline.attributes.filter((attribute) => keys.includes(attribute.key));
}

/** Whether any rule asks pipelines of a class. */
function isUnderRules(pipeClass: Attributes[string], rules: RuleSet): boolean {
	return clearancesOf(rules).some((rule) => anyRoleOf(rule.sources, 'pipeline', { pipeClass }, rules) !== 'no');
}

function lackingOf(finding: Finding, attributes: Attributes): string[] {
	const key = finding.state === 'undecided' ? finding.cause?.attribute : undefined;
	return key !== undefined && OWN_KEYS.has(key) && (attributes[key] ?? null) === null ? [key] : [];
}

/** One reason a rule, from its nearest pair: a hundred houses over a pipe are one fact with a count. */
function worstOfEachRule(broken: readonly Finding[]): Iterable<{ finding: Finding; count: number }> {
	const byRule = new Map<string, { finding: Finding; count: number }>();
	for (const finding of broken) {
		const seen = byRule.get(finding.rule);
		if (seen === undefined) byRule.set(finding.rule, { finding, count: 1 });
		else {
			seen.count++;
			if ((finding.marginM ?? 0) < (seen.finding.marginM ?? 0)) seen.finding = finding;
		}
	}
	return byRule.values();
}

function brokenReason({ finding, count }: { finding: Finding; count: number }, rules: RuleSet): Reason {
	const rule = ruleOf(finding.rule, rules);
	return {
		rule: rule.id,
		clause: rule.clause,
		text: {
			zh: `${rule.name.zh}: ${count} 处不合规, 最近 ${finding.measuredM ?? '—'} 米`,
			en: `${rule.name.en}: ${count} broken, the nearest at ${finding.measuredM ?? '—'} m`
		},
		inputs: { broken: count },
		measured: finding.measuredM,
		limit: finding.requiredM,
		unit: 'm',
		confidence: rule.confidence,
		level: rule.severity
	};
}

function countReason(rule: string, level: Reason['level'], count: number, words: Reason['text']): Reason {
	const inputs = { findings: count };
	const numbers = { measured: null, limit: null, unit: null };
	return { rule, clause: BY_CLEARANCE, text: words, inputs, ...numbers, confidence: 'DESIGN', level };
}

function influenceOf(attributes: Attributes, _grade: Grade, rules: RuleSet): Influence | null {
	const { pipeClass, pressureClass, diameterMm, pressureMPa, status } = attributes;
	if (status === 'abandoned') return null;
	if (pipeClass === 'gas_trunk' && Number(diameterMm) > 0 && Number(pressureMPa) > 0) {
		return impactRadius(Number(diameterMm), Number(pressureMPa), rules);
	}
	if (pipeClass === 'city_gas') return defaultInfluence(`city_gas_${pressureClass ?? 'unknown'}`, rules);
	if (pipeClass === undefined || pipeClass === null || !isUnderRules(pipeClass, rules)) return null;
	return defaultInfluence('pipeline_trunk', rules);
}
