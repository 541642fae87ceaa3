import * as v from 'valibot';
import type { Wall } from '../../wall/api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { districtCode } from '../schemas.ts';
import { wallOf } from '../wall/wall-of.ts';
import { command } from './command.ts';
import { meantDistrict } from './district.ts';

/** All that the command wall shows, each number with the list behind it and how it is worked out. */
export const wall = command({
	input: v.object({ district: v.optional(districtCode) }),
	async perform(sise, { district }): Promise<Wall> {
		return wallOf(sise.db, EVERYTHING, await meantDistrict(sise, district), new Date());
	}
});
