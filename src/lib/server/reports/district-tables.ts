import type { ByLevel } from '../../api.ts';
import { LAYER_IDS } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { LEVEL_KEYS, type LevelKey } from '../../risk/level-look.ts';
import type { DistrictInput } from './district-input.ts';
import { count, row, tableOf } from './district-rows.ts';
import { say, type Language, type Table } from './document.ts';
import { levelMark } from './looks.ts';

const markOf = (key: LevelKey, language: Language) => levelMark(key === 'none' ? null : key, language);

/** Units and ground by level. */
export function levelTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const all = sumOf(run.areaM2);
	const rows = LEVEL_KEYS.map((key) =>
		row([
			markOf(key, language),
			count(run.levels[key]),
			{ value: run.areaM2[key] / 1e6, digits: 3 },
			{ value: all === 0 ? null : (run.areaM2[key] / all) * 100, digits: 2 }
		])
	);
	const titles: [string, number][] = zh
		? [
				['等级', 30],
				['风险单元 (个)', 24],
				['面积 (km²)', 24],
				['占全区 (%)', 24]
			]
		: [
				['Level', 30],
				['Units', 24],
				['Area (km²)', 24],
				['Of the district (%)', 24]
			];
	return tableOf(zh ? '各等级' : 'Levels', titles, rows, language);
}

export function layerTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = LAYER_IDS.flatMap((layer) => {
		const levels = run.levelsByLayer[layer];
		if (levels === undefined) return [];
		return row([say(layerOf(layer).name, language), ...LEVEL_KEYS.map((key) => count(levels[key]))]);
	});
	const titles = byLevelTitles(zh ? '图层' : 'Layer', language);
	return tableOf(zh ? '各图层' : 'Layers', titles, rows, language);
}

function byLevelTitles(first: string, language: Language): [string, number][] {
	const words = LEVEL_KEYS.map((key) => markOf(key, language)).map(({ sign, word }) => `${sign} ${word}`);
	return [[first, 34], ...words.map((word): [string, number] => [word, 20])];
}

export function subdistrictTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = run.subdistricts.map((one) =>
		row(
			[
				one.name,
				levelMark(one.level, language),
				...LEVEL_KEYS.map((key) => count(one.features[key])),
				{ value: one.density, digits: 2 },
				one.lastAssessed ?? (zh ? '未评估' : 'not assessed'),
				one.nextDue ?? '—'
			],
			one.triggers.length === 0 ? null : one.triggers.map((words) => say(words, language)).join(zh ? '；' : '; ')
		)
	);
	const [name, ...levels] = byLevelTitles(zh ? '街道' : 'Subdistrict', language);
	const titles: [string, number][] = [
		name,
		[zh ? '等级' : 'Level', 26],
		...levels.map(([title]): [string, number] => [title, 18]),
		[zh ? '密度指数' : 'Density', 18],
		[zh ? '评估日期' : 'Assessed', 23],
		[zh ? '复评日期' : 'Due', 23]
	];
	return tableOf(zh ? '街道' : 'Subdistricts', titles, rows, language);
}

function sumOf(parts: ByLevel): number {
	return LEVEL_KEYS.reduce((sum, key) => sum + parts[key], 0);
}
