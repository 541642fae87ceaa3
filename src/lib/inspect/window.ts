/** Rows drawn above and below those that are seen, so that scrolling shows no gap. */
const BEYOND = 6;

/** Which rows of equal height a scrolled box shows: `first` to before `end`, with some more on both sides. */
export function windowOf(
	scrollTop: number,
	height: number,
	rowHeight: number,
	total: number
): { first: number; end: number } {
	// A list that became shorter is looked at from its end until the browser has scrolled there.
	const top = Math.min(scrollTop, Math.max(0, total * rowHeight - height));
	const first = Math.max(0, Math.min(total, Math.floor(top / rowHeight) - BEYOND));
	const end = Math.max(first, Math.min(total, Math.ceil((top + height) / rowHeight) + BEYOND));
	return { first, end };
}

/** Where to scroll so that a row is seen whole; null: it is. `head` is what covers the top of the box. */
export function scrollTo(at: number, scrollTop: number, height: number, rowHeight: number, head = 0): number | null {
	const top = at * rowHeight;
	if (top < scrollTop) return top;
	const bottom = top + rowHeight + head;
	return bottom > scrollTop + height ? bottom - height : null;
}
