import { distanceWords } from '../../risk/rounds/why-here.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { roundAsGeojson } from '../../risk/rounds/geojson.ts';
import { roundAsGpx } from '../../risk/rounds/gpx.ts';
import { roundAsKml } from '../../risk/rounds/kml.ts';
import type { RoundSheet } from '../../risk/rounds/sheet.ts';
import type { RoundDetail, RoundStopItem } from '../../rounds/api.ts';
import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import type { Language } from '../reports/document.ts';
import { levelMark } from '../reports/looks.ts';
import { sheetResponse, type Sheet, type SheetCell } from '../sheets/sheet.ts';
import { readRound } from './read.ts';

export const ROUND_FORMATS = ['gpx', 'kml', 'geojson', 'xlsx'] as const;
export type RoundFormat = (typeof ROUND_FORMATS)[number];

const WRITERS = {
	gpx: { write: roundAsGpx, type: 'application/gpx+xml' },
	kml: { write: roundAsKml, type: 'application/vnd.google-earth.kml+xml' },
	geojson: { write: roundAsGeojson, type: 'application/geo+json' }
};

/** A round as a file to take away; the deed is in the audit before it goes. Throws an AnswerError 404. */
export async function roundFile(
	db: Database,
	who: Who,
	{ district, id, format, language }: { district: string; id: string; format: RoundFormat; language: Language }
): Promise<Response> {
	const round = await readRound(db, who, district, id);
	await recordAlone(db, { who, action: 'round.export', district, object: id, after: { format } });
	if (format === 'xlsx') return sheetResponse(workbookOf(round, language), 'xlsx', round.day);
	const { write, type } = WRITERS[format];
	const file = encodeURIComponent(`${round.name}-${round.day}.${format}`);
	return new Response(write(sheetOf(round, language)), {
		headers: {
			'cache-control': 'no-store',
			'content-type': `${type}; charset=utf-8`,
			'content-disposition': `attachment; filename="round-${round.day}.${format}"; filename*=UTF-8''${file}`
		}
	});
}

function sheetOf({ name, day, start, stops, back }: RoundDetail, language: Language): RoundSheet {
	return {
		title: name,
		day,
		start: start && { name: language === 'zh' ? '起点' : 'Start', ...start },
		stops: stops.map(({ feature, name, place, why, here }) => ({
			id: feature,
			name: name ?? feature,
			...place,
			reasons: [...why, here].map((words) => words[language])
		})),
		returns: back !== null
	};
}

const STATE = {
	none: { zh: '未开始', en: 'Not begun' },
	open: { zh: '进行中', en: 'Begun' },
	handed_in: { zh: '已提交', en: 'Handed in' }
};

type Column = readonly [
	zh: string,
	en: string,
	width: number,
	cell: (stop: RoundStopItem, language: Language) => SheetCell
];

const COLUMNS: readonly Column[] = [
	['顺序', 'No.', 6, ({ no }) => no],
	['名称', 'Name', 28, ({ name, feature }) => name ?? feature],
	['编号', 'Id', 24, ({ feature }) => feature],
	['类型', 'Layer', 14, ({ layer }, language) => layerOf(layer).name[language]],
	['风险等级', 'Level', 14, ({ level }, language) => levelMark(level, language).word],
	['地址', 'Address', 28, ({ address }) => address],
	['经度', 'Longitude', 12, ({ place }) => place.lng],
	['纬度', 'Latitude', 12, ({ place }) => place.lat],
	['路程', 'Way', 18, ({ leg }, language) => leg && distanceWords(leg)[language]],
	['得分', 'Points', 8, ({ score }) => score],
	['为什么去', 'Why', 48, ({ why }, language) => why.map((words) => words[language]).join('；')],
	['为什么排在这里', 'Why here', 48, ({ here }, language) => here[language]],
	['检查情况', 'Visit', 12, ({ visitState }, language) => STATE[visitState][language]]
];

function workbookOf(round: RoundDetail, language: Language): Sheet {
	const zh = language === 'zh';
	const total = distanceWords({ m: round.totalM, by: isByRoad(round) ? 'road' : 'straight' })[language];
	return {
		title: round.name,
		about: [
			[zh ? '辖区' : 'District', round.district],
			[zh ? '日期' : 'Day', round.day],
			[zh ? '安排人' : 'Planned by', round.by ?? (zh ? '不披露' : 'Withheld')],
			[zh ? '全程' : 'The whole way', total],
			[zh ? '已提交' : 'Handed in', `${round.done} / ${round.stops.length}`],
			[zh ? '导出日期' : 'Exported on', localDay(new Date())]
		],
		columns: COLUMNS.map(([titleZh, titleEn, width]) => ({ title: zh ? titleZh : titleEn, width })),
		rows: round.stops.map((stop) => COLUMNS.map(([, , , cell]) => cell(stop, language)))
	};
}

function isByRoad({ stops, back }: RoundDetail): boolean {
	return [...stops.map(({ leg }) => leg), back].every((leg) => leg === null || leg.by === 'road');
}
