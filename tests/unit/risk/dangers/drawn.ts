import type { Danger, DangerLevel, DangerState, Given, Mover } from '../../../../src/lib/risk/dangers/danger.ts';

export const FINDER = 'finder';
export const MENDER = 'mender';
/** Noon in the district, on the day of these tests. */
export const NOW = new Date('2026-11-23T12:00:00+08:00');
export const SCHEME = {
	goal: '消除罐区泄漏',
	methods: '更换法兰',
	means: '企业自筹 12 万元',
	staff: '设备科',
	times: '十二月底前',
	safety: '停罐作业, 现场监护'
};
export const PHOTO = { sha256: 'a'.repeat(64), name: '整改后.jpg' };

export const holding = (...rights: string[]): Mover => ({ id: 'somebody', rights: new Set(rights) });
export const EVERY_RIGHT = ['dangers.record', 'dangers.mend', 'dangers.verify', 'dangers.list'] as const;
export const anybody = holding(...EVERY_RIGHT);

/** A danger with every field that a step may ask for, found by one person and mended by another. */
export function danger(level: DangerLevel, state: DangerState, changes: Partial<Danger> = {}): Danger {
	return {
		id: '0b0f8c5e-5a4f-4f5e-9a53-0d1f4b2f7a01',
		feature: 'enterprise/plant',
		visit: null,
		version: 1,
		level,
		state,
		criteria: [{ set: 'AQ3067', no: '5.2.2' }],
		text: '罐区法兰泄漏',
		subjectField: 1,
		source: 'inspection',
		discoveredAt: '2026-11-20',
		reportedBy: '张三',
		responsibleUnit: '甲化工',
		responsiblePerson: '李四',
		measure: '更换法兰',
		fund: '12 万元',
		deadline: '2026-12-31',
		plan: '罐区泄漏专项应急预案',
		scheme: SCHEME,
		supervisingUnit: '区安委会办公室',
		listedAt: null,
		publicityUrl: 'https://example.invalid/listed',
		delistingUrl: null,
		thirdParty: '乙安全评价公司',
		thirdPartyReport: null,
		acceptedAt: null,
		closedAt: null,
		overdueSince: null,
		recognisedAt: null,
		recordedBy: FINDER,
		askedBy: MENDER,
		...changes
	};
}

/** What each step has to be given afresh; written by hand, not read from the table. */
export const GIVEN: Readonly<Record<string, Given>> = {
	declare: {},
	recognise: {},
	refuse: { note: '危害和整改难度较小' },
	list: { fields: { publicityUrl: '区政府网站公告第 7 号' } },
	rectify: {},
	ask_acceptance: { evidence: [PHOTO] },
	entrust: { fields: { thirdParty: '乙安全评价公司' } },
	fail_acceptance: { fields: { thirdPartyReport: '评估报告 2026-31' }, note: '联锁未投用' },
	delist: { fields: { thirdPartyReport: '评估报告 2026-32', delistingUrl: '区政府网站公告第 9 号' } },
	order: {},
	mend_on_spot: { evidence: [PHOTO] },
	report_mended: { evidence: [PHOTO] },
	verify: {},
	send_back: { note: '灭火器仍未更换' },
	close: {},
	enforce: { note: '约谈记录 2026-11' },
	extend: { fields: { deadline: '2027-01-31' }, note: '设备到货推迟' }
};
