import type { Draft } from './draft.ts';
import { dropRounds, dropVisits, readKept, type Kept } from './kept.ts';
import { isThrough } from './queue.ts';

/** Days after its own that a round stays on the phone where nobody lets go of it. */
const STAYS_DAYS = 7;

/** How many visits on this phone have not arrived, whoever wrote them. 0 too where the browser keeps nothing. */
export async function unsentVisits(): Promise<number> {
	if (!(await isKeeping())) return 0;
	const { drafts, items } = await readKept();
	return drafts.filter(({ id }) => !isThrough(items, id)).length;
}

/** Lets go of all rounds and of the visits that have arrived. Those that have not stay. */
export async function forgetRounds(): Promise<void> {
	if (!(await isKeeping())) return;
	const { rounds, drafts, items } = await readKept();
	await dropRounds(rounds);
	await dropVisits(drafts.filter(({ id }) => isThrough(items, id)).map(({ id }) => id));
}

/**
 * Lets go of rounds of others, of rounds a week after their day once all of their visits have arrived, and of visits that
 * have arrived and whose round is gone. Returns what is left.
 */
export async function forgetOld(kept: Kept, person: string, today: string): Promise<Kept> {
	const { drafts, items } = kept;
	const isOld = (day: string) => Date.parse(today) - Date.parse(day) > STAYS_DAYS * 86_400_000;
	const isOpen = (round: string) => drafts.some((one) => one.round === round && !isThrough(items, one.id));
	const goes = kept.rounds.filter(
		({ person: whose, pack: { round } }) => whose !== person || (isOld(round.day) && !isOpen(round.id))
	);
	const stays = new Set(kept.rounds.filter((round) => !goes.includes(round)).map(({ pack }) => pack.round.id));
	const isDone = ({ id, round }: Draft) => isThrough(items, id) && (round === null || !stays.has(round));
	const visits = drafts.filter(isDone).map(({ id }) => id);
	if (goes.length === 0 && visits.length === 0) return kept;
	await dropRounds(goes);
	await dropVisits(visits);
	return readKept();
}

/** A page that never had anything to keep makes no store for it. */
async function isKeeping(): Promise<boolean> {
	if (!('indexedDB' in globalThis)) return false;
	const known = await indexedDB.databases?.().catch(() => null);
	return known?.some(({ name }) => name === 'sise-go') ?? true;
}
