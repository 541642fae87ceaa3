import type { Words } from '../risk/words.ts';
import { dropStanding } from './amend/standings.ts';
import { watchHead } from './audit/head.ts';
import type { Database } from './db/database.ts';
import type { Lock } from './db/lock.ts';
import { openDatabase } from './db/open.ts';
import { openEvents, type Events } from './events.ts';
import { openRuns, type Runs } from './runs/runs.ts';
import { dropGround } from './siting/grounds.ts';

/** Sise at work: the database it keeps, what it tells, the runs it computes. */
export interface Sise {
	db: Database;
	events: Events;
	runs: Runs;
	/** The lock on the folder of the embedded database; null with PostgreSQL. */
	lock: Lock | null;
	/** Folder of the embedded database and of everything else that this installation keeps. */
	folder: string;
	close(): Promise<void>;
}

export interface SiseOptions {
	/** Address of a PostgreSQL server with PostGIS; the embedded database without it. */
	url?: string;
	/** Address of the same database as its owner asks it, so that whom `url` names need not own it. */
	ownerUrl?: string;
	folder: string;
	/** Told what a person should know: a restored dump, a migration, an audit whose end is gone. */
	onNotice?: (notice: Words) => void;
}

/** Opens the database (creating and migrating it) and what works on it. Throws what openDatabase throws. */
export async function openSise(options: SiseOptions): Promise<Sise> {
	const db = await openDatabase(options);
	try {
		const events = await openEvents(db);
		const leaveHead = watchHead({ db, folder: options.folder }, options.onNotice ?? (() => {}));
		const close = async () => {
			await dropStanding(db);
			await dropGround(db);
			await leaveHead();
			await db.close();
		};
		return { db, lock: db.lock, events, runs: openRuns(db, events), folder: options.folder, close };
	} catch (error) {
		await db.close();
		throw error;
	}
}

/** Where this installation keeps its data: SISE_DATA, else `.sise` in the folder it runs in. */
export function dataFolder(): string {
	return process.env.SISE_DATA || '.sise';
}
