import type { Siting } from './siting.svelte.ts';

/** Metres that an arrow key moves the chosen parcel, and with Shift. */
const STEP_M = 1;
const FAR_M = 10;
const WAY: Readonly<Record<string, readonly [east: number, north: number]>> = {
	ArrowUp: [0, 1],
	ArrowDown: [0, -1],
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0]
};

/** What a key does on the page, but where something is typed. True: it did something, and nobody else should hear it. */
export function press(siting: Siting, event: KeyboardEvent): boolean {
	const control = event.ctrlKey || event.metaKey;
	const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
	if (control && key === 'z') {
		if (event.shiftKey) siting.variant.redo();
		else siting.variant.undo();
		return true;
	}
	if (control && key === 'y') {
		siting.variant.redo();
		return true;
	}
	if (control || event.altKey) return false;
	if (key === 'Delete' || key === 'Backspace') return siting.removeChosen();
	if (key === 'Escape') return leave(siting);
	const way = WAY[key];
	if (way === undefined || siting.tool !== 'select') return false;
	const step = event.shiftKey ? FAR_M : STEP_M;
	return siting.nudge(way[0] * step, way[1] * step);
}

/** Leaves what was begun first: a tool, a line that is looked at, a parcel. */
function leave(siting: Siting): boolean {
	if (siting.tool !== 'select') siting.tool = 'select';
	else if (siting.lookedAt !== null) siting.lookedAt = null;
	else if (siting.chosen !== null) siting.chosen = null;
	else return false;
	return true;
}

/** Is something typed here, so that keys belong to it? */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	return (
		target.matches('textarea, select, [contenteditable]') ||
		(target.matches('input') && !target.matches('[type=checkbox], [type=radio]'))
	);
}
