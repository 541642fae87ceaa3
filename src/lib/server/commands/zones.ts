import * as v from 'valibot';
import { EVERYTHING } from '../access/sight.ts';
import { readRun } from '../runs/latest.ts';
import { districtCode } from '../schemas.ts';
import { readZones, type ZoneCollection } from '../zones/zones.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

/** The zones of a run as GeoJSON. */
export const zones = command({
	input: v.object({
		district: v.optional(districtCode),
		run: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
		format: v.optional(v.picklist(['geojson']), 'geojson')
	}),
	async perform(sise, { district, run }): Promise<ZoneCollection> {
		const meant = await meantDistrict(sise, district);
		const shown = await readRun(sise.db, EVERYTHING, meant, run);
		if (shown === null) {
			throw new CommandError(
				run === undefined
					? {
							zh: `${meant} 还没有评估批次。请先运行：npm run sise -- run`,
							en: `${meant} has no run yet. Run first: npm run sise -- run`
						}
					: { zh: `${meant} 没有评估批次 ${run}。`, en: `${meant} has no run ${run}.` }
			);
		}
		return readZones(sise.db, EVERYTHING, meant, shown.id);
	}
});
