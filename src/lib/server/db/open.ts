import type { Words } from '../../risk/words.ts';
import type { Database } from './database.ts';
import { openEmbedded } from './embedded.ts';
import type { Lock } from './lock.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import { prepareAsOwner } from './rights.ts';

export interface DatabaseOptions {
	/** `postgres://…` names a server; undefined or empty: the embedded database. */
	url?: string;
	/** The same server as the owner of the database asks it: migrates, and leaves the role of `url` what it needs. */
	ownerUrl?: string;
	/** Data folder of the embedded database. */
	folder: string;
	/** Told in words what a person should know: that the database was restored from its dump. */
	onNotice?: (notice: Words) => void;
}

/**
 * Opens the database with its schema up to date. `lock` is the embedded database's: the server publishes its address
 * there; null with PostgreSQL. Throws a DatabaseError, or DataFolderLocked when another process has the folder.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database & { lock: Lock | null }> {
	if (options.url && options.ownerUrl) await prepareAsOwner(options.ownerUrl, options.url);
	const database = options.url
		? { ...(await openPostgres(options.url)), lock: null }
		: await openEmbedded(options.folder, options.onNotice);
	try {
		await migrate(database);
		return database;
	} catch (error) {
		await database.close();
		throw error;
	}
}
