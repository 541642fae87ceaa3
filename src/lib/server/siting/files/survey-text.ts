import type { Position } from 'geojson';
import { decodeText } from '../../imports/decode-text.ts';
import { FileRefused, plainRow, type Reading, type Row } from '../../imports/row.ts';
import type { Source } from '../../imports/source.ts';
import type { ShapeKind } from './shape-of-corners.ts';
import { cornerRow } from './corner-row.ts';

/** One parcel of the text: its header line and its points by ring, east and north as the map has them. */
interface Block {
	name: string | null;
	kind: ShapeKind;
	/** Points that its header states; null: none stated. */
	stated: number | null;
	rings: Map<number, Position[]>;
	refused: Row['refused'];
}

/** Whether a text is the 拐点坐标 format of land surveys: its sections, or a parcel's header line that ends in @. */
export function isSurveyText(text: string): boolean {
	return /^[ \t]*\[(属性描述|地块坐标)\]/m.test(text) || /^[ \t]*\d+,[^\n]*,[ \t]*@[ \t\r]*$/m.test(text);
}

/**
 * The 拐点坐标 text of land surveys (报备坐标 of the natural resources authorities): headers under [属性描述], and under
 * [地块坐标] parcels: a line `points,area,number,name,kind,sheet,use,code,@`, then `J1,ring,X,Y` with X north. Ring 1 is the
 * outer one, others are holes. Row n is the n-th parcel. `精度` tells how coordinates are rounded, not how true they are:
 * it is no accuracy.
 */
export async function readSurveyText(source: Source): Promise<Reading> {
	const { name } = source;
	const { headers, blocks } = parseSurveyText(decodeText(name, source.bytes()));
	if (blocks.length === 0)
		throw new FileRefused({
			zh: `${name} 的 [地块坐标] 下没有地块。每个地块应有一行以 @ 结尾的说明，其下每行一个点：J1,1,X,Y。`,
			en: `${name} has no parcel under [地块坐标]. A parcel is a line that ends in @, and under it a point a line: J1,1,X,Y.`
		});
	const unit = headers.get('计量单位') ?? '';
	if (!/^(米|m|公尺|度)?$/i.test(unit))
		throw new FileRefused({
			zh: `${name} 的计量单位为“${unit}”，只能读米或度。请换算成米后重新导出。`,
			en: `The unit (计量单位) of ${name} is "${unit}"; metres and degrees are read. Export it again in metres.`
		});
	return {
		format: '拐点坐标',
		tables: [
			{
				name: name.replace(/\.[^.]*$/, ''),
				crs: crsOf(headers, blocks),
				axesUnclear: false,
				notes: [],
				rows: () => blocks.map((block, i) => rowOf(block, i + 1))
			}
		],
		close() {}
	};
}

export function parseSurveyText(text: string): { headers: Map<string, string>; blocks: Block[] } {
	const headers = new Map<string, string>();
	const blocks: Block[] = [];
	for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
		const line = raw.normalize('NFKC').trim();
		if (line === '' || /^\[.*\]$/.test(line)) continue;
		const header = /^([^,=]+)=(.*)$/.exec(line);
		if (header !== null) headers.set(header[1].trim(), header[2].trim());
		else if (line.endsWith('@')) blocks.push(blockOf(line));
		else if (blocks.length > 0) addPoint(blocks[blocks.length - 1], line, i + 1);
		else throw new FileRefused(stray(i + 1, line), i + 1);
	}
	return { headers, blocks };
}

function blockOf(line: string): Block {
	const [points, , number, name, kind] = line.split(',').map((cell) => cell.trim());
	return {
		name: name || number || null,
		kind: kind === '点' ? 'point' : kind === '线' ? 'line' : 'area',
		stated: /^\d+$/.test(points) ? Number(points) : null,
		rings: new Map(),
		refused: null
	};
}

function addPoint(block: Block, line: string, number: number): void {
	const [, ring, north, east] = line.split(',').map((cell) => cell.trim());
	const [r, x, y] = [ring, north, east].map((cell) => (cell ? Number(cell) : NaN));
	if (!Number.isInteger(r) || !Number.isFinite(x) || !Number.isFinite(y)) {
		block.refused ??= { field: null, text: stray(number, line) };
		return;
	}
	const points = block.rings.get(r);
	if (points === undefined) block.rings.set(r, [[y, x]]);
	else points.push([y, x]);
}

function rowOf(block: Block, number: number): Row {
	const row = plainRow(number, block.name === null ? {} : { name: block.name }, null);
	if (block.refused !== null) return { ...row, refused: block.refused };
	const rings = [...block.rings].sort(([a], [b]) => a - b).map(([, points]) => points);
	const points = rings.flat();
	if (points.length === 0)
		return {
			...row,
			refused: {
				field: null,
				text: { zh: '地块说明之下没有点。请补上 J1,1,X,Y。', en: 'Its header has no point below. Add J1,1,X,Y.' }
			}
		};
	const { geometry, mended } = cornerRow(rings, block.kind);
	const notes = [...(mended ?? []), ...countNote(block.stated, points.length, rings.length)];
	return { ...row, geometry, mended: notes.length > 0 ? notes : null };
}

/** Surveys count the closing point of a ring or leave it out: both are right. */
function countNote(stated: number | null, found: number, rings: number): NonNullable<Row['mended']> {
	if (stated === null || (stated >= found - rings && stated <= found + rings)) return [];
	return [
		{
			field: null,
			text: {
				zh: `说明行写 ${stated} 个点，实有 ${found} 个。请核对是否有遗漏。`,
				en: `Its header states ${stated} points and ${found} are there. Check whether some are missing.`
			}
		}
	];
}

/** The CRS of the headers: a datum, and for metres the zone, with or without its number before the easting. */
function crsOf(headers: ReadonlyMap<string, string>, blocks: readonly Block[]): string | null {
	const system = headers.get('坐标系') ?? '';
	if (system === '') return null;
	if (!/2000/.test(system)) return system;
	const first = blocks.flatMap(({ rings }) => [...rings.values()])[0]?.[0];
	if (first === undefined) return null;
	const [east, north] = first;
	if (Math.abs(east) <= 180 && Math.abs(north) <= 90) return 'EPSG:4490';
	const zone = Number(headers.get('带号') || NaN);
	const isPrefixed = east >= 1e6;
	const width = headers.get('几度分带')?.replace(/[°度]/, '');
	if (width === '3' && zone >= 25 && zone <= 45) return `EPSG:${(isPrefixed ? 4488 : 4509) + zone}`;
	if (width === '6' && zone >= 13 && zone <= 23) return `EPSG:${(isPrefixed ? 4478 : 4489) + zone}`;
	return null;
}

function stray(line: number, text: string): { zh: string; en: string } {
	return {
		zh: `第 ${line} 行“${text.slice(0, 40)}”读不出，应为“点号,圈号,X,Y”，例如 J1,1,3381234.567,38512345.678。请改正该行。`,
		en: `Line ${line}, "${text.slice(0, 40)}", cannot be read; it must be point,ring,X,Y, such as J1,1,3381234.567,38512345.678. Correct it.`
	};
}
