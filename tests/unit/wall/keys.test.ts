import { expect, test } from 'vitest';
import { actOf } from '../../../src/lib/wall/keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };
/** Something that is found by one of these selectors. */
const inside = (...names: string[]) => ({
	closest: (selector: string) => (names.some((name) => selector.includes(name)) ? {} : null)
});
const press = (key: string, target: unknown = inside()) => actOf({ ...plain, key, target });

test('keys and the buttons of a presenter remote lead the tour', () => {
	const acts = ['PageDown', 'ArrowRight', ' ', 'PageUp', 'ArrowLeft', 'b', '.', 'Home', 'f', 'p', 'm', '?', 'Escape'];
	expect(acts.map((key) => press(key))).toEqual(
		'next next next back back black black overview full pause sound help close'.split(' ')
	);
	expect(press('x')).toBeNull();
});

test('what has the focus keeps the keys that it needs', () => {
	expect(press(' ', inside('button'))).toBeNull();
	expect(press('PageDown', inside('button'))).toBe('next');
	expect(press('ArrowRight', inside('canvas'))).toBeNull();
	expect(press('b', inside('textarea'))).toBeNull();
	expect(press('Escape', inside('textarea'))).toBe('close');
});

test('keys of the browser stay the browser’s', () => {
	expect(actOf({ ...plain, ctrlKey: true, key: 'p', target: null })).toBeNull();
	expect(press('F5')).toBeNull();
});
