import * as v from 'valibot';
import { STATES } from '../risk/finding.ts';
import { LAYER_IDS } from '../risk/layer.ts';
import { LEVELS } from '../risk/level.ts';

/** What comes from outside more than once, by address or by command line. */
export const districtCode = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}_-]{1,40}$/u));
export const layerId = v.picklist(LAYER_IDS);
/** One layer, or several with commas between. */
export const layerIds = v.pipe(
	v.string(),
	v.transform((text) => text.split(',')),
	v.array(layerId)
);
export const levelOrNone = v.picklist([...LEVELS, 'none'] as const);
export const hcaClass = v.picklist(['I', 'II', 'III'] as const);
export const state = v.picklist(STATES);
export const ruleId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,40}$/));
/** A day that exists, `2026-11-23`. */
export const day = v.pipe(v.string(), v.isoDate());
export const featureId = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
export const searchText = v.pipe(v.string(), v.trim(), v.maxLength(100));
