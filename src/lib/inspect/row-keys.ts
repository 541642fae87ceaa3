import type { Inspecting } from './inspecting.svelte.ts';
import { unitLink } from './links.ts';
import { goto } from '$app/navigation';

/** How far each key goes, in rows; `page` is as many as the box shows. */
const STEPS: Readonly<Record<string, (at: number, page: number, last: number) => number>> = {
	ArrowDown: (at) => at + 1,
	ArrowUp: (at) => at - 1,
	PageDown: (at, page) => at + page,
	PageUp: (at, page) => at - page,
	Home: () => 0,
	End: (_, __, last) => last
};

/**
 * What hears the keys of a list or table: arrows, Page, Home and End go from unit to unit, Enter opens the unit, the space
 * bar takes it into the round.
 */
export function keysOfRows(
	inspecting: Inspecting,
	district: () => string,
	page: () => number,
	moveTo: (at: number) => Promise<void>
): (event: KeyboardEvent) => void {
	return (event) => {
		if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
		const { rows, at } = inspecting;
		const item = rows.item(at);
		const step = STEPS[event.key];
		if (step !== undefined) {
			const next = Math.max(0, Math.min(rows.total - 1, step(at, page(), rows.total - 1)));
			if (next !== at || inspecting.chosen === null) void moveTo(next);
		} else if (event.key === 'Enter' && item !== undefined) {
			// eslint-disable-next-line svelte/no-navigation-without-resolve -- unitLink resolves it
			void goto(unitLink(district(), item.id));
		} else if (event.key === ' ' && item !== undefined) inspecting.toggleSite(item.id);
		else return;
		event.preventDefault();
	};
}
