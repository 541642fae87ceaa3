import type { ServerEvent } from '../api.ts';
import type { Database } from './db/database.ts';

/** The channel on which processes that share one database tell one another what changed. */
export const CHANNEL = 'sise';

type Listener = (event: ServerEvent) => void;

/** What happens, told to whoever listens in this process. */
export interface Events {
	tell(event: ServerEvent): void;
	/** Returns what stops the listening. */
	hear(listener: Listener): () => void;
}

/**
 * Events of this process and, through NOTIFY, of every other on the same database. What is stored (`data`, `run`) is
 * told by the transaction that stores it, so that it is heard only once it is true; progress is told directly.
 */
export async function openEvents(db: Database): Promise<Events> {
	const listeners = new Set<Listener>();
	const tell = (event: ServerEvent) => {
		for (const listener of listeners) listener(event);
	};
	await db.listen(CHANNEL, (payload) => tell(JSON.parse(payload) as ServerEvent));
	return {
		tell,
		hear(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
