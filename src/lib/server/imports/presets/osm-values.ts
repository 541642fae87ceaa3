/** Which values of OpenStreetMap tags mean which value of our attributes (wiki.openstreetmap.org, Map features). */

const listed = (groups: Record<string, string>): ReadonlyMap<string, string> =>
	new Map(Object.entries(groups).flatMap(([ours, values]) => values.split(' ').map((value) => [value, ours] as const)));

/** building=* to a building's use. `yes` says nothing, so it has no use. */
export const BUILDING_USE = listed({
	dwelling:
		'house detached semidetached_house terrace farm bungalow cabin allotment_house hut villa ger houseboat static_caravan',
	residential: 'residential apartments dormitory',
	school: 'school kindergarten university college',
	hospital: 'hospital clinic',
	factory: 'industrial manufacture factory',
	warehouse: 'warehouse storage_tank silo',
	office: 'office',
	commercial: 'commercial retail supermarket hotel kiosk shop mall',
	public:
		'public civic government fire_station museum library townhall monastery convent community_group_office public_transport',
	crowd:
		'church chapel cathedral mosque temple shrine synagogue train_station stadium sports_hall sports_centre grandstand pavilion',
	agricultural: 'barn stable farm_auxiliary greenhouse greenhouse_horticulture cowshed sty livestock',
	auxiliary: 'garage garages shed carport roof service parking toilets shelter transformer_tower hangar outbuilding',
	other: 'bridge ruins tomb transportation'
});

/** amenity=* to a building's use, where building=* does not tell. */
export const AMENITY_USE = listed({
	school: 'school kindergarten university college childcare',
	hospital: 'hospital clinic',
	crowd: 'place_of_worship theatre cinema arts_centre events_venue casino nightclub conference_centre',
	public: 'townhall courthouse police fire_station library community_centre post_office social_facility',
	commercial: 'restaurant cafe fast_food bank pub bar marketplace'
});

/** amenity=* to the kind of a protection target. */
export const AMENITY_TARGET = listed({
	school: 'school university college music_school language_school research_institute',
	kindergarten: 'kindergarten childcare',
	hospital: 'hospital clinic',
	elder_care: 'nursing_home',
	crowd:
		'place_of_worship theatre cinema arts_centre events_venue casino nightclub conference_centre exhibition_centre',
	market: 'marketplace',
	public: 'library townhall courthouse community_centre social_facility prison monastery public_building',
	transport: 'bus_station ferry_terminal'
});

/** leisure=*, shop=*, railway=* and others to the kind of a protection target. */
export const OTHER_TARGET: readonly [tag: string, values: ReadonlyMap<string, string>][] = [
	['leisure', listed({ crowd: 'stadium sports_centre park water_park', nature: 'nature_reserve' })],
	['shop', listed({ crowd: 'mall department_store' })],
	['tourism', listed({ crowd: 'theme_park zoo', public: 'museum' })],
	['railway', listed({ transport: 'station', metro: 'subway_entrance' })],
	['public_transport', listed({ transport: 'station' })],
	['aeroway', listed({ transport: 'aerodrome terminal' })],
	['boundary', listed({ nature: 'national_park protected_area' })],
	['man_made', listed({ water_source: 'water_works' })]
];

/** social_facility=* that houses old people. */
export const ELDER_CARE: readonly string[] = ['nursing_home', 'assisted_living', 'hospice'];

/** highway=* to the kind of a road that bears no number of a highway. */
export const ROAD_KIND = listed({
	expressway: 'motorway motorway_link',
	urban: 'trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link busway road',
	street: 'residential living_street unclassified service pedestrian',
	path: 'footway path cycleway track steps bridleway corridor'
});

/** First letter of a Chinese road number (G107, S101, X021, Y003) to the kind of the road; five-digit G and S are expressways. */
export const ROAD_BY_NUMBER: ReadonlyMap<string, string> = new Map([
	['G', 'national'],
	['S', 'provincial'],
	['X', 'county'],
	['Y', 'township']
]);

/** railway=* to the kind of a road. */
export const RAIL_KIND = listed({
	railway: 'rail narrow_gauge',
	metro_underground: 'subway',
	metro_surface: 'light_rail monorail',
	other: 'tram funicular'
});

/** waterway=* and water=* to the kind of water. */
export const WATER_KIND = listed({
	river: 'river stream riverbank tidal_channel stream_pool oxbow',
	canal: 'canal ditch drain lock moat',
	lake: 'lake lagoon',
	reservoir: 'reservoir',
	pond: 'pond basin fishpond fish_pass wastewater'
});

/**
 * substance=* that a trunk line under 石油天然气管道保护法 Art 3 carries: oil (crude and products) or natural gas; and what
 * neither that law nor any other of the catalogue asks about.
 */
export const SUBSTANCE_CLASS = listed({
	gas: 'gas natural_gas',
	oil: 'oil crude_oil fuel petroleum diesel gasoline kerosene naphtha',
	other: 'water drinking_water rainwater wastewater sewage hot_water heat'
});
