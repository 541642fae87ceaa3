import { checkGeometry, isWoundWrong, kindOf } from './geojson-geometry.ts';
import type { Row, RowNote } from './row.ts';

/** Members that would make a Feature something else (RFC 7946 7.1). */
const FOREIGN = ['coordinates', 'geometries', 'features'];

/**
 * A GeoJSON Feature, or a bare geometry, as a row. What can be mended without a guess is, with a note; otherwise the
 * row says which member is wrong and what it must be.
 */
export function featureRow(value: unknown, number: number, maxVertices: number): Row {
	const row: Row = { number, key: null, properties: {}, geometry: null, mended: null, refused: null };
	const refuse = (field: string | null, zh: string, en: string): Row => ({
		...row,
		refused: { field, text: { zh, en } }
	});
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return refuse(
			null,
			`要素应为对象，实为 ${kindOf(value)}。`,
			`The feature is ${kindOf(value)}; it must be an object.`
		);
	const feature = value as Record<string, unknown>;
	const { type, id, properties } = feature;
	if (typeof type !== 'string')
		return refuse(
			'type',
			`type 应为文字，实为 ${kindOf(type)}。`,
			`Member type is ${kindOf(type)}; it must be a text.`
		);
	if (type !== 'Feature' && !('coordinates' in feature || 'geometries' in feature))
		return refuse(
			'type',
			`type 为 "${type}"，应为 "Feature"（区分大小写）。`,
			`Member type is "${type}"; it must be "Feature" (case matters).`
		);
	const mended: RowNote[] = [];
	const isFeature = type === 'Feature' || ('geometry' in feature && !('coordinates' in feature));
	if (isFeature) {
		if (
			properties !== null &&
			properties !== undefined &&
			(typeof properties !== 'object' || Array.isArray(properties))
		)
			return refuse(
				'properties',
				`properties 应为对象或 null，实为 ${kindOf(properties)}。`,
				`Member properties is ${kindOf(properties)}; it must be an object or null.`
			);
		row.properties = (properties ?? {}) as Record<string, unknown>;
		if (typeof id === 'string' || typeof id === 'number') row.key = String(id);
		else if (id !== undefined && id !== null)
			leftOut('id', `应为文字或数字，实为 ${kindOf(id)}`, `is ${kindOf(id)}, not a text or number`);
		for (const member of FOREIGN)
			if (member in feature) leftOut(member, '不属于 Feature', 'does not belong to a Feature');
		if (!('geometry' in feature))
			return refuse(
				'geometry',
				'缺少 geometry，无法上图。',
				'Member geometry is missing; it cannot be put on the map.'
			);
		if (feature.geometry === null)
			return refuse(
				'geometry',
				'geometry 为 null，没有位置，无法上图。',
				'geometry is null: it has no position and cannot be put on the map.'
			);
	}
	checkBox(feature.bbox);
	const checked = checkGeometry(isFeature ? feature.geometry : feature, maxVertices);
	mended.push(...checked.mended);
	if (checked.refused !== null) return { ...row, refused: checked.refused };
	row.geometry = checked.geometry;
	if (checked.heights) row.heights = true;
	if (row.geometry !== null && isWoundWrong(row.geometry))
		mended.push({
			field: 'coordinates',
			text: {
				zh: '环的方向与 RFC 7946 相反，已改正（外环逆时针，内环顺时针）。',
				en: 'Rings were wound against RFC 7946 and were turned (outer counterclockwise, holes clockwise).'
			}
		});
	return mended.length > 0 ? { ...row, mended } : row;

	function leftOut(member: string, zh: string, en: string): void {
		mended.push({ field: member, text: { zh: `${member} ${zh}，已忽略。`, en: `Member ${member} ${en}; left out.` } });
	}
	function checkBox(bbox: unknown): void {
		if (bbox === undefined) return;
		if (!Array.isArray(bbox)) leftOut('bbox', `应为数组，实为 ${kindOf(bbox)}`, `is ${kindOf(bbox)}, not an array`);
		else if (bbox.length !== 4 && bbox.length !== 6)
			leftOut('bbox', `有 ${bbox.length} 个数，应为 4 或 6 个`, `has ${bbox.length} numbers, not 4 or 6`);
		else if (!bbox.every((number) => typeof number === 'number'))
			leftOut('bbox', '含有不是数字的值', 'holds what is not a number');
	}
}

/**
 * The CRS that a GeoJSON states: EPSG:4326 by RFC 7946, or the `crs` member of its 2008 forerunner. Null when that
 * member is there but names nothing, which leaves the question open.
 */
export function statedCrs(root: Record<string, unknown>): string | null {
	if (!('crs' in root) || root.crs === undefined) return 'EPSG:4326';
	const name = (root.crs as { properties?: { name?: unknown } } | null)?.properties?.name;
	return typeof name === 'string' ? name : null;
}
