import type { LayerId } from '../../../risk/layer.ts';
import type { RowNote } from '../row.ts';
import {
	AMENITY_TARGET,
	AMENITY_USE,
	BUILDING_USE,
	ELDER_CARE,
	OTHER_TARGET,
	RAIL_KIND,
	ROAD_BY_NUMBER,
	ROAD_KIND,
	SUBSTANCE_CLASS,
	WATER_KIND
} from './osm-values.ts';

export type Tags = Record<string, string>;
export interface OsmFeature {
	layer: LayerId;
	raw: Record<string, unknown>;
}

/** Taller than any building on earth: the height above sea, or a slip. */
const TALLEST_BUILDING_M = 830;

/**
 * What the tags of one object make of it, by layer. Values that say nothing certain are left out, with a note where
 * the tag is there and cannot be used.
 */
export function osmFeatures(tags: Tags, notes: RowNote[]): OsmFeature[] {
	const features: OsmFeature[] = [];
	const add = (layer: LayerId, raw: Record<string, unknown> | null) => {
		if (raw !== null) features.push({ layer, raw: present(raw) });
	};
	const isPipeline = tags.man_made === 'pipeline';
	if (isPipeline) add('pipeline', pipelineOf(tags, notes));
	if (tags.building !== undefined && tags.building !== 'no') add('building', buildingOf(tags, notes));
	if (tags.landuse === 'industrial') add('park', { kind: 'industrial', operator: tags.operator });
	if (tags.amenity === 'fuel') add('enterprise', { kind: fuelKind(tags), address: addressOf(tags) });
	add('protection_target', targetOf(tags));
	if (['line', 'minor_line', 'cable'].includes(tags.power)) add('power_line', powerLineOf(tags, notes));
	add('road', roadOf(tags));
	if (!isPipeline) add('water', waterOf(tags));
	return features;
}

function pipelineOf(tags: Tags, notes: RowNote[]): Record<string, unknown> {
	const pressureBar = numberOf(tags, 'pressure', notes, /bar$/i, 1000);
	return {
		pipeClass: pipeClassOf(tags),
		substance: tags.substance,
		diameterMm: numberOf(tags, 'diameter', notes, /mm$/i, 3000),
		// The wiki's unit of pressure=* is bar.
		pressureMPa: pressureBar === undefined ? undefined : pressureBar / 10,
		operator: tags.operator,
		material: tags.material,
		status: tags.disused === 'yes' || tags.abandoned === 'yes' ? 'abandoned' : undefined
	};
}

/** The class is stated only where substance and usage together leave no doubt of it: it decides which law applies. */
function pipeClassOf({ substance, usage, waterway }: Tags): string | undefined {
	const kind = SUBSTANCE_CLASS.get(substance);
	if (kind === 'other' || (substance === undefined && waterway !== undefined)) return 'other';
	if (kind === undefined) return undefined;
	if (usage === 'transmission') return kind === 'gas' ? 'gas_trunk' : 'oil_trunk';
	if (usage === 'distribution') return kind === 'gas' ? 'city_gas' : undefined;
	return usage === 'facility' ? 'plant_internal' : undefined;
}

function buildingOf(tags: Tags, notes: RowNote[]): Record<string, unknown> {
	const storeys = tags['building:levels'];
	if (storeys !== undefined && !/^\d{1,3}$/.test(storeys)) notes.push(unused('building:levels', storeys));
	return {
		use: BUILDING_USE.get(tags.building) ?? AMENITY_USE.get(tags.amenity),
		storeys: storeys !== undefined && /^\d{1,3}$/.test(storeys) ? Number(storeys) : undefined,
		heightM: numberOf(tags, 'height', notes, /m$/i, TALLEST_BUILDING_M),
		phase: tags.building === 'construction' ? 'new' : undefined,
		address: addressOf(tags)
	};
}

