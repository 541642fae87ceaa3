import type { Geometry } from 'geojson';
import type { Plane } from '../../geo/plane.ts';
import type { LayerId } from '../../risk/layer.ts';
import { parseAttributes } from '../../risk/layers/parse.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Words } from '../../risk/words.ts';
import type { TableCrs } from './crs-of-table.ts';
import type { Limits } from './limits.ts';
import { geometryKindOf, type Mapped, type Mapping } from './mapping.ts';
import { pause } from './pause.ts';
import { place } from './place.ts';
import type { Ledger } from './report.ts';
import type { Row } from './row.ts';
import type { Survey } from './survey.ts';

/** A feature ready to be stored. */
export interface Prepared {
	table: string;
	tableNumber: number;
	row: number;
	layer: LayerId;
	/** Unique within its layer; null: it takes the number of its batch and row. */
	key: string | null;
	name: string | null;
	/** JSON. */
	attributes: string;
	accuracyM: number | null;
	/** Longitude and latitude. */
	geometry: Geometry;
	/** WKB in hex: longitude and latitude, and the metric plane. */
	wkb: string;
	wkbM: string;
}

export interface PrepareOptions {
	plane: Plane;
	/** Accuracy that the user states for rows that state none, metres. */
	accuracyM: number | null;
	limits: Limits;
}

const CHUNK_ROWS = 2000;
const CHUNK_CHARACTERS = 16_000_000;
const PAUSE_EVERY = 200;

/**
 * The features of a file, row by row, in chunks to store: attributes parsed, coordinates converted, geometries valid.
 * Everything said of a row goes into the ledger; a refused row gives no feature.
 */
