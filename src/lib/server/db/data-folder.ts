import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { unpackFolder } from './tar.ts';

/**
 * The files of the embedded database below its data folder:
 * `db/` PostgreSQL's own; `dump.tar` the last dump; `open` a mark that stands while a process has it open, and after
 * one that was killed; `db.broken-<time>/` what could not be opened and was replaced by the dump.
 */
export interface DataFolder {
	readonly database: string;
	readonly dump: string;
	/** Is the mark of an unclean end there? Asked before `markOpen`. */
	wasLeftOpen(): boolean;
	markOpen(): void;
	markClosed(): void;
	/** Puts `db/` in place when it is absent. Returns what it was made of; null when it was there. */
	provide(create: (folder: string) => Promise<void>): Promise<'dump' | 'image' | 'nothing' | null>;
	/** Puts the dump in the place of a broken `db/`. Returns the broken one's new name and what takes the exchange back. */
	exchange(): { broken: string; undo: () => void };
}

/** A database with PostGIS, ready made: `node scripts/make-embedded-image.mjs`. Six seconds quicker than from nothing. */
export const IMAGE = join(ROOT, 'node_modules', '.cache', 'sise', 'embedded-image.tar');

/** The data folder at `folder`, which is made (for its owner alone) when absent. */
export function openDataFolder(folder: string): DataFolder {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const database = join(folder, 'db');
	const dump = join(folder, 'dump.tar');
	const mark = join(folder, 'open');
	// Made under another name and renamed, so that `db/` is always whole.
	const draft = `${database}.new`;

	return {
		database,
		dump,
		wasLeftOpen: () => existsSync(mark),
		markOpen: () => closeSync(openSync(mark, 'w', 0o600)),
		markClosed: () => rmSync(mark, { force: true }),
		async provide(create) {
			if (existsSync(join(database, 'PG_VERSION'))) return null;
			rmSync(draft, { recursive: true, force: true });
			const source = existsSync(dump) ? 'dump' : existsSync(IMAGE) ? 'image' : 'nothing';
			if (source === 'nothing') await create(draft);
			else unpackFolder(source === 'dump' ? dump : IMAGE, draft);
			// A folder without PG_VERSION holds no database, but perhaps what someone can use: keep it.
			if (existsSync(database)) renameSync(database, brokenName(database));
			renameSync(draft, database);
			return source;
		},
		exchange() {
			rmSync(draft, { recursive: true, force: true });
			unpackFolder(dump, draft);
			const broken = brokenName(database);
			renameSync(database, broken);
			renameSync(draft, database);
			return {
				broken,
				undo() {
					rmSync(database, { recursive: true, force: true });
					renameSync(broken, database);
				}
			};
		}
	};
}

function brokenName(database: string): string {
	return `${database}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`;
}
