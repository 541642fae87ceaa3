import { timingSafeEqual } from 'node:crypto';
import type { Words } from '../risk/words.ts';
import { openAccounts, type Accounts } from './accounts/accounts.ts';
import { openStreams, type Streams } from './accounts/streams.ts';
import { runAlertClock } from './alerts/clock.ts';
import { prepareAmending } from './amend/amend.ts';
import { collectGarbage } from './collect-garbage.ts';
import { currentDistrict } from './districts.ts';
import { logError } from './edge/log.ts';
import { openEventLines, type EventLines } from './event-lines.ts';
import { dataFolder, openSise, type Sise } from './sise.ts';

/** The one Sise of a running server. */
export interface App extends Sise {
	sise: Sise;
	accounts: Accounts;
	streams: Streams;
	lines: EventLines;
	/** Has `end` called when the server shuts down. Returns what takes that back. */
	onStop(end: () => void): () => void;
	/** Ends every stream that was to be ended at the stop. */
	endStreams(): void;
}

let opened: App | null = null;

/** The app of this process. Throws before openApp has resolved. */
export function app(): App {
	if (opened === null) throw new Error('The app was asked for before it was open.');
	return opened;
}

/** Opens the app of this process; `tell` hears what a person at the terminal should know. */
export async function openApp(tell: (notice: Words) => void): Promise<App> {
	const sise = await openSise({
		url: process.env.DATABASE_URL || undefined,
		ownerUrl: process.env.DATABASE_OWNER_URL || undefined,
		folder: dataFolder(),
		onNotice: tell
	});
	// A run and the reading for changes leave much behind; afterwards this thread mostly waits.
	const prepare = (district: string) => void prepareAmending(sise.db, district).then(collectGarbage, () => {});
	sise.events.hear((event) => {
		if (event.type === 'run') prepare(event.district);
	});
	currentDistrict(sise.db).then(
		(district) => district !== null && prepare(district),
		() => {}
	);
	const ends = new Set<() => void>();
	/** Whether an Authorization header holds the secret of this server's data folder. */
	const isOwner = (authorization: string) => {
		if (sise.lock === null) return false;
		const [given, wanted] = [authorization, `Bearer ${sise.lock.secret}`].map((text) => Buffer.from(text));
		return given.length === wanted.length && timingSafeEqual(given, wanted);
	};
	const accounts = await openAccounts(sise, process.env, isOwner);
	opened = {
		...sise,
		sise,
		accounts,
		streams: openStreams(sise.db, accounts.idleMinutes, logError),
		lines: openEventLines(sise.db, sise.events, logError),
		onStop(end) {
			ends.add(end);
			return () => ends.delete(end);
		},
		endStreams() {
			for (const end of [...ends]) end();
		}
	};
	opened.onStop(runAlertClock(sise.db, logError));
	return opened;
}
