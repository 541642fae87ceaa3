import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileAnswer } from '../../siting/api.ts';
import type { DistrictPlace } from './files/landing.ts';
import { EVERYTHING } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { listDistricts } from '../districts.ts';
import { AnswerError } from '../http.ts';
import { ROOT } from '../root.ts';
import type { FileRead, FileToRead } from './files/file-worker.ts';

/** A file that takes longer is no file of parcels. */
const MOST_SECONDS = 20;

/**
 * The parcels of a file, read in a worker thread. `crs` is what a person says of its coordinates; null: not said. Throws an
 * AnswerError: 404 for a district that there is not, 422 for a file that cannot be read, in words that say what to do.
 */
export async function readParcelFile(
	db: Queryable,
	district: string,
	name: string,
	bytes: Uint8Array,
	crs: string | null
): Promise<FileAnswer> {
	const workerData: FileToRead = { name, bytes, district: await placeOf(db, district), crs };
	const worker = new Worker(join(ROOT, 'src/lib/server/siting/files/file-worker.ts'), { workerData });
	try {
		const signal = AbortSignal.timeout(MOST_SECONDS * 1000);
		const [read] = (await once(worker, 'message', { signal })) as [FileRead];
		if ('answer' in read) return read.answer;
		throw new AnswerError(422, 'bad-file', read.refused);
	} catch (error) {
		if ((error as Error).name !== 'AbortError') throw error;
		throw new AnswerError(422, 'bad-file', {
			zh: `${name} 在 ${MOST_SECONDS} 秒内没有读完。请简化图形，或拆成几个文件。`,
			en: `${name} was not read within ${MOST_SECONDS} s. Simplify its shapes, or split it.`
		});
	} finally {
		await worker.terminate();
	}
}

async function placeOf(db: Queryable, code: string): Promise<DistrictPlace> {
	const district = (await listDistricts(db, EVERYTHING)).find((one) => one.code === code);
	if (district === undefined) {
		throw new AnswerError(404, 'no-district', { zh: `没有辖区 ${code}。`, en: `There is no district ${code}.` });
	}
	if (district.bbox === null) {
		throw new AnswerError(409, 'empty-district', {
			zh: `辖区 ${code} 还没有数据，不能核对坐标。请先导入。`,
			en: `District ${code} holds nothing yet, so coordinates cannot be checked: import first.`
		});
	}
	return { code, metricSrid: district.metricSrid, box: district.bbox };
}
