import { SCHEME_PARTS, type DangerFields, type Given } from '../../src/lib/risk/dangers/danger.ts';

/** A unit of the demo district of which dangers are told. */
export interface DemoUnit {
	id: string;
	layer: string;
	name: string;
	/** As its register has it (duty.ts). */
	majorDanger: string | null;
	responsiblePerson: string | null;
}

export const DEMO_MOVERS = {
	inspector: '示范检查员甲',
	other: '示范检查员乙',
	keeper: '示范数据管理员',
	leader: '示范领导'
} as const;
export type DemoMover = keyof typeof DEMO_MOVERS;

/** A danger that never was, and who moved it how many days ago. */
export interface DemoDanger {
	id: string;
	feature: string;
	foundDaysAgo: number;
	fields: Partial<DangerFields> & Pick<DangerFields, 'level' | 'text'>;
	steps: readonly { step: string; by: DemoMover; daysAgo: number; given: Given }[];
}

type Steps = DemoDanger['steps'];

const MAJOR = [
	['可燃气体检测报警未投用', '恢复检测报警并接入控制室', '121', '12'],
	['安全阀超期未校验', '停用并送检安全阀', '121', '15'],
	['罐区紧急切断阀失效', '更换紧急切断阀', '121', '5'],
	['特殊作业未执行审批', '重建特殊作业审批制度', '121', '18']
] as const;
const OF_BUILDING = ['危房承重墙开裂, 仍有人使用', '清退人员, 加固或拆除', 'other', '危险房屋鉴定 D 级'] as const;
const GENERAL = [
	['灭火器压力不足', '更换灭火器'],
	['疏散通道堆放杂物', '清理疏散通道'],
	['配电箱未上锁, 无警示标识', '加锁并张贴标识'],
	['应急照明损坏', '更换应急照明'],
	['危废间未设围堰', '增设围堰'],
	['班前会记录缺失', '补建记录并培训']
] as const;

/**
 * Dangers for the demo, in all states: of each unit with a state in its register one that says the same, and general ones of
 * units that have none.
 *
 * @param day the day so many days before today (negative: after it), `2026-11-23`
 */
export function demoDangers(units: readonly DemoUnit[], day: (daysAgo: number) => string): DemoDanger[] {
	const stated = units.filter(({ majorDanger }) => majorDanger !== null);
	const others = units.filter(({ majorDanger }) => majorDanger === null);
	const count: Record<string, number> = {};
	const made = [
		...stated.map((unit) => {
			const k = (count[unit.majorDanger!] = (count[unit.majorDanger!] ?? -1) + 1);
			return majorOf(unit, k, day);
		}),
		...others.map((unit, k) => generalOf(unit, k, day))
	];
	return made.map((danger, i) => ({ ...danger, id: `5ce00000-0000-4000-8000-${String(i + 1).padStart(12, '0')}` }));
}

type Unnumbered = Omit<DemoDanger, 'id'>;

function majorOf(unit: DemoUnit, k: number, day: (daysAgo: number) => string): Unnumbered {
	const [text, measure, set, no] = unit.layer === 'building' ? OF_BUILDING : MAJOR[k % MAJOR.length];
	const overdueBy = unit.majorDanger === 'overdue' ? [5, 25][k % 2] : -60;
	const fields = {
		deadline: day(overdueBy),
		supervisingUnit: '示范区安委会办公室',
		publicityUrl: `示范区安委会办公室公告第 ${k + 1} 号（虚构）`
	};
	const scheme = Object.fromEntries(SCHEME_PARTS.map((part) => [part, `${measure}（示例）`]));
	const mending = { measure, fund: `${8 + 4 * k} 万元`, plan: '现场处置方案（示例）', scheme };
	const steps: Steps = [
		{ step: 'declare', by: 'inspector', daysAgo: 88, given: {} },
		{ step: 'recognise', by: 'leader', daysAgo: 85, given: {} },
		{ step: 'list', by: 'leader', daysAgo: 80, given: { fields } },
		{ step: 'rectify', by: 'keeper', daysAgo: 76, given: { fields: mending } },
		{ step: 'ask_acceptance', by: 'keeper', daysAgo: 12, given: { evidence: [photo(k)] } },
		{ step: 'entrust', by: 'other', daysAgo: 9, given: { fields: { thirdParty: '云泽安全评价公司（虚构）' } } },
		{
			step: 'delist',
			by: 'leader',
			daysAgo: 3,
			given: { fields: { thirdPartyReport: `评估报告 ${k + 1}（虚构）`, delistingUrl: `公告第 ${k + 101} 号（虚构）` } }
		}
	];
	const made = { open: 2, listed: 3 + (k % 4), overdue: 4, none: 7 }[unit.majorDanger!] ?? 0;
	return {
		feature: unit.id,
		foundDaysAgo: 90,
		fields: {
			level: 'major',
			text,
			criteria: [{ set, no }],
			responsibleUnit: unit.name,
			responsiblePerson: unit.responsiblePerson ?? '示范负责人'
		},
		steps: steps.slice(0, made)
	};
}

function generalOf(unit: DemoUnit, k: number, day: (daysAgo: number) => string): Unnumbered {
	const [text, measure] = GENERAL[k % GENERAL.length];
	const deadline = day([-10, -3, 3, -20][k % 4]);
	const steps: Steps = [
		{ step: 'order', by: 'inspector', daysAgo: 14, given: { fields: { measure, deadline } } },
		{ step: 'report_mended', by: 'keeper', daysAgo: 4, given: { evidence: [photo(k)] } },
		{ step: 'verify', by: 'other', daysAgo: 2, given: {} },
		{ step: 'close', by: 'other', daysAgo: 1, given: {} }
	];
	const onSpot: Steps = [
		{ step: 'mend_on_spot', by: 'inspector', daysAgo: 15, given: { fields: { measure }, evidence: [photo(k)] } }
	];
	return {
		feature: unit.id,
		foundDaysAgo: 15,
		fields: {
			level: 'general',
			text,
			source: k % 3 === 2 ? 'self_check' : 'inspection',
			responsibleUnit: unit.name,
			responsiblePerson: unit.responsiblePerson ?? '示范负责人'
		},
		steps: k % 6 === 5 ? onSpot : steps.slice(0, k % 5)
	};
}

function photo(k: number) {
	return { sha256: String(k).padStart(64, '0'), name: `整改后-${k + 1}.jpg` };
}
