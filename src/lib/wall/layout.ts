/** The panels of the wall. */
export const PANEL_IDS = [
	'levels',
	'areas',
	'subdistricts',
	'sources',
	'violations',
	'alerts',
	'worst',
	'dangers',
	'fields',
	'hca'
] as const;
export type PanelId = (typeof PANEL_IDS)[number];

/** A place in a column; where it has more than one panel, they take turns. `rem`: the height that it asks for. */
export interface Slot {
	panels: PanelId[];
	rem: number;
}

/** Where everything stands. Lengths are in rem. */
export interface Layout {
	/** Pixels of one rem. */
	remPx: number;
	/** Columns from the edge of the wall to the map, each from top to bottom. */
	left: Slot[][];
	/** Columns from the map to the edge of the wall. */
	right: Slot[][];
	columnRem: number;
	/** Too narrow for columns beside the map: all in one, and the page scrolls. */
	stacked: boolean;
}

/** Sides in the order in which the eye needs them, and the height that each panel asks for, in rem. */
const LEFT: readonly PanelId[] = ['levels', 'areas', 'sources', 'subdistricts', 'violations'];
const RIGHT: readonly PanelId[] = ['alerts', 'worst', 'dangers', 'hca', 'fields'];
const ASKS_REM: Readonly<Record<PanelId, number>> = {
	levels: 18,
	areas: 15,
	sources: 15,
	subdistricts: 23,
	violations: 19,
	alerts: 27,
	worst: 26,
	dangers: 19,
	hca: 14,
	fields: 26
};
/** They never give their place to another: an alert must not wait for its turn, and the levels are what the wall is for. */
const PINNED: readonly PanelId[] = ['alerts', 'levels'];

/** At 1080 pixels of height one rem is 16 pixels, so that 0.75 rem is 1/90 of the height. Below, text stays readable. */
const REM_OF_HEIGHT = 0.01482;
const SMALLEST_REM_PX = 14;
const SLOTS_OF_A_COLUMN = 3;

/** Widths in rem from which on there are so many columns on each side, and how wide those are. */
const SHAPES = [
	{ fromRem: 300, columns: 3, columnRem: 31 },
	{ fromRem: 160, columns: 2, columnRem: 30 },
	{ fromRem: 105, columns: 1, columnRem: 27 },
	{ fromRem: 66, columns: 1, columnRem: 24.5 }
];

/** Where the panels stand on a screen of so many CSS pixels. */
export function layOut(widthPx: number, heightPx: number, panels: readonly PanelId[]): Layout {
	const remPx = Math.max(SMALLEST_REM_PX, heightPx * REM_OF_HEIGHT);
	const left = LEFT.filter((id) => panels.includes(id));
	const right = RIGHT.filter((id) => panels.includes(id));
	const shape = SHAPES.find(({ fromRem }) => widthPx / remPx >= fromRem);
	if (shape === undefined) {
		const all = [...right.slice(0, 1), ...left, ...right.slice(1)];
		return { remPx, left: [], right: [all.map(slotOf)], columnRem: 0, stacked: true };
	}
	const sideOf = shape.columns === 1 ? takeTurns : (ids: readonly PanelId[]) => divide(ids, shape.columns);
	return { remPx, left: sideOf(left), right: sideOf(right), columnRem: shape.columnRem, stacked: false };
}

function slotOf(...panels: [PanelId]): Slot {
	return { panels: [panels[0]], rem: ASKS_REM[panels[0]] };
}

/** One column: what is pinned has a place of its own, the others are dealt to the places that are left. */
function takeTurns(ids: readonly PanelId[]): Slot[][] {
	if (ids.length === 0) return [];
	const pinned = ids.filter((id) => PINNED.includes(id));
	const others = ids.filter((id) => !PINNED.includes(id));
	const places = Math.min(others.length, SLOTS_OF_A_COLUMN - pinned.length);
	const dealt = Array.from({ length: places }, (_, place) => others.filter((_, at) => at % places === place));
	const turns = dealt.map((panels) => ({ panels, rem: Math.max(...panels.map((id) => ASKS_REM[id])) }));
	return [[...pinned.map((id) => slotOf(id)), ...turns]];
}

/** So many columns, in order, the fullest of them as little full as can be. */
function divide(ids: readonly PanelId[], columns: number): Slot[][] {
	if (ids.length === 0) return [];
	if (columns === 1 || ids.length === 1) return [ids.map((id) => slotOf(id))];
	let best: { slots: Slot[][]; fullest: number } | null = null;
	for (let cut = 1; cut < ids.length; cut++) {
		const slots = [ids.slice(0, cut).map((id) => slotOf(id)), ...divide(ids.slice(cut), columns - 1)];
		const fullest = Math.max(...slots.map(heightOf));
		if (best === null || fullest < best.fullest) best = { slots, fullest };
	}
	return best!.slots;
}

function heightOf(column: readonly Slot[]): number {
	return column.reduce((sum, { rem }) => sum + rem, 0);
}

/** Which panel of a slot has its turn: they change every so many seconds, all at once. */
export const TURN_SECONDS = 20;
export function turnOf(slot: Slot, nowMs: number): PanelId {
	return slot.panels[Math.floor(nowMs / 1000 / TURN_SECONDS) % slot.panels.length];
}