export async function* prepareRows(
	survey: Survey,
	mapping: Mapping,
	options: PrepareOptions,
	ledger: Ledger,
	progress: (rowsDone: number) => void
): AsyncGenerator<Prepared[]> {
	const seen = new Map<string, { table: string; row: number }>();
	let chunk: Prepared[] = [];
	let characters = 0;
	let rows = 0;
	for (const [i, { table, crs }] of survey.tables.entries()) {
		for await (const row of table.rows()) {
			if (++rows % PAUSE_EVERY === 0) {
				progress(rows);
				await pause();
			}
			for (const prepared of prepareRow(row, table.name, i + 1, crs)) {
				chunk.push(prepared);
				characters += prepared.wkb.length + prepared.wkbM.length + prepared.attributes.length;
			}
			if (chunk.length < CHUNK_ROWS && characters < CHUNK_CHARACTERS) continue;
			yield chunk;
			chunk = [];
			characters = 0;
		}
	}
	progress(rows);
	if (chunk.length > 0) yield chunk;

	function* prepareRow(row: Row, table: string, tableNumber: number, crs: TableCrs): Generator<Prepared> {
		const at = { table, row: row.number };
		for (const note of row.mended ?? []) ledger.repair({ ...at, ...note });
		if (row.refused !== null) return ledger.refuse({ ...at, ...row.refused });
		const mapped = mapping.map(row);
		if (!Array.isArray(mapped)) return ledger.skip(mapped);
		if (row.geometry === null)
			return ledger.refuse({
				...at,
				field: 'geometry',
				text: { zh: '没有几何，无法上图。', en: 'It has no geometry and cannot be put on the map.' }
			});
		const fresh = mapped.filter((feature) => isFresh(feature, table, row.number));
		if (fresh.length === 0) return;
		const placed = place(row.geometry, crs, options.plane, options.limits.vertices);
		if ('refused' in placed) return ledger.refuse({ ...at, field: 'geometry', text: placed.refused });
		for (const text of placed.notes) ledger.repair({ ...at, field: 'geometry', text });
		for (const feature of fresh) {
			const attributes = attributesOf(feature, table, row.number, placed.geometry);
			if (attributes === null) continue;
			for (const note of feature.notes) ledger.repair({ ...at, ...note });
			const { layer, key, name } = feature;
			const accuracyM = accuracyOf(feature.accuracyM ?? options.accuracyM, crs.crs.accuracyM);
			const { geometry, wkb, wkbM } = placed;
			yield { ...at, tableNumber, layer, key, name, attributes, accuracyM, geometry, wkb, wkbM };
		}
	}

	/** Whether the key comes for the first time; a repeat is left out, or refused where the file should have none. */
	function isFresh({ layer, key }: Mapped, table: string, row: number): boolean {
		if (key === null) return true;
		const first = seen.get(`${layer}/${key}`);
		if (first === undefined) {
			seen.set(`${layer}/${key}`, { table, row });
			return true;
		}
		if (mapping.repeatsAreSame)
			ledger.skip({
				zh: `与表 ${first.table} 中的要素相同，已计入图层 ${layer}`,
				en: `the same thing is in table ${first.table}, taken once into layer ${layer}`
			});
		else
			ledger.refuse({
				table,
				row,
				field: 'key',
				text: {
					zh: `编号“${key}”与 ${first.table} 第 ${first.row} 行重复。请改正编号，或删去重复的行。`,
					en: `Key "${key}" is also that of row ${first.row} of ${first.table}. Correct the key or delete the repeated row.`
				}
			});
		return false;
	}

	/** Attributes as JSON, or null when one of them is refused or the layer takes no such geometry. */
	function attributesOf(feature: Mapped, table: string, row: number, geometry: Geometry): string | null {
		const layer = layerOf(feature.layer);
		const kind = geometryKindOf(geometry);
		if (kind === null || !layer.geometry.includes(kind)) {
			ledger.refuse({ table, row, field: 'geometry', text: wrongKind(layer.name, layer.geometry, kind) });
			return null;
		}
		if (!isNamed(feature, table, row)) return null;
		const { attributes, problems, unknown } = parseAttributes(layer, feature.raw);
		for (const column of unknown) ledger.unknown(layer.id, column);
		for (const problem of problems) ledger.refuse({ table, row, field: problem.attribute, text: problem.text });
		return problems.length > 0 ? null : JSON.stringify(attributes);
	}

	/** Whether name and key can be stored and put into an address; refused otherwise. */
	function isNamed({ key, name }: Mapped, table: string, row: number): boolean {
		const field =
			key !== null && (key.length > KEY_LENGTH || isUnstorable(key)) ? 'key' : isUnstorable(name ?? '') ? 'name' : null;
		if (field === null) return true;
		const zh = `含不可存储的字符，或编号超过 ${KEY_LENGTH} 个字符。请改正后重新导入。`;
		const en = `It holds characters that cannot be stored, or is a key of more than ${KEY_LENGTH}. Correct it and import again.`;
		ledger.refuse({ table, row, field, text: { zh, en } });
		return false;
	}
}

/** Longest key, so that ids stay fit for addresses. */
const KEY_LENGTH = 250;

/** Whether PostgreSQL refuses a text: NUL, or half of a surrogate pair. */
function isUnstorable(text: string): boolean {
	return text.includes('\0') || !text.isWellFormed();
}

function accuracyOf(statedM: number | null, addedM: number): number | null {
	return addedM > 0 ? Math.max(statedM ?? 0, addedM) : statedM;
}

const KIND_NAMES = {
	point: { zh: '点', en: 'points' },
	line: { zh: '线', en: 'lines' },
	area: { zh: '面', en: 'areas' }
};

function wrongKind(
	layer: Words,
	allowed: readonly (keyof typeof KIND_NAMES)[],
	kind: keyof typeof KIND_NAMES | null
): Words {
	const zh = allowed.map((each) => KIND_NAMES[each].zh).join('、');
	const en = allowed.map((each) => KIND_NAMES[each].en).join(' or ');
	return {
		zh: `图层“${layer.zh}”只收${zh}，此行是${kind === null ? '几何集合' : KIND_NAMES[kind].zh}。请换图层，或转换几何。`,
		en: `Layer ${layer.en} takes ${en}; this row has ${kind === null ? 'a collection' : KIND_NAMES[kind].en}. Choose another layer or convert it.`
	};
}
