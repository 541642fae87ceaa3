import type { AlertEvent } from '../../wall/api.ts';
import type { Queryable } from '../db/database.ts';
import { CHANNEL } from '../events.ts';

/** What goes over the channel: ids alone, for a notice of PostgreSQL has 8000 bytes. */
export interface AlertNotice {
	type: 'alert';
	district: string;
	what: AlertEvent['what'];
	ids: number[];
}

/** So many ids of 15 digits fit into a notice. */
const IDS = 400;

/** Tells of alerts when the transaction commits; each process reads them once then. */
export async function tellAlerts(
	tx: Queryable,
	district: string,
	what: AlertEvent['what'],
	ids: readonly number[]
): Promise<void> {
	for (let first = 0; first < ids.length; first += IDS) {
		const notice: AlertNotice = { type: 'alert', district, what, ids: ids.slice(first, first + IDS) };
		await tx.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(notice)], 1);
	}
}
