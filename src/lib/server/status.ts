import type { Status } from '../api.ts';
import type { App } from './app.ts';
import { basemapSource } from './tiles/basemap.ts';
import { currentDistrict, listDistricts } from './districts.ts';
import { readRun } from './runs/latest.ts';
import { VERSION } from './version.ts';

/** What is there: districts, the newest run of the one shown, the run under way. */
export async function readStatus({ db, runs }: App, district?: string): Promise<Status> {
	const districts = await listDistricts(db);
	const asked = districts.find((one) => one.code === district)?.code;
	const current = asked ?? (await currentDistrict(db));
	return {
		version: VERSION,
		database: db.kind,
		districts,
		current,
		run: current === null ? null : await readRun(db, current),
		running: runs.running(),
		basemap: basemapSource()
	};
}
