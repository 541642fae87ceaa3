import type { Comparison, FeatureChanged, OverrideItem, RunSummary, Verification } from '../lib/api.ts';
import type { AuditAnswer } from '../lib/server/commands/audit.ts';
import type { Assessed } from '../lib/server/assess/assess-file.ts';
import { CommandError } from '../lib/server/commands/command.ts';
import type { AlertsAnswer } from '../lib/server/commands/alerts.ts';
import type { AccountAnswer } from '../lib/server/commands/account.ts';
import type { RulesAnswer } from '../lib/server/commands/rules.ts';
import { printAccount } from './print-account.ts';
import { printAlerts } from './print-alerts.ts';
import { printComparison, printRules, printVerification } from './print-rules.ts';
import type { DangersAnswer } from '../lib/server/commands/dangers.ts';
import type { DoctorAnswer } from '../lib/server/commands/doctor.ts';
import type { FindingsAnswer } from '../lib/server/commands/findings.ts';
import type { ListAnswer } from '../lib/server/commands/list.ts';
import type { NearAnswer } from '../lib/server/commands/near.ts';
import type { CommandName } from '../lib/server/commands/registry.ts';
import type { ImportReport } from '../lib/server/imports/report.ts';
import type { UndoReport } from '../lib/server/imports/undo.ts';
import type { ReportAnswer } from '../lib/server/commands/report.ts';
import type { ReportVerification } from '../lib/server/commands/verify-report.ts';
import type { SiteCommandAnswer } from '../lib/server/commands/site.ts';
import type { Absence } from '../lib/siting/api.ts';
import type { Wall } from '../lib/wall/api.ts';
import type { SegmentsAnswer } from '../lib/server/commands/segments.ts';
import { layerOf } from '../lib/risk/layers/registry.ts';
import { LEVELS } from '../lib/risk/level.ts';
import { printAudit } from './print-audit.ts';
import { printDangers } from './print-dangers.ts';
import { printSegments } from './print-segments.ts';
import { printReport, printReportVerification } from './print-report.ts';
import { printAbsences, printSite } from './print-site.ts';
import { printWall } from './print-wall.ts';
import type { Confidence } from '../lib/risk/words.ts';

/** Rows that a terminal shows of a long list; `--json` has them all. */
const ROWS = 50;

/** Prints the answer of a command for a person. `zones` has no such form: it is GeoJSON. */
export function printAnswer(command: CommandName, answer: unknown): void {
	if (command === 'import' || command === 'demo') printImport(answer as ImportReport);
	else if (command === 'undo') printUndo(answer as UndoReport);
	else if (command === 'change') printChanged(answer as FeatureChanged);
	else if (command === 'run') printRun(answer as RunSummary);
	else if (command === 'findings') printFindings(answer as FindingsAnswer);
	else if (command === 'near') printNear(answer as NearAnswer);
	else if (command === 'segments') printSegments(answer as SegmentsAnswer);
	else if (command === 'wall') printWall(answer as Wall);
	else if (command === 'site') printSite(answer as SiteCommandAnswer);
	else if (command === 'report') printReport(answer as ReportAnswer);
	else if (command === 'verify-report') printReportVerification(answer as ReportVerification);
	else if (command === 'absence') printAbsences(answer as Absence[]);
	else if (command === 'assess') printAssessed(answer as Assessed[]);
	else if (command === 'list') printList(answer as ListAnswer);
	else if (command === 'dangers') printDangers(answer as DangersAnswer);
	else if (command === 'override') printOverrides(answer as OverrideItem[]);
	else if (command === 'alerts') printAlerts(answer as AlertsAnswer);
	else if (command === 'rules') printRules(answer as RulesAnswer);
	else if (command === 'compare') printComparison(answer as Comparison);
	else if (command === 'verify') printVerification(answer as Verification);
	else if (command === 'audit') printAudit(answer as AuditAnswer);
	else if (command === 'account') printAccount(answer as AccountAnswer);
	else if (command === 'doctor') printDoctor(answer as DoctorAnswer);
}

/** Prints what went wrong: as words, or as JSON with whatever explains it. */
export function printError(error: unknown, json: boolean): void {
	const text =
		error instanceof CommandError ? error.text : { zh: (error as Error).message, en: (error as Error).message };
	const detail = error instanceof CommandError ? error.detail : null;
	if (json) {
		console.log(JSON.stringify({ error: text, detail }, null, 2));
		return;
	}
	console.error(text.zh === text.en ? text.zh : `${text.zh}\n${text.en}`);
	if (isReport(detail)) printImport(detail);
}

function isReport(detail: unknown): detail is ImportReport {
	return typeof detail === 'object' && detail !== null && 'refusedCount' in detail;
}

