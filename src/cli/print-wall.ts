import { LEVELS } from '../lib/risk/level.ts';
import type { Figure, Wall } from '../lib/wall/api.ts';

/** Prints the numbers of the wall for a person; `--json` has their lists and formulas. */
export function printWall(wall: Wall): void {
	const { run, before, dangers } = wall;
	if (run === null) {
		console.log(`${wall.district.name}: 还没有评估批次 no run yet`);
		return;
	}
	const than = before.run === null ? '没有更早的批次 no earlier run' : `较 since #${before.run.id}`;
	console.log(
		`${wall.district.name} · #${run.id} ${run.finishedAt}${wall.stale ? ' · 数据已变动 data changed since' : ''} · ${than}`
	);
	const byLevel = (figures: Wall['levels'], unit: (value: number) => string) =>
		[...LEVELS, 'none' as const].map((level) => `${level} ${shown(figures[level], unit)}`).join(', ');
	console.log(`单元 units: ${byLevel(wall.levels, String)}`);
	console.log(`面积 km²: ${byLevel(wall.areas, (m2) => (m2 / 1e6).toFixed(2))}`);
	for (const { rank, name, score, broken, overdue, named } of wall.subdistricts) {
		const place = rank === null ? '未评估 not assessed' : `${rank}. ${score!.toFixed(1)}`;
		console.log(
			`  ${name}: ${place} · 不合规 broken ${broken} · 逾期 overdue ${overdue}${named === null ? '' : ` · ${named}`}`
		);
	}
	for (const { name, figure } of wall.hazardSources) console.log(`  ${name.zh} ${name.en}: ${shown(figure, String)}`);
	for (const { rule, name, figure } of wall.violations) console.log(`  ${rule} ${name.zh}: ${shown(figure, String)}`);
	console.log(`未能判定 undecided: ${shown(wall.undecided, String)}`);
	const states = (['open', 'listed', 'overdue', 'closed'] as const).map((state) => `${state} ${dangers[state].value}`);
	console.log(`重大隐患 major hidden dangers: ${states.join(', ')}`);
}

function shown({ value, sinceRun }: Figure, unit: (value: number) => string): string {
	if (sinceRun === null || sinceRun === 0) return unit(value);
	return `${unit(value)} (${sinceRun > 0 ? '+' : '−'}${unit(Math.abs(sinceRun))})`;
}
