import type { Attachment } from 'svelte/attachments';

/**
 * Arrow keys, Home and End move the focus among the buttons marked `data-row` inside; only one of them is in the tab
 * order at a time, so that a list of thousands is one stop.
 */
export const roving: Attachment<HTMLElement> = (list) => {
	const rows = () => [...list.querySelectorAll<HTMLElement>('[data-row]')];
	const hold = (row: HTMLElement | undefined) => {
		for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
	};
	const settle = () => {
		const all = rows();
		if (!all.some((row) => row.tabIndex === 0)) hold(all[0]);
	};
	const pressed = (event: KeyboardEvent) => {
		const all = rows();
		const here = all.indexOf(document.activeElement as HTMLElement);
		if (here === -1) return;
		const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
		const next = all[steps[event.key]];
		if (!next) return;
		event.preventDefault();
		next.focus();
	};
	const focused = (event: FocusEvent) => {
		const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
		if (row) hold(row);
	};
	const watch = new MutationObserver(settle);
	watch.observe(list, { childList: true, subtree: true });
	list.addEventListener('keydown', pressed);
	list.addEventListener('focusin', focused);
	settle();
	return () => {
		watch.disconnect();
		list.removeEventListener('keydown', pressed);
		list.removeEventListener('focusin', focused);
	};
};
