import { createHash } from 'node:crypto';
import type { Geometry } from 'geojson';
import type { FeatureChange, FeatureChanged } from '../../api.ts';
import { readCrs } from '../../geo/crs.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { parseAttributes } from '../../risk/layers/parse.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Words } from '../../risk/words.ts';
import { seenAmong } from '../access/seen-among.ts';
import type { Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { mustFollowDangers } from '../dangers/recorded.ts';
import type { Database, Queryable } from '../db/database.ts';
import { insertFeatures, invalidAmong, replaceFeatures } from '../features/store.ts';
import { UPDATED_AT } from '../features/updated-at.ts';
import { AnswerError } from '../http.ts';
import { checkGeometry } from '../imports/geojson-geometry.ts';
import { LIMITS } from '../imports/limits.ts';
import { geometryKindOf } from '../imports/mapping.ts';
import { place } from '../imports/place.ts';
import { mustReach, mustStay } from './reach.ts';
import { amend, type AmendOptions, type Edit } from './amend.ts';

interface Row {
	layer: LayerId;
	name: string | null;
	attributes: Attributes;
	accuracy_m: number | null;
	wkb: string;
	wkb_m: string;
	row_number: number;
	updated_at: string;
	metric_srid: number;
}

/** What is stored of a feature after a change. */
interface Changed {
	name: string | null;
	attributes: Attributes;
	wkb: string;
	wkbM: string;
	/** What was mended of the geometry. */
	notes: Words[];
}

const NAME_LENGTH = 300;

/**
 * Changes one feature and amends the newest run by it. The edit is a batch of its own, so that it can be undone. Throws
 * an AnswerError in words: 404 where there is no such feature that is seen, 403 for what may not be changed (see
 * mustReach), 409 where it changed since or dangers on record say otherwise, 422 naming the field that cannot be read; and what `amend` throws. Of the levels
 * that changed, those that are seen are told.
 */
export async function changeFeature(
	db: Database,
	who: Who,
	district: string,
	id: string,
	change: FeatureChange,
	options: AmendOptions = {}
): Promise<FeatureChanged> {
	const edit = async (tx: Queryable) => {
		const edited = await editFeature(tx, who.sight, district, id, change);
		await mustFollowDangers(tx, district, id, change);
		return edited;
	};
	const changed = await amend(db, who, district, edit, options);
	const levels = changed.levels.map((one) => one.id);
	const seen = await seenAmong(db, who.sight, district, levels);
	return { ...changed, levels: changed.levels.filter((one) => seen.has(one.id)) };
}

/** The edit itself, within the transaction that amends the run by it. Throws as changeFeature does. */
export async function editFeature(
	tx: Queryable,
	sight: Sight,
	district: string,
	id: string,
	change: FeatureChange
): ReturnType<Edit> {
	const row = await readRow(tx, sight, district, id);
	mustReach(sight, row.layer, change);
	if (row.updated_at !== change.updatedAt) {
		throw new AnswerError(409, 'changed-since', {
			zh: '此要素在您打开之后已被他人修改。请重新打开，核对后再改。',
			en: 'Somebody changed this feature since you opened it. Open it again, look, and then change it.'
		});
	}
	const changed = apply(row, change);
	const { wkb, wkbM } = changed;
	if ((await invalidAmong(tx, [{ wkb, wkbM }])).length > 0) {
		throw unreadable('geometry', {
			zh: '几何无效（自相交等）。请改正后重试。',
			en: 'The geometry is invalid (it crosses itself, say). Mend it and try again.'
		});
	}
	const batch = await openEdit(tx, district, id, change, changed.notes);
	const to = { district, metricSrid: row.metric_srid, batch };
	await replaceFeatures(tx, to, [id]);
	await insertFeatures(tx, to, [
		{
			id,
			layer: row.layer,
			name: changed.name,
			attributes: JSON.stringify(changed.attributes),
			wkb,
			wkbM,
			accuracyM: row.accuracy_m,
			row: row.row_number
		}
	]);
	await mustStay(tx, sight, district, id);
	return { features: [id], deed: { action: 'feature.change', object: id, ...differing(row, changed) } };
}

/** What a change changed, as it was and as it is; of a shape only that it is another one, for the batches keep both. */
function differing(row: Row, changed: Changed): { before: Record<string, unknown>; after: Record<string, unknown> } {
	const hash = (wkb: string) => createHash('sha256').update(wkb).digest('hex').slice(0, 16);
	const was: Record<string, unknown> = { ...row.attributes, name: row.name, geometry: hash(row.wkb) };
	const is: Record<string, unknown> = { ...changed.attributes, name: changed.name, geometry: hash(changed.wkb) };
	const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
		(key) => JSON.stringify(was[key] ?? null) !== JSON.stringify(is[key] ?? null)
	);
	const of = (values: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
	return { before: of(was), after: of(is) };
}

async function readRow(tx: Queryable, sight: Sight, district: string, id: string): Promise<Row> {
	const { rows } = await tx.query<Row>(
		`select f.layer, f.name, f.attributes, f.accuracy_m, f.row_number, ${UPDATED_AT} as updated_at, d.metric_srid,
			encode(ST_AsBinary(f.geom, 'NDR'), 'hex') as wkb, encode(ST_AsBinary(f.geom_m, 'NDR'), 'hex') as wkb_m
		from feature f join district d on d.code = f.district where f.district = $1 and f.id = $2`,
		[district, id]
	);
	const seen = await seenAmong(tx, sight, district, [id]);
	if (rows.length > 0 && seen.has(id)) return rows[0];
	throw new AnswerError(404, 'no-feature', {
		zh: `没有要素 ${id}：它可能已随一批导入被撤销。请核对编号。`,
		en: `There is no feature ${id}: its import may have been undone. Check its id.`
	});
}

function apply(row: Row, change: FeatureChange): Changed {
	const placed =
		change.geometry === undefined
			? { wkb: row.wkb, wkbM: row.wkb_m, notes: [] }
			: placeGeometry(row.layer, change.geometry, planeOf(row.metric_srid));
	return {
		name: change.name === undefined ? row.name : nameOf(change.name),
		attributes: change.attributes === undefined ? row.attributes : attributesOf(row, change.attributes),
		...placed
	};
}

function nameOf(name: string | null): string | null {
	const trimmed = name?.trim() ?? '';
	if (trimmed.length > NAME_LENGTH || trimmed.includes('\0') || !trimmed.isWellFormed()) {
		throw unreadable('name', {
			zh: `名称含不可存储的字符，或超过 ${NAME_LENGTH} 个字符。`,
			en: `The name holds characters that cannot be stored, or is longer than ${NAME_LENGTH}.`
		});
	}
	return trimmed === '' ? null : trimmed;
}

/** The attributes with those of the change read as a file's cells are; null, or a cell that holds nothing, takes one away. */
function attributesOf({ layer: id, attributes }: Row, changes: Record<string, unknown>): Attributes {
	const layer = layerOf(id);
	const given: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(changes)) {
		if (!layer.attributes.some((attribute) => attribute.key === key)) {
			const keys = layer.attributes.map((attribute) => attribute.key);
			throw unreadable(key, {
				zh: `图层“${layer.name.zh}”没有属性 ${key}。可用的有：${keys.join('、')}。`,
				en: `Layer ${layer.name.en} has no attribute ${key}. It has: ${keys.join(', ')}.`
			});
		}
		if (value !== null) given[key] = value;
	}
	const { attributes: parsed, problems } = parseAttributes(layer, given);
	if (problems.length > 0) {
		const [{ attribute }] = problems;
		throw unreadable(attribute, {
			zh: problems.map((problem) => `${problem.attribute}：${problem.text.zh}`).join('；'),
			en: problems.map((problem) => `${problem.attribute}: ${problem.text.en}`).join('; ')
		});
	}
	const kept = Object.entries(attributes).filter(([key]) => !Object.hasOwn(changes, key));
	return { ...Object.fromEntries(kept), ...parsed };
}

