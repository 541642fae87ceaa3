/** What a key or the button of a presenter remote does. */
export type Act = 'next' | 'back' | 'black' | 'overview' | 'full' | 'pause' | 'sound' | 'help' | 'close';

const ACTS: Readonly<Record<string, Act>> = {
	PageDown: 'next',
	ArrowRight: 'next',
	' ': 'next',
	PageUp: 'back',
	ArrowLeft: 'back',
	b: 'black',
	'.': 'black',
	Home: 'overview',
	f: 'full',
	p: 'pause',
	m: 'sound',
	'?': 'help',
	Escape: 'close'
};

/** Keys that something which has the focus needs itself: a button its space bar, a slider its arrows, the map both. */
const OF_THE_FOCUSED = [' ', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home'];
const TAKES_KEYS = 'button, a, input, select, textarea, summary, canvas, [role="slider"], [data-keys]';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { target: unknown };

/** What a key does on the wall; null: nothing, it is left to the browser or to what has the focus. */
export function actOf({ key, ctrlKey, metaKey, altKey, target }: Pressed): Act | null {
	if (ctrlKey || metaKey || altKey) return null;
	const act = ACTS[key.length === 1 ? key.toLowerCase() : key] ?? null;
	if (act === null || !isElement(target)) return act;
	if (target.closest('input:not([type="range"]), textarea, select') !== null) return key === 'Escape' ? act : null;
	// A presenter remote pages; a button has no use for that.
	const needed = target.closest('button, a') === null ? OF_THE_FOCUSED : [' '];
	return needed.includes(key) && target.closest(TAKES_KEYS) !== null ? null : act;
}

function isElement(target: unknown): target is { closest(selector: string): unknown } {
	return typeof target === 'object' && target !== null && 'closest' in target;
}
