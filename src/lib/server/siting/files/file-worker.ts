/** The worker thread that reads one file of parcels: a hostile one takes seconds, and no request waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Words } from '../../../risk/words.ts';
import type { FileAnswer } from '../../../siting/api.ts';
import type { DistrictPlace } from './landing.ts';
import { FileRefused } from '../../imports/row.ts';
import { readParcels } from './read-parcels.ts';

export interface FileToRead {
	name: string;
	bytes: Uint8Array;
	district: DistrictPlace;
	crs: string | null;
}
export type FileRead = { answer: FileAnswer } | { refused: Words };

const { name, bytes, district, crs } = workerData as FileToRead;

async function read(): Promise<FileRead> {
	try {
		return { answer: await readParcels(name, bytes, { district, crs }) };
	} catch (error) {
		if (error instanceof FileRefused) return { refused: error.words };
		throw error;
	}
}

parentPort!.postMessage(await read());