function printImport(report: ImportReport): void {
	const { district } = report;
	console.log(
		report.landed
			? `批次 ${report.batch} 已导入 ${district.name}（${district.code}，EPSG:${district.metricSrid}）。` +
					` Batch ${report.batch} landed in ${district.name} (${district.code}, EPSG:${district.metricSrid}).`
			: `没有导入任何内容。 Nothing was imported.`
	);
	console.log(`${report.file}: ${report.format}, ${report.crs}, ${report.transform}`);
	console.log(
		`读取 read ${report.rows} · 保留 kept ${report.kept} · 替换 replaced ${report.replaced}` +
			` · 修复 repaired ${report.repairedCount} · 拒绝 refused ${report.refusedCount}` +
			` · ${report.durationMs} ms · ${report.featuresPerSecond}/s`
	);
	for (const [layer, count] of Object.entries(report.byLayer)) {
		const { name } = layerOf(layer);
		console.log(`  ${name.zh} ${name.en}: ${count}`);
	}
	for (const { why, count } of report.skipped) console.log(`  跳过 skipped ${count}: ${why.zh} ${why.en}`);
	for (const note of report.notes) console.log(`注意 note: ${note.zh} ${note.en}`);
	const rows = [
		...report.refused.map((row) => ({ ...row, kind: '拒绝 refused' })),
		...report.repaired.map((row) => ({ ...row, kind: '修复 repaired' }))
	];
	for (const row of rows.slice(0, ROWS)) {
		const where = [row.table, `行 row ${row.row}`, row.field].filter(Boolean).join(' · ');
		console.log(`${row.kind}: ${where}: ${row.text.zh} ${row.text.en}`);
	}
	if (rows.length > ROWS) console.log(`… 还有 ${rows.length - ROWS} 行，用 --json 查看 more rows, see --json`);
}

function printUndo(answer: UndoReport): void {
	console.log(
		`批次 ${answer.batch}（${answer.file}）已撤销：删除 ${answer.deleted}，恢复 ${answer.restored}。` +
			` Batch ${answer.batch} is undone: ${answer.deleted} removed, ${answer.restored} brought back.`
	);
}

function printChanged({ run, levels, findings, cells, whole, ms }: FeatureChanged): void {
	for (const { id, name, before, after } of levels.slice(0, ROWS)) {
		console.log(`${before ?? '未评估 not assessed'} → ${after ?? '未评估 not assessed'}\t${id}\t${name ?? ''}`);
	}
	console.log(
		`${whole ? '已全区重新评估 computed whole' : '已更新 amended'}: 评估批次 run ${run} · ` +
			`等级变化 levels ${levels.length} · 核查结果 findings +${findings.appeared} −${findings.gone} · ` +
			`格网 cells ${cells} · ${ms} ms`
	);
}

function printRun(run: RunSummary): void {
	console.log(
		run.status === 'done'
			? `评估批次 run ${run.id} 完成 done：两个引擎一致 both engines agree`
			: `评估批次 run ${run.id} 有争议 DISPUTED：两个引擎在 ${run.disputes.length} 处不一致 the engines differ in ${run.disputes.length} places`
	);
	for (const dispute of run.disputes.slice(0, ROWS)) {
		console.log(`  ${dispute.rule} ${dispute.source} ${dispute.target ?? ''}: ${dispute.text.zh} ${dispute.text.en}`);
	}
	const levels = [...LEVELS, 'none' as const];
	console.log(`要素 features: ${levels.map((level) => `${level} ${run.levels[level]}`).join(', ')}`);
	console.log(`面积 area km²: ${levels.map((level) => `${level} ${(run.areaM2[level] / 1e6).toFixed(2)}`).join(', ')}`);
	console.log(
		`核查 findings: ${Object.entries(run.states)
			.map(([state, count]) => `${state} ${count}`)
			.join(', ')}`
	);
	for (const [rule, count] of Object.entries(run.brokenByRule)) console.log(`  ${rule}: ${count} broken`);
	console.log(`规则 rules: 已核查 asked ${run.rulesAsked}, 未核查 not asked ${run.rulesNotAsked.length}`);
	for (const one of run.subdistricts) {
		const counts = Object.entries(one.counts).map(([layer, count]) => `${layer} ${count}`);
		console.log(`  ${one.name}: ${one.level ?? '未评估 not assessed'} · ${counts.join(', ')}`);
	}
	const outside = Object.entries(run.outside).map(([layer, count]) => `${layer} ${count}`);
	if (outside.length > 0) console.log(`  不在任何街道内 in no subdistrict: ${outside.join(', ')}`);
	console.log(
		`用时 ms: ${Object.entries(run.timings)
			.map(([phase, ms]) => `${phase} ${ms}`)
			.join(', ')}`
	);
}