function targetOf(tags: Tags): Record<string, unknown> | null {
	let kind = AMENITY_TARGET.get(tags.amenity);
	if (tags.amenity === 'social_facility' && ELDER_CARE.includes(tags.social_facility)) kind = 'elder_care';
	for (const [tag, values] of OTHER_TARGET) kind ??= values.get(tags[tag]);
	if (kind === undefined) return null;
	const people = /^\d+$/.test(tags.capacity ?? '') ? Number(tags.capacity) : undefined;
	const beds = /^\d+$/.test(tags.beds ?? '') ? Number(tags.beds) : undefined;
	return { kind, people, beds, address: addressOf(tags), phone: tags.phone ?? tags['contact:phone'] };
}

function fuelKind(tags: Tags): string {
	const sold = Object.keys(tags).filter((tag) => tag.startsWith('fuel:') && tags[tag] === 'yes');
	return sold.length > 0 && sold.every((tag) => /^fuel:(cng|lng|lpg)$/.test(tag)) ? 'gas_station' : 'petrol_station';
}

function powerLineOf(tags: Tags, notes: RowNote[]): Record<string, unknown> {
	const volts = (tags.voltage ?? '')
		.split(';')
		.map(Number)
		.filter((value) => value >= 100);
	if (tags.voltage !== undefined && volts.length === 0) notes.push(unused('voltage', tags.voltage));
	return {
		voltageKV: volts.length > 0 ? Math.max(...volts) / 1000 : undefined,
		cable: tags.power === 'cable' || tags.location === 'underground',
		operator: tags.operator
	};
}

/**
 * A road is a highway in law (国道、省道、县道、乡道) by its number, not by how important it is drawn: the Chinese
 * convention tags numbered highways and city streets alike as primary or secondary. Without a number it is a city road.
 */
function roadOf(tags: Tags): Record<string, unknown> | null {
	const rail = RAIL_KIND.get(tags.railway);
	if (rail !== undefined) {
		const isSurfaceSubway =
			rail === 'metro_underground' && (tags.bridge === 'yes' || (tags.tunnel === undefined && Number(tags.layer) >= 0));
		return {
			kind: tags.highspeed === 'yes' ? 'high_speed_rail' : isSurfaceSubway ? 'metro_surface' : rail,
			ref: tags.ref
		};
	}
	if (tags.railway === 'subway_entrance') return { kind: 'metro_entrance', ref: tags.ref };
	const kind = ROAD_KIND.get(tags.highway);
	if (kind === undefined) return null;
	const number = /^([GSXY])(\d{2,4})$/.exec(tags.ref?.split(';')[0] ?? '');
	const numbered =
		kind === 'urban' || tags.highway === 'unclassified' ? ROAD_BY_NUMBER.get(number?.[1] ?? '') : undefined;
	return { kind: numbered ?? kind, ref: tags.ref };
}

function waterOf(tags: Tags): Record<string, unknown> | null {
	const kind = WATER_KIND.get(tags.waterway);
	if (kind !== undefined) return { kind };
	if (tags.natural === 'water') return { kind: WATER_KIND.get(tags.water) ?? 'lake' };
	if (tags.landuse === 'reservoir') return { kind: 'reservoir' };
	return tags.landuse === 'basin' ? { kind: 'pond' } : null;
}

function addressOf(tags: Tags): string | undefined {
	if (tags['addr:full'] !== undefined) return tags['addr:full'];
	const street = tags['addr:street'] ?? tags.addr_street;
	const number = tags['addr:housenumber'] ?? tags.addr_housenumber;
	return street === undefined ? undefined : number === undefined ? street : `${street} ${number}`;
}

/** The number in a tag, its unit taken off; a note and undefined where it is none, is not positive, or exceeds `max`. */
function numberOf(tags: Tags, tag: string, notes: RowNote[], unit: RegExp, max: number): number | undefined {
	const text = tags[tag];
	if (text === undefined) return undefined;
	const number = Number(text.trim().replace(unit, '').trim());
	if (number > 0 && number <= max) return number;
	notes.push(unused(tag, text));
	return undefined;
}

function unused(field: string, value: string): RowNote {
	return {
		field,
		text: { zh: `${field}=${value} 不可信，未采用。`, en: `${field}=${value} cannot be believed and was left out.` }
	};
}

function present(raw: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}
