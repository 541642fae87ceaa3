import { plainName } from '../../imports/columns.ts';

/** Columns that name a parcel, the best first: as tables write them, and as cadastral shapefiles do (DKMC 地块名称). */
const NAMES = [
	'地块名称',
	'地块名',
	'地块',
	'dkmc',
	'宗地名称',
	'项目名称',
	'xmmc',
	'名称',
	'name',
	'parcel',
	'parcelname',
	'地块编号',
	'dkbh',
	'宗地号',
	'宗地代码',
	'zddm'
];

/** The name that a row gives its parcel; null: none. */
export function nameOf(properties: Record<string, unknown>): string | null {
	const byName = new Map(Object.entries(properties).map(([column, value]) => [plainName(column), value]));
	for (const column of NAMES) {
		const value = byName.get(column);
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		if (text !== '') return text;
	}
	return null;
}