function placeGeometry(id: LayerId, given: Geometry, plane: Plane): Pick<Changed, 'wkb' | 'wkbM' | 'notes'> {
	const { geometry, refused, mended } = checkGeometry(given, LIMITS.vertices);
	if (refused !== null || geometry === null) throw unreadable(refused?.field ?? 'geometry', refused!.text);
	const layer = layerOf(id);
	const kind = geometryKindOf(geometry);
	if (kind === null || !layer.geometry.includes(kind)) {
		throw unreadable('geometry', {
			zh: `图层“${layer.name.zh}”不收 ${geometry.type}。`,
			en: `Layer ${layer.name.en} takes no ${geometry.type}.`
		});
	}
	const crs = { crs: readCrs('wgs84'), swapped: false, note: null };
	const placed = place(geometry, crs, plane, LIMITS.vertices);
	if ('refused' in placed) throw unreadable('geometry', placed.refused);
	return { wkb: placed.wkb, wkbM: placed.wkbM, notes: [...mended.map((note) => note.text), ...placed.notes] };
}

/** An edit is a batch of one row, so that `undo` takes it back as it takes back an import. */
async function openEdit(
	tx: Queryable,
	district: string,
	id: string,
	change: FeatureChange,
	notes: readonly Words[]
): Promise<number> {
	const { updatedAt: _, ...changes } = change;
	const text = JSON.stringify({ id, ...changes });
	const repaired = notes.map((note) => ({ table: 'edit', row: 1, field: 'geometry', text: note }));
	const { rows } = await tx.query<{ id: number }>(
		`insert into batch (district, file, sha256, crs, transform, kept, repaired, refused, report)
		values ($1, 'edit', $2, 'EPSG:4326', '', 1, $3, 0, $4::text::jsonb) returning id`,
		[
			district,
			createHash('sha256').update(text).digest('hex'),
			repaired.length,
			JSON.stringify({ format: 'edit', rows: 1, replaced: 1, change: changes, repaired, refused: [], notes: [] })
		],
		1
	);
	return rows[0].id;
}

function unreadable(field: string, text: Words): AnswerError {
	return new AnswerError(422, `bad-${field}`, {
		zh: `${field} 不正确：${text.zh}`,
		en: `${field} is wrong: ${text.en}`
	});
}
