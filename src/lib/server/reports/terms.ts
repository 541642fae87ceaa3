import type { Language } from './document.ts';

/** The words of a siting report in both languages. */
interface Terms {
	title: string;
	summary: string;
	findings: string;
	conditions: string;
	undecided: string;
	notApplied: string;
	corners: string;
	policies: string;
	smallRules: string;
	overruled: string;
	parcels: string;
	parcel: string;
	project: string;
	verdict: string;
	provenance: string;
	validity: string;
	map: string;
	number: string;
	rule: string;
	clause: string;
	other: string;
	measured: string;
	required: string;
	margin: string;
	accuracy: string;
	state: string;
	force: string;
	dataOn: string;
	counts: string;
	what: string;
	who: string;
	documents: string;
	subject: string;
	rules: string;
	cause: string;
	toDo: string;
	why: string;
	nearest: string;
	text: string;
	inputs: string;
	reason: string;
	by: string;
	on: string;
	part: string;
	point: string;
	pointPart: string;
	longitude: string;
	latitude: string;
	northing: string;
	easting: string;
	area: string;
	use: string;
	yes: string;
	no: string;
	notTold: string;
	name: string;
	none: string;
	outerRing: (i: number) => string;
	innerRing: (i: number, k: number) => string;
	line: (i: number) => string;
	moreCorners: (all: number, most: number) => string;
}

const zh: Terms = {
	title: '拟建项目选址核查报告',
	summary: '结论',
	findings: '核查结果',
	conditions: '条件',
	undecided: '未能判定',
	notApplied: '不适用',
	corners: '拐点',
	policies: '辖区政策',
	smallRules: '特殊情形',
	overruled: '人工处置',
	parcels: '各地块结论',
	parcel: '地块',
	project: '项目',
	verdict: '结论',
	provenance: '数据来源与校验',
	validity: '有效性说明',
	map: '位置图',
	number: '序号',
	rule: '规则',
	clause: '条款',
	other: '对方要素',
	measured: '实测 (m)',
	required: '要求 (m)',
	margin: '余量 (m)',
	accuracy: '精度 (m)',
	state: '状态',
	force: '效力',
	dataOn: '数据日期',
	counts: '计入结论',
	what: '事项',
	who: '审批或征求意见单位',
	documents: '所需材料',
	subject: '对象',
	rules: '涉及规则',
	cause: '原因',
	toDo: '怎么办',
	why: '不适用的理由',
	nearest: '最近距离 (m)',
	text: '说明',
	inputs: '依据数据',
	reason: '理由',
	by: '决定人',
	on: '日期',
	part: '部分',
	point: '点号',
	pointPart: '点',
	longitude: '经度 (°)',
	latitude: '纬度 (°)',
	northing: 'X 北 (m)',
	easting: 'Y 东 (m)',
	area: '面积 (m²)',
	use: '用途',
	yes: '是',
	no: '否',
	notTold: '未填写',
	name: '名称',
	none: '无',
	outerRing: (i) => `面${i} 外环`,
	innerRing: (i, k) => `面${i} 内环${k}`,
	line: (i) => `线${i}`,
	moreCorners: (all, most) => `共 ${all} 点，此处列出前 ${most} 点；全部坐标见工作簿“拐点”表和本报告所附数据。`
};

const en: Terms = {
	title: 'Siting check of a proposed project',
	summary: 'Verdict',
	findings: 'Findings',
	conditions: 'Conditions',
	undecided: 'Undecided',
	notApplied: 'Not applicable',
	corners: 'Corner points',
	policies: 'District policies',
	smallRules: 'Special cases',
	overruled: 'Set aside by hand',
	parcels: 'Verdict of each parcel',
	parcel: 'Parcel',
	project: 'Project',
	verdict: 'Verdict',
	provenance: 'Data and hashes',
	validity: 'Validity',
	map: 'Map',
	number: 'No.',
	rule: 'Rule',
	clause: 'Clause',
	other: 'Other feature',
	measured: 'Measured (m)',
	required: 'Required (m)',
	margin: 'Margin (m)',
	accuracy: 'Accuracy (m)',
	state: 'State',
	force: 'Force',
	dataOn: 'Data of',
	counts: 'Counts as',
	what: 'What is needed',
	who: 'Who grants it or is heard',
	documents: 'Documents',
	subject: 'Subject',
	rules: 'Rules',
	cause: 'Cause',
	toDo: 'What to do',
	why: 'Why it does not apply',
	nearest: 'Nearest (m)',
	text: 'What it says',
	inputs: 'From',
	reason: 'Reason',
	by: 'By',
	on: 'On',
	part: 'Part',
	point: 'Point',
	pointPart: 'Point',
	longitude: 'Longitude (°)',
	latitude: 'Latitude (°)',
	northing: 'X north (m)',
	easting: 'Y east (m)',
	area: 'Area (m²)',
	use: 'Use',
	yes: 'yes',
	no: 'no',
	notTold: 'not told',
	name: 'Name',
	none: 'None',
	outerRing: (i) => `Area ${i}, outer ring`,
	innerRing: (i, k) => `Area ${i}, hole ${k}`,
	line: (i) => `Line ${i}`,
	moreCorners: (all, most) =>
		`${all} points, the first ${most} are listed; all are in the workbook and in the data that this report carries.`
};

export const T: Readonly<Record<Language, Terms>> = { zh, en };
