import type { ServerEvent } from '../api.ts';
import type { AlertEvent } from '../wall/api.ts';
import { readAlertRows, type AlertRow } from './alerts/row.ts';
import type { AlertNotice } from './alerts/tell.ts';
import type { Database } from './db/database.ts';
import { logError } from './edge/log.ts';

/** The channel on which processes that share one database tell one another what changed. */
export const CHANNEL = 'sise';

/** An alert as it is heard within the server: whole, before it is narrowed to what somebody sees. */
export type AlertHeard = Omit<AlertEvent, 'alert'> & { row: AlertRow };
export type Heard = Exclude<ServerEvent, AlertEvent> | AlertHeard;

type Listener = (event: Heard) => void;

/** What happens, told to whoever listens in this process. */
export interface Events {
	tell(event: Heard): void;
	/** Returns what stops the listening. */
	hear(listener: Listener): () => void;
}

/**
 * Events of this process and, through NOTIFY, of every other on the same database. What is stored (`data`, `run`) is
 * told by the transaction that stores it, so that it is heard only once it is true; progress is told directly. Of alerts
 * the ids come alone: they are read once for all listeners, and told in the order in which they happened.
 */
export async function openEvents(db: Database): Promise<Events> {
	const listeners = new Set<Listener>();
	const tell = (event: Heard) => {
		for (const listener of listeners) listener(event);
	};
	let told = Promise.resolve();
	const tellAlerts = async ({ type, district, what, ids }: AlertNotice) => {
		if (listeners.size === 0) return;
		for (const row of await readAlertRows(db, district, ids)) tell({ type, district, what, row });
	};
	await db.listen(CHANNEL, (payload) => {
		const event = JSON.parse(payload) as Exclude<Heard, AlertHeard> | AlertNotice;
		if (event.type === 'alert') told = told.then(() => tellAlerts(event)).catch(logError);
		else tell(event);
	});
	return {
		tell,
		hear(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
