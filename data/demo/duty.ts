import type { Attributes, LayerId } from '../../src/lib/risk/layer.ts';
import { personName, phoneNumber } from './names.ts';
import { randomOf, type Random } from './random.ts';

/** What is done about the risk of a unit, by its layer. */
const MEASURES: Readonly<Partial<Record<LayerId, readonly string[]>>> = {
	enterprise: [
		'每日班前检查; 每月开展安全风险评估',
		'动火、有限空间作业审批; 每周自查',
		'设备设施定期检测; 员工安全培训',
		'消防设施月检; 疏散通道每日巡查'
	],
	hazard_source: [
		'接入监测预警系统; 紧急切断、可燃有毒气体报警投用',
		'液位、压力、温度高低报警与联锁; 罐区视频监控',
		'喷淋降温、氮封投用; 每季度针对性隐患排查'
	],
	pipeline: ['每日巡线; 阴极保护每月检测', '高后果区视频监控; 标志桩完好', '泄漏检测每季度一次; 第三方施工旁站'],
	building: ['在册危房三级巡查; 汛期每日巡查', '张贴警示标识; 落实一栋一方案', '沉降裂缝监测; 恶劣天气前组织撤离'],
	park: ['封闭化管理; 园区安全风险智能化管控平台', '入园项目准入审查; 公用管廊定期检测'],
	geohazard_zone: ['群测群防; 雨量、位移自动监测', '设警示标志; 汛期值守与避险演练']
};

/** How many days before the day of the demo a unit was last inspected, by turns: most in time, some long ago. */
const DAYS_AGO = [6, 11, 17, 24, 29, 38, 52, 66, 80, 97, 121, 150, 190, 260] as const;
const DEMO_DAY = Date.UTC(2026, 10, 23);

/** Major hidden dangers and accidents, by layer and the unit's number: few, and always the same. */
const EVENTS: Readonly<Partial<Record<LayerId, Readonly<Record<number, Attributes>>>>> = {
	enterprise: {
		211: { majorDanger: 'listed' },
		618: { majorDanger: 'listed' },
		1_047: { majorDanger: 'open' },
		1_533: { majorDanger: 'overdue' },
		1_902: { fatalAccidentOn: '2026-03-17' },
		2_240: { majorDanger: 'listed' },
		2_718: { fatalAccidentOn: '2024-06-08' },
		3_001: { severeAccidentOn: '2025-01-20' },
		3_466: { majorDanger: 'none' }
	},
	hazard_source: { 44: { majorDanger: 'listed' }, 71: { majorDanger: 'overdue' }, 90: { majorDanger: 'none' } },
	building: { 40: { majorDanger: 'listed' } }
};

/**
 * Who answers for unit `k` of a layer, what is done about it, when it was last inspected and what happened there. As in
 * real registers one in ten lacks the persons, one in twelve the inspection. Every name and number is nobody's.
 */
export function dutyOf(layer: LayerId, k: number, seed: number): Attributes {
	const random = randomOf(seed, 'duty', layer, k);
	const duty: Attributes = {};
	if (!random.happens(0.1)) Object.assign(duty, personsOf(random));
	const measures = MEASURES[layer];
	if (measures !== undefined && !random.happens(0.06)) duty.measures = random.pick(measures);
	if (!random.happens(0.08)) duty.lastInspected = daysAgo(random.pick(DAYS_AGO) + random.integer(0, 4));
	// the other layers' registers name their responsible person already
	if (layer === 'pipeline' && !random.happens(0.05)) {
		Object.assign(duty, { responsiblePerson: personName(random), phone: phoneNumber(random) });
	}
	if (layer === 'building' && !random.happens(0.15)) duty.responsiblePerson = personName(random);
	return Object.assign(duty, EVENTS[layer]?.[k]);
}

function personsOf(random: Random): Attributes {
	return {
		administrativePerson: personName(random),
		administrativePhone: phoneNumber(random),
		industryPerson: personName(random),
		industryPhone: phoneNumber(random)
	};
}

function daysAgo(days: number): string {
	return new Date(DEMO_DAY - days * 86_400_000).toISOString().slice(0, 10);
}
