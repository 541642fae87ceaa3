import type { Words } from '../../../risk/words.ts';
import { decodeText } from '../decode-text.ts';
import { featureRow, statedCrs } from '../geojson-feature.ts';
import { kindOf } from '../geojson-geometry.ts';
import { parseJson } from '../json.ts';
import type { Limits } from '../limits.ts';
import { FileRefused, type Reading, type Row } from '../row.ts';
import type { Source } from '../source.ts';

/** Members that would make a FeatureCollection something else (RFC 7946 7.1). */
const FOREIGN = ['coordinates', 'geometries', 'geometry', 'properties'];

/**
 * GeoJSON (RFC 7946): a FeatureCollection, a Feature or a bare geometry. Row n is the n-th feature. Throws a
 * FileRefused for what is not GeoJSON at all; a wrong feature is a refused row.
 */
export async function readGeoJson(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	const root = parseJson(name, decodeText(name, source.bytes()), limits.depth);
	if (typeof root !== 'object' || root === null || Array.isArray(root))
		throw new FileRefused({
			zh: `${name} 的根应为 GeoJSON 对象，实为 ${kindOf(root)}。`,
			en: `The root of ${name} is ${kindOf(root)}; it must be a GeoJSON object.`
		});
	const members = root as Record<string, unknown>;
	const notes: Words[] = [];
	let features: readonly unknown[] = [root];
	const looksLikeCollection = 'features' in members && members.type !== 'Feature' && !('coordinates' in members);
	if (members.type === 'FeatureCollection' || looksLikeCollection) {
		features = featuresOf(name, members);
		for (const member of FOREIGN)
			if (member in members)
				notes.push({
					zh: `${name}：FeatureCollection 中多余的 ${member} 已忽略。`,
					en: `${name}: member ${member} does not belong to a FeatureCollection; left out.`
				});
	}
	return {
		format: 'GeoJSON',
		tables: [
			{
				name: typeof members.name === 'string' ? members.name : name.replace(/\.[^.]*$/, ''),
				crs: statedCrs(members),
				axesUnclear: false,
				notes,
				*rows(): Generator<Row> {
					for (let i = 0; i < features.length; i++) yield featureRow(features[i], i + 1, limits.vertices);
				}
			}
		],
		close() {
			features = [];
		}
	};
}

function featuresOf(name: string, members: Record<string, unknown>): readonly unknown[] {
	if (members.type !== 'FeatureCollection')
		throw new FileRefused({
			zh: `${name} 的 type 为 ${JSON.stringify(members.type)}，应为 "FeatureCollection"（区分大小写）。`,
			en: `Member type of ${name} is ${JSON.stringify(members.type)}; it must be "FeatureCollection" (case matters).`
		});
	if (!Array.isArray(members.features))
		throw new FileRefused({
			zh: `${name} 的 features 应为数组，实为 ${kindOf(members.features)}。`,
			en: `Member features of ${name} is ${kindOf(members.features)}; it must be an array.`
		});
	return members.features;
}
