/** Room that panels take of the map, CSS pixels from each side. */
export interface Cover {
	top: number;
	bottom: number;
	left: number;
	right: number;
}

/**
 * What the page's panels (`[data-covers]`: top, left, right or bottom) cover of the map in `container`. The middle of
 * what is left is where the map centres what is chosen. The side is the panel's `--covers`: it changes on a phone.
 */
export function coverOf(container: HTMLElement, panels = '[data-covers]'): Cover {
	const cover: Cover = { top: 0, bottom: 0, left: 0, right: 0 };
	const map = container.getBoundingClientRect();
	for (const panel of document.querySelectorAll<HTMLElement>(panels)) {
		const box = panel.getBoundingClientRect();
		if (box.width === 0 || box.height === 0) continue;
		const side = getComputedStyle(panel).getPropertyValue('--covers').trim() || 'left';
		if (side === 'top') cover.top = Math.max(cover.top, box.bottom - map.top);
		if (side === 'left') cover.left = Math.max(cover.left, box.right - map.left);
		if (side === 'right') cover.right = Math.max(cover.right, map.right - box.left);
		if (side === 'bottom') cover.bottom = Math.max(cover.bottom, map.bottom - box.top);
	}
	// A sheet drawn over the whole map leaves a strip to centre in.
	if (cover.top + cover.bottom > map.height - 80) cover.bottom = Math.max(0, map.height - 80 - cover.top);
	return cover;
}
