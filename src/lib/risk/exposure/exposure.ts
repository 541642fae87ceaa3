import type { Confidence, Words } from '../words.ts';

/** One feature whose people count as exposed, GB 18218-2018 4.3 Table 5. */
export interface Exposed {
	feature: string;
	layer: 'building' | 'protection_target';
	name: string | null;
	people: number;
	/** From the boundary to the feature, metres, to the millimetre. */
	distanceM: number;
	/** `people`: on record; `households`, `beds`, `dwelling`: estimated by numbers of exposure.json. */
	from: 'people' | 'households' | 'beds' | 'dwelling';
}

/** The people within 500 m outside the boundary of the plant to which a hazard source belongs. */
export interface Exposure {
	hazardSource: string;
	/** What the 500 m were measured from: the plant, or the unit itself where no plant is on the map. */
	boundary: { feature: string; kind: 'plant' | 'unit' };
	withinM: number;
	/** People counted on the map. */
	counted: number;
	/** People on record with the hazard source; null: none on record. */
	registered: number | null;
	/** The greater of the two: what α is taken from. Null: none on record, and the map cannot show that nobody is there. */
	people: number | null;
	/** Whose people were counted, most people first: the first of them; `features` says how many there are. */
	who: Exposed[];
	features: number;
	/** People that were estimated, among `counted`. */
	estimated: number;
	/** Protection targets inside the unit's own individual-risk contour of the frequency that upgrades.json names. */
	inContour: { contour: string; feature: string; name: string | null }[];
	confidence: Confidence;
	text: Words;
}
