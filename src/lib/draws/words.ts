import { layerOf } from '../risk/layers/registry.ts';
import type { DrawLevel, DrawSize } from '../risk/draw/draw-by-size.ts';
import type { Words } from '../risk/words.ts';
import { DEFAULT_LAYERS, type PoolFilter } from './api.ts';

export const LEVEL_WORDS: Readonly<Record<DrawLevel, Words>> = {
	red: { zh: '红', en: 'red' },
	orange: { zh: '橙', en: 'orange' },
	yellow: { zh: '黄', en: 'yellow' },
	blue: { zh: '蓝', en: 'blue' },
	notAssessed: { zh: '未评估', en: 'not assessed' }
};

/** How many are drawn, in words: 12 个; 红 100%、橙 50%. */
export function sizeWords(size: DrawSize): Words {
	if ('count' in size) return { zh: `${size.count} 个`, en: `${size.count} sites` };
	const shares = (Object.entries(size.share) as [DrawLevel, number][]).filter(([, share]) => share > 0);
	return {
		zh: shares.map(([level, share]) => `${LEVEL_WORDS[level].zh} ${share}%`).join('、'),
		en: shares.map(([level, share]) => `${LEVEL_WORDS[level].en} ${share} %`).join(', ')
	};
}

/** What a pool was narrowed to, in words; subdistricts and fields by name where they are known. */
export function filterWords(
	{ layers = DEFAULT_LAYERS, levels, subdistrict, field }: PoolFilter,
	names: { subdistrict(id: string): string; field(no: number): Words }
): Words {
	const part = (language: 'zh' | 'en') => {
		const comma = language === 'zh' ? '、' : ', ';
		return [
			layers.map((layer) => layerOf(layer).name[language]).join(comma),
			levels?.map((level) => LEVEL_WORDS[level][language]).join(comma),
			subdistrict === undefined ? undefined : names.subdistrict(subdistrict),
			field === undefined ? undefined : `${field} ${names.field(field)[language]}`
		]
			.filter((one) => one !== undefined)
			.join(language === 'zh' ? '；' : '; ');
	};
	return { zh: part('zh'), en: part('en') };
}
