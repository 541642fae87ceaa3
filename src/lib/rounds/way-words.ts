import type { RoundDraft } from './api.ts';
import { m } from '$lib/paraglide/messages.js';
import { distanceWords } from '$lib/risk/rounds/why-here.ts';
import { count } from '$lib/ui/numbers.ts';
import { say } from '$lib/ui/words.ts';

/** The whole way in words: how many stops, how far, whether by road, whether a shorter order may exist. */
export function wayWords({ stops, back, totalM, isShortest }: Omit<RoundDraft, 'day' | 'start' | 'leftOut'>): string {
	const legs = [...stops.map(({ leg }) => leg), back].filter((leg) => leg !== null);
	const by = legs.every((leg) => leg.by === 'road') ? 'road' : 'straight';
	const way = say(distanceWords({ m: totalM, by }));
	const words = m.rnd_whole({ stops: count(stops.length), way });
	const back_ = back === null ? '' : m.rnd_back({ way: say(distanceWords(back)) });
	return `${words}${back_}${isShortest ? m.rnd_shortest() : m.rnd_searched()}`;
}

/** Whether some of the way is a straight line: then the road is longer. */
export function isStraight({ stops, back }: Pick<RoundDraft, 'stops' | 'back'>): boolean {
	return [...stops.map(({ leg }) => leg), back].some((leg) => leg?.by === 'straight');
}
