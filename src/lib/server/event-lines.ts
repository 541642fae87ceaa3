import { seenEvent } from './access/seen-event.ts';
import { sightTag, type Sight } from './access/sight.ts';
import type { Database } from './db/database.ts';
import type { Events, Heard } from './events.ts';

/** Takes what is sent on one open line. */
export type Line = (chunk: Uint8Array) => void;

/** The open event streams of this process. */
export interface EventLines {
	/** Sends on a line what somebody with this sight hears, beginning with a beat. Returns what ends it. */
	open(sight: Sight, line: Line): () => void;
}

/** By a beat a page knows that the server is there: two that are missing are 4 s, and the page has 5 s to say so. */
const BEAT_MS = 2_000;

interface Group {
	sight: Sight;
	lines: Set<Line>;
	/** One after the other: an event that has to be narrowed does not overtake the one before it. */
	told: Promise<void>;
}

/**
 * Sends each event to all open lines: narrowed and written out once for each distinct sight, not for each line, so that
 * hundreds of walls cost as little as one. One timer beats for all of them. `failed` is told of an event that could not be
 * narrowed; the next ones are sent.
 */
export function openEventLines(db: Database, events: Events, failed: (error: unknown) => void): EventLines {
	const groups = new Map<string, Group>();
	const encoder = new TextEncoder();
	let deafen: (() => void) | null = null;
	let timer: NodeJS.Timeout | undefined;

	const send = ({ lines }: Group, chunk: Uint8Array) => {
		for (const line of [...lines]) {
			try {
				line(chunk);
			} catch (error) {
				failed(error);
			}
		}
	};
	const tell = (event: Heard) => {
		for (const group of groups.values()) {
			group.told = group.told
				.then(async () => {
					const seen = await seenEvent(db, group.sight, event);
					if (seen !== null) send(group, encoder.encode(`data: ${JSON.stringify(seen)}\n\n`));
				})
				.catch(failed);
		}
	};
	const beat = () => encoder.encode(`event: beat\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`);
	const beatAll = () => {
		const chunk = beat();
		for (const group of groups.values()) send(group, chunk);
	};

	return {
		open(sight, line) {
			const tag = sightTag(sight);
			const group = groups.get(tag) ?? { sight, lines: new Set(), told: Promise.resolve() };
			groups.set(tag, group);
			group.lines.add(line);
			deafen ??= events.hear(tell);
			timer ??= setInterval(beatAll, BEAT_MS).unref();
			line(beat());
			return () => {
				group.lines.delete(line);
				if (group.lines.size === 0 && groups.get(tag) === group) groups.delete(tag);
				if (groups.size > 0) return;
				deafen?.();
				deafen = null;
				clearInterval(timer);
				timer = undefined;
			};
		}
	};
}
