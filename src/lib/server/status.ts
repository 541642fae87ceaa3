import type { Status } from '../api.ts';
import type { Sight } from './access/sight.ts';
import type { App } from './app.ts';
import { basemapSource } from './tiles/basemap.ts';
import { currentDistrict, listDistricts } from './districts.ts';
import { readRun } from './runs/latest.ts';
import { VERSION } from './version.ts';

/** What is there and seen: districts, the newest run of the one shown, the run under way. */
export async function readStatus(
	{ db, runs }: Pick<App, 'db' | 'runs'>,
	sight: Sight,
	district?: string
): Promise<Status> {
	const districts = await listDistricts(db, sight);
	const asked = districts.find((one) => one.code === district)?.code;
	const current = asked ?? ownDistrict(sight, districts) ?? (await currentDistrict(db));
	return {
		version: VERSION,
		database: db.kind,
		districts,
		current,
		run: current === null ? null : await readRun(db, sight, current),
		running: runs.running(),
		basemap: basemapSource()
	};
}

/** Who sees only their own subdistricts is shown the first district in which they have some. */
function ownDistrict({ rows }: Sight, districts: Status['districts']): string | undefined {
	return districts.find(({ code }) => (rows?.get(code)?.length ?? 0) > 0)?.code;
}
