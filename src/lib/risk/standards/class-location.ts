import type { ClassLocation } from '../hca/hca.ts';
import type { RuleSet } from '../rule-set.ts';

/** Class locations, the least first: a later one is the higher. */
export const CLASS_LOCATIONS: readonly ClassLocation[] = ['一级一类', '一级二类', '二级', '三级', '四级'];

/**
 * The class location of a 2 km section, GB 50251-2015 4.2.2, by the households in its strip of 200 m to both sides and
 * by whether buildings of four storeys and more prevail there: at most 15 households 一级, 16 to 99 二级, from 100 三级.
 * Throws a RangeError for households below 0.
 */
export function classLocationOf(households: number, isTall: boolean, rules: RuleSet): ClassLocation {
	if (!(households >= 0)) throw new RangeError(`${households} households; a section has 0 or more.`);
	const { atLeast, above } = rules.tables.hca.classLocation;
	if (isTall) return '四级';
	if (households >= atLeast['三级']) return '三级';
	if (households > above['二级']) return '二级';
	return households >= atLeast['一级二类'] ? '一级二类' : '一级一类';
}

/**
 * The class as which a section is designed: 三级 where a school, hospital or another public place stands in a section
 * of 一级 or 二级 (GB 50251-2015 4.2.2), else its own.
 */
export function designClassOf(own: ClassLocation, hasPublicPlace: boolean): ClassLocation {
	return hasPublicPlace && !isHigh(own) ? '三级' : own;
}

/** Whether a class is 三级 or 四级. */
export function isHigh(own: ClassLocation): boolean {
	return CLASS_LOCATIONS.indexOf(own) >= CLASS_LOCATIONS.indexOf('三级');
}
