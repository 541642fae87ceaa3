import type { Geometry, Position } from 'geojson';
import type { Words } from '../../risk/words.ts';

const KINDS: Record<string, { type: Exclude<Geometry['type'], 'GeometryCollection'>; nesting: number }> = {
	POINT: { type: 'Point', nesting: 0 },
	MULTIPOINT: { type: 'MultiPoint', nesting: 1 },
	LINESTRING: { type: 'LineString', nesting: 1 },
	MULTILINESTRING: { type: 'MultiLineString', nesting: 2 },
	POLYGON: { type: 'Polygon', nesting: 2 },
	MULTIPOLYGON: { type: 'MultiPolygon', nesting: 3 }
};
const TOKEN = /\s*([(),]|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/giy;

/**
 * Well-known text (`POINT (114.3 30.5)`, with Z, M, ZM and a leading `SRID=n;`) as GeoJSON with two numbers a position,
 * or why it is none. The SRID is not taken: the CRS is asked of the table.
 */
export function parseWkt(text: string, maxVertices: number): { geometry: Geometry } | { refused: Words } {
	// The kind stands at the beginning; over a whole text of blanks the pattern takes time by the square of the length.
	const head = /^(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(?=\(|EMPTY)/i.exec(text.slice(0, 100));
	const kind = head === null ? undefined : KINDS[head[1].toUpperCase().replace(/(Z|M|ZM)$/, '')];
	if (head === null || kind === undefined)
		return {
			refused: {
				zh: `“${text.slice(0, 40)}”不是 WKT 点、线、面。`,
				en: `"${text.slice(0, 40)}" is not the WKT of a point, line or area.`
			}
		};
	TOKEN.lastIndex = head[0].length;
	let vertices = 0;
	let token = '';
	try {
		token = next();
		const coordinates = read(kind.nesting);
		if (token !== '') throw new SyntaxError(`"${token}" after the end`);
		return { geometry: { type: kind.type, coordinates } as Geometry };
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		return { refused: { zh: `WKT 有误：${said}。`, en: `The WKT is wrong: ${said}.` } };
	}

	function next(): string {
		const at = TOKEN.lastIndex;
		const match = TOKEN.exec(text);
		if (match !== null) return match[1];
		const rest = text.slice(at).trim();
		TOKEN.lastIndex = text.length;
		if (rest !== '') throw new SyntaxError(`"${rest.slice(0, 20)}" is not understood`);
		return '';
	}
	function expect(wanted: string): void {
		if (token !== wanted) throw new SyntaxError(`"${wanted}" expected, "${token || 'end'}" found`);
		token = next();
	}
	function read(nesting: number): unknown {
		const isBare = nesting === 0 && token !== '(';
		if (isBare) return position();
		expect('(');
		const items: unknown[] = [];
		if (nesting === 0) items.push(position());
		else
			for (;;) {
				items.push(read(nesting - 1));
				if (token !== ',') break;
				token = next();
			}
		expect(')');
		return nesting === 0 ? items[0] : items;
	}
	function position(): Position {
		if (++vertices > maxVertices) throw new RangeError(`more than ${maxVertices} vertices`);
		const numbers: number[] = [];
		while (token !== '' && !'(),'.includes(token)) {
			numbers.push(Number(token));
			token = next();
		}
		if (numbers.length < 2 || numbers.length > 4) throw new SyntaxError(`a position has ${numbers.length} numbers`);
		return [numbers[0], numbers[1]];
	}
}
