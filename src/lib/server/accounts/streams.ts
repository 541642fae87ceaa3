import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { holdingPasses } from './passes.ts';
import { holdingSessions } from './who-comes.ts';

/** Streams that stay open: what let somebody in is asked of them again and again, as it is of every request. */
export interface Streams {
	/** Has `end` called once the session or pass by which somebody came in no longer holds. Returns what forgets it. */
	watch(who: Pick<Who, 'kind' | 'id' | 'session'>, end: () => void): () => void;
}

/** A revoked session or pass stops within 5 s: the sweep begins each 2 s and takes milliseconds. */
const EVERY_MS = 2_000;

interface Watched {
	session: string | null;
	pass: string | null;
	end: () => void;
}

/**
 * Watches the open streams of this process: one sweep for all of them, none while there are none. One that cannot be made
 * is told to `failed`, and the next one tries again.
 */
export function openStreams(db: Database, idleMinutes: number, failed: (error: unknown) => void): Streams {
	const watched = new Set<Watched>();
	let timer: NodeJS.Timeout | null = null;
	let sweeping = false;

	async function sweep(): Promise<void> {
		if (sweeping) return;
		sweeping = true;
		try {
			const asked = [...watched];
			const sessions = await holdingSessions(db, unique(asked.map((one) => one.session)), idleMinutes);
			const passes = await holdingPasses(db, unique(asked.map((one) => one.pass)));
			for (const { session, pass, end } of asked) {
				const holds = (session !== null && sessions.has(session)) || (pass !== null && passes.has(pass));
				if (!holds) end();
			}
		} catch (error) {
			failed(error);
		} finally {
			sweeping = false;
		}
	}

	return {
		watch({ kind, id, session }, end) {
			const one = { session, pass: kind === 'wall' || kind === 'machine' ? id : null, end };
			watched.add(one);
			timer ??= setInterval(() => void sweep(), EVERY_MS).unref();
			return () => {
				watched.delete(one);
				if (watched.size > 0 || timer === null) return;
				clearInterval(timer);
				timer = null;
			};
		}
	};
}

function unique(ids: readonly (string | null)[]): string[] {
	return [...new Set(ids.filter((id) => id !== null))];
}
