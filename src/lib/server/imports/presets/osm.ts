import type { LayerId } from '../../../risk/layer.ts';
import { layerOf } from '../../../risk/layers/registry.ts';
import type { Words } from '../../../risk/words.ts';
import { boundsOf } from '../../../geo/bounds.ts';
import { geometryKindOf, type DistrictArea, type Mapped, type Mapping } from '../mapping.ts';
import type { Row, RowNote } from '../row.ts';
import { parseHstore } from './hstore.ts';
import { osmFeatures, type Tags } from './osm-features.ts';

/** admin_level of a subdistrict or town: 街道、镇、乡 in China (wiki.openstreetmap.org, admin_level), a municipality elsewhere. */
const SUBDISTRICT_LEVEL = 8;

interface AdminArea extends DistrictArea {
	key: string | null;
	level: number;
}

/**
 * OpenStreetMap tags as layers, from files that GDAL, Overpass or QuickOSM write. One object can be several things: a
 * building with amenity=school is a building and a protection target.
 */
export function osmPreset(): Mapping {
	const areas: AdminArea[] = [];
	let whole: AdminArea | null | undefined;
	return {
		repeatsAreSame: true,
		look(row, table) {
			if (row.geometry === null || geometryKindOf(row.geometry) !== 'area') return;
			const level = Number(row.properties.admin_level);
			if (row.properties.boundary === 'administrative' && level > 0)
				areas.push({
					key: osmKey(row),
					name: nameOf(tagsOf(row)),
					code: null,
					level,
					box: boundsOf(row.geometry),
					table
				});
		},
		district: () => (whole ??= wholeOf(areas)),
		map(row): Mapped[] | Words {
			const tags = tagsOf(row);
			const key = osmKey(row);
			const notes: RowNote[] = [];
			whole ??= wholeOf(areas);
			const features = osmFeatures(tags, notes);
			if (tags.boundary === 'administrative') {
				const kind =
					key !== null && key === whole?.key
						? 'district'
						: Number(tags.admin_level) === SUBDISTRICT_LEVEL
							? 'subdistrict'
							: null;
				if (kind !== null) features.push({ layer: 'area', raw: { kind } });
			}
			const kind = row.geometry === null ? null : geometryKindOf(row.geometry);
			const fitting = features.filter(({ layer }) => kind === null || layerOf(layer).geometry.includes(kind));
			if (fitting.length === 0) return whyNone(tags, features[0]?.layer, kind);
			return fitting.map(({ layer, raw }, i) => ({
				layer,
				key,
				name: nameOf(tags),
				raw,
				accuracyM: null,
				notes: i === 0 ? notes : []
			}));
		}
	};
}

/** The smallest area that holds all the others: the district that the file is an extract of. */
function wholeOf(areas: readonly AdminArea[]): AdminArea | null {
	const outermost = areas.filter(({ level }) => level < SUBDISTRICT_LEVEL).sort((a, b) => b.level - a.level);
	const parts = areas.some(({ level }) => level === SUBDISTRICT_LEVEL)
		? areas.filter(({ level }) => level === SUBDISTRICT_LEVEL)
		: areas;
	const holder = outermost.find(({ box }) =>
		parts.every(
			(part) => part.box[0] >= box[0] && part.box[1] >= box[1] && part.box[2] <= box[2] && part.box[3] <= box[3]
		)
	);
	return holder ?? null;
}

/**
 * The object's type and id, `w698072940`. GDAL keeps a polygon's in osm_way_id when it comes from a way (osm_id is then
 * empty) and in osm_id when it comes from a relation; Overpass writes `way/698072940`.
 */
function osmKey(row: Row): string | null {
	const { osm_id, osm_way_id } = row.properties;
	if (hasId(osm_way_id)) return `w${osm_way_id}`;
	if (hasId(osm_id)) {
		const kind = row.geometry === null ? null : geometryKindOf(row.geometry);
		return `${kind === 'point' ? 'n' : kind === 'line' && row.geometry?.type === 'LineString' ? 'w' : 'r'}${osm_id}`;
	}
	const overpass = /^(node|way|relation)\/(\d+)$/.exec(String(row.properties['@id'] ?? row.key ?? ''));
	return overpass === null ? null : `${overpass[1][0]}${overpass[2]}`;
}

function hasId(value: unknown): boolean {
	return value !== null && value !== undefined && /^\d+$/.test(String(value)) && String(value) !== '0';
}

/** All tags in one place; GDAL writes `building:levels` as the column building_levels, a DBF cuts that to ten letters. */
function tagsOf(row: Row): Tags {
	const { other_tags, ...columns } = row.properties;
	const tags: Tags = typeof other_tags === 'string' ? parseHstore(other_tags) : {};
	for (const [column, value] of Object.entries(columns))
		if (value !== null && value !== undefined && value !== '') tags[column] = String(value);
	const levels = tags.building_levels ?? tags.building_l;
	if (levels !== undefined) tags['building:levels'] ??= levels;
	return tags;
}

function nameOf(tags: Tags): string | null {
	return tags.name ?? tags['name:zh'] ?? tags.brand ?? null;
}

/** Tags that say what a thing is, the most telling first. */
const TELLING = [
	'boundary',
	'man_made',
	'power',
	'industrial',
	'landuse',
	'natural',
	'waterway',
	'highway',
	'railway',
	'leisure',
	'amenity',
	'building'
];

function whyNone(tags: Tags, layer: LayerId | undefined, kind: string | null): Words {
	const tag = TELLING.find((candidate) => tags[candidate] !== undefined);
	const shown =
		tag === undefined
			? ''
			: tag === 'boundary'
				? `boundary=${tags.boundary}, admin_level=${tags.admin_level ?? '?'}`
				: `${tag}=${tags[tag]}`;
	if (tag === undefined) return { zh: '没有可识别的 OSM 标签', en: 'no tag of OpenStreetMap that is known here' };
	if (layer === undefined) return { zh: `${shown} 不属于任何图层`, en: `${shown} belongs to no layer` };
	return {
		zh: `${shown} 的几何为 ${kind}，图层 ${layer} 不收`,
		en: `${shown} is drawn as ${kind}, which layer ${layer} does not take`
	};
}