function printFindings({ total, features, items }: FindingsAnswer): void {
	for (const item of items.slice(0, ROWS)) {
		const numbers = item.measuredM === null ? '' : ` ${item.measuredM} m / ${item.requiredM} m`;
		const cause = item.cause === null ? '' : ` ${item.cause.text.zh} ${item.cause.text.en}`;
		console.log(`${item.state} ${item.rule} ${item.source.id} — ${item.target?.id ?? ''}${numbers}${cause}`);
	}
	console.log(
		`共 ${total} 条，涉及 ${features} 个要素；${total} in all, on ${features} features${total > ROWS ? `，显示 ${ROWS} 条 shown; --json 为全部 has them all` : ''}`
	);
}

function printNear({ count, features, withinM }: NearAnswer): void {
	for (const item of features.slice(0, ROWS)) {
		console.log(`${item.distanceM.toFixed(3)} m  ${item.id}  ${item.name ?? ''}  → ${item.nearest}`);
	}
	console.log(`${withinM} m 以内 within: ${count}`);
}

function printAssessed(assessed: readonly Assessed[]): void {
	for (const { id, name, level, grade, reasons } of assessed) {
		console.log(`${level ?? '未评估 not assessed'}\t${grade ?? ''}\t${id}\t${name ?? ''}`);
		for (const { text, clause, confidence } of reasons) {
			console.log(`  ${text.zh} ${text.en}（${clause}${BADGES[confidence] ?? ''}）`);
		}
	}
	const without = assessed.filter(({ level }) => level === null).length;
	console.log(
		`共 ${assessed.length} 个要素，${without} 个未评估；${assessed.length} features, ${without} not assessed`
	);
}

/** What a judgement that is no surer than this says of itself. */
const BADGES: Partial<Record<Confidence, string>> = { RECALLED: '；需人工核对标准原文', DESIGN: '；系统设定' };

function printList(answer: ListAnswer): void {
	if ('csv' in answer) {
		process.stdout.write(answer.csv);
		return;
	}
	for (const item of answer.items.slice(0, ROWS)) {
		const due = item.nextDue === null ? '' : `  ${item.overdue ? '逾期 overdue since' : '下次 next'} ${item.nextDue}`;
		console.log(`${item.level}  ${item.grade ?? ''}  ${item.id}  ${item.name ?? ''}${due}`);
		for (const { text, clause } of item.reasons.slice(0, 1)) console.log(`  ${text.zh} ${text.en}（${clause}）`);
		console.log(`  ${item.persons.map(({ role, name }) => `${role.zh} ${name ?? '未登记'}`).join('，')}`);
	}
	console.log(
		`批次 run ${answer.run}：橙色及以上 ${answer.items.length} 个，未评估 ${answer.unassessed} 个；` +
			`${answer.items.length} at orange and above, ${answer.unassessed} not assessed` +
			(answer.items.length > ROWS ? `，显示 ${ROWS} 个 shown; --json 为全部 has them all` : '')
	);
}

/** What an override is on the day it is listed. */
const STATUS: Record<OverrideItem['status'], string> = {
	coming: '未生效 coming',
	holds: '有效 holds',
	ended: '已到期 ended',
	withdrawn: '已撤回 withdrawn'
};

function printOverrides(overrides: readonly OverrideItem[]): void {
	for (const one of overrides.slice(0, ROWS)) {
		const computed = one.computedLevel ?? '未评估 not assessed';
		console.log(`${one.id}  ${one.feature}  ${one.featureName ?? ''}  ${one.level}（计算 computed ${computed}）`);
		console.log(
			`  ${STATUS[one.status]} ${one.from} – ${one.until}: ${one.reason}（${one.approver}）${one.evidence ?? ''}`
		);
	}
	console.log(`人工调整 overrides: ${overrides.length}`);
}

function printDoctor(answer: DoctorAnswer): void {
	console.log(`Sise ${answer.version} · Node ${answer.node} · ${answer.database.kind} · ${answer.database.version}`);
	console.log(`PostGIS ${answer.database.postgis} · 数据 data: ${answer.folder}`);
	for (const district of answer.districts) {
		const counts = Object.entries(district.counts).map(([layer, count]) => `${layer} ${count}`);
		console.log(`${district.code} ${district.name} EPSG:${district.metricSrid}: ${counts.join(', ')}`);
	}
	for (const check of answer.checks) console.log(`${check.ok ? '✓' : '✗'} ${check.text.zh} ${check.text.en}`);
}
