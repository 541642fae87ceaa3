import { VERSION } from '../version.ts';
import { crsWords } from './crs-words.ts';
import type { DistrictInput } from './district-input.ts';
import { districtMap } from './district-map.ts';
import { brokenByRuleTable, brokenTable, hcaTable, segmentTable } from './district-findings.ts';
import { responsibilityTable, riskTable } from './district-lists.ts';
import { layerTable, levelTable, subdistrictTable } from './district-tables.ts';
import { momentText, say, type Block, type Cell, type Document, type Table } from './document.ts';
import { asCarried, seal } from './seal.ts';

/** The report on a district's run: the four-colour map with its lists, violations and high consequence areas. */
export function districtReport(order: DistrictInput): Document {
	const input = asCarried(order);
	const { district, zones, areas, broken, segments, list, language } = input;
	const zh = language === 'zh';
	const sealed = seal({ report: 'district', version: VERSION, input });
	const section = (text: string, tables: Table[], said: string[] = []): Block[] => [
		{ kind: 'heading', rank: 1, text, newPage: false },
		...said.map((one): Block => ({ kind: 'paragraph', text: one })),
		...tables
	];
	const cut = (some: { total: number; items: readonly unknown[] }): string[] => {
		if (some.items.length === some.total) return [];
		const [all, taken] = [some.total, some.items.length];
		return [
			zh ? `共 ${all} 条，本报告取前 ${taken} 条。` : `${all} in all, of which this report takes the first ${taken}.`
		];
	};
	return {
		language,
		title: zh ? '区域安全风险四色图报告' : 'District safety risk report',
		subject: `${district.name} ${district.code}`,
		author: input.asker ?? '四色 Sise',
		at: input.at,
		summary: zh ? '结论' : 'Summary',
		seal: sealed,
		blocks: [
			{ kind: 'pairs', of: district.name, rows: overview(input) },
			...section(zh ? '各等级' : 'Levels', [levelTable(input)], [noticeOf(input)]),
			{ kind: 'heading', rank: 1, text: zh ? '四色分布图' : 'Four-colour map', newPage: false },
			{ kind: 'chart', drawing: districtMap(zones, areas, district.metricSrid, language), caption: captionOf(input) },
			...section(zh ? '街道' : 'Subdistricts', [subdistrictTable(input)]),
			...section(zh ? '各图层' : 'Layers', [layerTable(input)]),
			...section(zh ? '区域风险清单' : 'Risk list', [riskTable(input)], [unassessedText(list.unassessed, zh)]),
			...section(zh ? '风险责任清单' : 'Responsibility list', [responsibilityTable(input)]),
			...section(zh ? '不合规（按规则）' : 'Broken by rule', [brokenByRuleTable(input)], cut(broken)),
			...section(zh ? '不合规' : 'Broken', [brokenTable(input)]),
			...section(zh ? '高后果区' : 'High consequence areas', [hcaTable(input), segmentTable(input)], cut(segments)),
			{ kind: 'heading', rank: 1, text: zh ? '数据来源与校验' : 'Data and hashes', newPage: false },
			{ kind: 'pairs', of: zh ? '数据来源与校验' : 'Data and hashes', rows: provenance(input, sealed.sha256) }
		]
	};
}

function overview({ district, run, asker, at, language }: DistrictInput): [string, Cell][] {
	const zh = language === 'zh';
	const { broken, uncertain, undecided, met } = run.states;
	return [
		[
			zh ? '辖区' : 'District',
			`${district.name} ${district.code}${district.fictional ? (zh ? '（虚构）' : ' (fictional)') : ''}`
		],
		[zh ? '评估批次' : 'Run', `${run.id} (${statusText(run.status, zh)})`],
		[zh ? '评估完成时间' : 'Finished at', momentText(run.finishedAt)],
		[zh ? '报告时间' : 'Reported at', momentText(at)],
		...(asker === null ? [] : [[zh ? '报告人' : 'Asked by', asker] as [string, Cell]]),
		[
			zh ? '核查结果' : 'Findings',
			zh
				? `不合规 ${broken}，需现场测量 ${uncertain}，未能判定 ${undecided}，合规 ${met}`
				: `${broken} broken, ${uncertain} to measure, ${undecided} undecided, ${met} met`
		],
		[
			zh ? '规则' : 'Rules',
			zh
				? `已问 ${run.rulesAsked} 条，未能询问 ${run.rulesNotAsked.length} 条`
				: `${run.rulesAsked} asked, ${run.rulesNotAsked.length} could not be asked`
		]
	];
}

function statusText(status: DistrictInput['run']['status'], zh: boolean): string {
	if (status === 'done') return zh ? '两个引擎结果一致' : 'both engines agree';
	return zh ? '两个引擎结果不一致，不得使用' : 'the engines differ: not to be used';
}

function noticeOf({ run, language }: DistrictInput): string {
	return language === 'zh'
		? `区域颜色没有国家统一算法，方法（${run.method === 'rings' ? '分环' : '场强'}，网格 ${run.cellM} 米）及数值为系统设定。未评估不等于低风险。`
		: `No national formula exists for the colours of areas: method (${run.method}, ${run.cellM} m cells) and numbers are system defaults. Not assessed is not low.`;
}

function unassessedText(unassessed: number, zh: boolean): string {
	return zh
		? `另有 ${unassessed} 个单元未评估，不在清单内；未评估不等于低风险。`
		: `${unassessed} more units were not assessed and are not on the list; not assessed is not low.`;
}

function captionOf({ run, district, language }: DistrictInput): string {
	return language === 'zh'
		? `图：${district.name}安全风险四色分布。评估批次 ${run.id}，数据版本 ${run.districtVersion}，评估时间 ${momentText(run.finishedAt)}。`
		: `Map: four-colour map of ${district.name}. Run ${run.id}, data version ${run.districtVersion}, of ${momentText(run.finishedAt)}.`;
}

function provenance({ run, district, list, language }: DistrictInput, sealed: string): [string, Cell][] {
	const zh = language === 'zh';
	return [
		[zh ? '规则版本' : 'Rule set', run.rulesVersion],
		[zh ? '数据版本' : 'Data version', `${run.districtVersion}`],
		[zh ? '评估后的单项更新' : 'Amendments since the run', `${run.amendments}`],
		[zh ? '输入 SHA-256' : 'Input SHA-256', run.inputSha256],
		[zh ? '坐标系' : 'Coordinate system', say(crsWords(district.metricSrid), language)],
		[
			zh ? '未披露的内容' : 'Not disclosed',
			list.withheld.length === 0 ? (zh ? '无' : 'nothing') : list.withheld.join(', ')
		],
		[zh ? '程序版本' : 'Program', `四色 Sise ${VERSION}`],
		[zh ? '本报告所附数据 SHA-256' : 'SHA-256 of the data carried', sealed],
		[zh ? '校验方法' : 'To verify', 'npm run sise -- verify-report FILE.pdf']
	];
}
