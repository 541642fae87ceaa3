import type { ByLevel, Comparison, LevelChange, RuleSetInfo, Some, Verification } from '../lib/api.ts';
import type { RulesAnswer } from '../lib/server/commands/rules.ts';
import { LEVELS } from '../lib/risk/level.ts';

/** Rows of each set that a terminal shows; `--json` has more of them. */
const ROWS = 20;

/** Prints what a command about rule sets answers. */
export function printRules(answer: RulesAnswer): void {
	if (answer.action === 'list') {
		for (const one of answer.versions) printVersion(one, one.version === answer.current);
	} else if (answer.action === 'made') {
		printVersion(answer.made, false);
		console.log(`启用 switch on: npm run sise -- rules use ${answer.made.version}`);
	} else if (answer.action === 'use') {
		console.log(`${answer.use.text.zh}\n${answer.use.text.en}`);
	} else {
		printComparison(answer.diff);
	}
}

function printVersion({ version, madeFrom, madeAt, author, note, changes, runs }: RuleSetInfo, isOn: boolean): void {
	const made = madeFrom === null ? '随软件提供 shipped' : `由 from ${madeFrom} · ${author ?? ''} · ${madeAt}`;
	console.log(`${isOn ? '●' : '○'} ${version}  ${made}  评估 runs ${runs}`);
	if (note !== null) console.log(`    ${note}`);
	for (const { path, from, to } of changes) console.log(`    ${path}: ${from} → ${to}`);
}

/** Prints what two runs, or the data of today by two rule sets, differ in. */
export function printComparison({ a, b, features, findings, cells, areaM2, subdistricts }: Comparison): void {
	console.log(`${a.label}（规则 rules ${a.rulesVersion}）→ ${b.label}（规则 rules ${b.rulesVersion}）`);
	printChanges('变差 worse', features.worse);
	printChanges('变好 better', features.better);
	printChanges('不再有等级 newly unassessed', features.newlyUnassessed);
	printChanges('新评定 newly assessed', features.newlyAssessed);
	printChanges('新增 appeared', features.appeared);
	printChanges('消失 gone', features.gone);
	console.log(`等级相同、依据不同 same level, other reasons: ${features.otherReasons}`);
	console.log(`核查结果改变 findings changed: ${findings.total}`);
	for (const one of findings.items.slice(0, ROWS)) {
		console.log(`  ${one.rule} ${one.source} — ${one.target ?? ''}: ${one.before ?? '—'} → ${one.after ?? '—'}`);
	}
	console.log(
		cells === null
			? '网格不同，无法逐格比较 the grids differ, cells cannot be compared'
			: `变色网格 cells of another level: ${cells.changed}, ${(cells.areaM2 / 1e6).toFixed(2)} km²`
	);
	console.log(`面积 area km²: ${areaWords(areaM2.a)} → ${areaWords(areaM2.b)}`);
	for (const one of subdistricts.filter((subdistrict) => subdistrict.a !== subdistrict.b)) {
		console.log(`  ${one.name}: ${one.a ?? '未评估 not assessed'} → ${one.b ?? '未评估 not assessed'}`);
	}
}

function printChanges(title: string, { total, items }: Some<LevelChange>): void {
	console.log(`${title}: ${total}`);
	for (const { id, name, before, after, because } of items.slice(0, ROWS)) {
		const why = because === null ? '' : `  ${because.zh} ${because.en}`;
		console.log(`  ${before ?? '—'} → ${after ?? '—'}  ${id}  ${name ?? ''}${why}`);
	}
}

function areaWords(areaM2: ByLevel): string {
	return [...LEVELS, 'none' as const].map((level) => `${level} ${(areaM2[level] / 1e6).toFixed(2)}`).join(' ');
}

/** Prints whether a run computed again is equal to what is stored, or where not. */
export function printVerification({ run, equal, differences, counted, notes, ms }: Verification): void {
	console.log(
		equal
			? `✓ 评估批次 ${run} 与重新计算的结果一致。 Run ${run} is equal to what its snapshot gives.`
			: `✗ 评估批次 ${run} 有 ${differences.total} 处与重新计算不符。 Run ${run} differs in ${differences.total} places.`
	);
	for (const { what, id, text } of differences.items.slice(0, ROWS)) {
		console.log(`  ${what} ${id}: ${text.zh} ${text.en}`);
	}
	for (const note of notes) console.log(`${note.zh} ${note.en}`);
	console.log(
		`核对 compared: ${Object.entries(counted)
			.map(([what, count]) => `${what} ${count}`)
			.join(', ')}; ${ms} ms`
	);
}
