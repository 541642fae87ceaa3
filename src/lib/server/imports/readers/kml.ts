import { kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { decodeText } from '../decode-text.ts';
import { featureRow } from '../geojson-feature.ts';
import { NO_RINGS, reopen, ringsOf } from '../kml-rings.ts';
import type { Limits } from '../limits.ts';
import { FileRefused, type Reading, type Row } from '../row.ts';
import type { Source } from '../source.ts';
import { openZip } from '../unzip.ts';

/** What togeojson adds to say how a placemark is drawn: no attribute of the thing itself. */
const DRAWING = /^(styleUrl|styleHash|styleMapHash|stroke|fill|icon|label|visibility|@geometry-type)/;

/**
 * KML, and KMZ (a zip with a KML in it): each Placemark is a row, row n the n-th. Always EPSG:4326 (OGC KML 2.3, 6.2).
 * A document type is refused: entities can fetch files and fill memory, and KML needs none.
 */
export async function readKml(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	const text = decodeText(name, /\.kmz$/i.test(name) ? kmlIn(name, source.bytes(), limits) : source.bytes());
	if (/<!(DOCTYPE|ENTITY)/i.test(text))
		throw new FileRefused({
			zh: `${name} 含 DTD（<!DOCTYPE>），出于安全不予读取。请去掉后重新导出。`,
			en: `${name} holds a DTD (<!DOCTYPE>), which is not read for safety. Export it without one.`
		});
	refuseHuge(name, text, limits);
	const document = parseXml(name, text);
	const { features } = kml(document);
	const rings = [...document.getElementsByTagName('Placemark')].map((placemark) => ringsOf(placemark, limits.vertices));
	return {
		format: 'KML',
		tables: [
			{
				name: name.replace(/\.[^.]*$/, ''),
				crs: 'EPSG:4326',
				axesUnclear: false,
				notes: [],
				*rows(): Generator<Row> {
					for (let i = 0; i < features.length; i++) {
						const { properties } = features[i];
						const { open, refused } = rings[i] ?? NO_RINGS;
						const geometry = reopen(features[i].geometry, open);
						const kept = Object.entries(properties ?? {}).filter(([key]) => !DRAWING.test(key));
						const feature = { type: 'Feature', geometry, properties: Object.fromEntries(kept) };
						const row = featureRow(feature, i + 1, limits.vertices);
						yield refused === null ? row : { ...row, geometry: null, refused };
					}
				}
			}
		],
		close() {}
	};
}

function kmlIn(name: string, zip: Uint8Array, limits: Limits): Uint8Array {
	const entries = openZip(name, zip, limits).filter((entry) => /\.kml$/i.test(entry.name));
	const entry = entries.find((candidate) => candidate.name === 'doc.kml') ?? entries[0];
	if (entry === undefined) throw new FileRefused({ zh: `${name} 中没有 .kml 文件。`, en: `${name} holds no .kml.` });
	return entry.bytes();
}

function parseXml(name: string, text: string): ReturnType<DOMParser['parseFromString']> {
	const refuse = (said: string): never => {
		const line = Number(/line:(\d+)/.exec(said)?.[1] ?? 1);
		const reason = said.split('\n')[0];
		throw new FileRefused(
			{
				zh: `${name} 第 ${line} 行不是正确的 XML（${reason}）。请检查文件是否完整，或重新导出。`,
				en: `${name} is not XML at line ${line} (${reason}). Check that it is whole, or export it again.`
			},
			line
		);
	};
	try {
		const parser = new DOMParser({
			onError: (level, message) => {
				if (level !== 'warning') refuse(message);
			}
		});
		const document = parser.parseFromString(text, 'text/xml');
		if (document.documentElement?.localName !== 'kml') refuse('the root element is not <kml>');
		return document;
	} catch (error) {
		if (error instanceof FileRefused) throw error;
		return refuse(error instanceof Error ? error.message : String(error));
	}
}

function refuseHuge(name: string, text: string, limits: Limits): void {
	const maxDepth = limits.depth;
	let depth = 0;
	let elements = 0;
	for (const [tag] of text.matchAll(/<\/?[A-Za-z][^<>]*>/g)) {
		if (!tag.startsWith('</') && ++elements > limits.elements)
			throw new FileRefused({
				zh: `${name} 的元素超过 ${limits.elements} 个。请只保留需要的地标，或拆分后重新导入。`,
				en: `${name} has more than ${limits.elements} elements. Keep the placemarks that are needed, or split it.`
			});
		if (tag.startsWith('</')) depth--;
		else if (!tag.endsWith('/>') && ++depth > maxDepth)
			throw new FileRefused({
				zh: `${name} 的元素嵌套超过 ${maxDepth} 层，这不是地理数据。`,
				en: `${name} nests elements deeper than ${maxDepth} levels; no map data does.`
			});
	}
}
