import type { DistrictInfo, Status } from '../api.ts';
import type { Box } from '../map/view.svelte.ts';
import type { AlertItem, DangerMark } from './api.ts';

/** Where the tour or a click sends the map; each new object is a new flight. */
export interface Focus {
	box: Box;
	/** The feature that is looked at; null: an area. */
	feature: string | null;
	at: [number, number] | null;
}

/** What was picked on the map: a feature, or a place where there is none. */
export type Picked = { kind: 'feature'; id: string } | { kind: 'place'; lng: number; lat: number };

/** What the wall's map is given. */
export interface WallMapProps {
	district: DistrictInfo;
	/** The newest run, whose levels the tiles carry; null: there is none. */
	run: number | null;
	basemap: Status['basemap'];
	/** What the map speaks of: risk, 隐患图, 整治进度图. */
	theme: 'risk' | 'dangers' | 'progress';
	focus: Focus | null;
	/** Zones of another moment than now; null: now. */
	moment: number | null;
	/** Two runs whose zones are compared; null: none. */
	difference: { a: number; b: number } | null;
	alerts: readonly AlertItem[];
	dangers: readonly DangerMark[];
	/** Share of dangers closed by subdistrict id, 0 to 1. */
	progress: Readonly<Record<string, number | null>>;
	/** The violations with a line each are drawn from /api/findings by the map itself. */
	stamp: string;
	reducedMotion: boolean;
	onpick: (picked: Picked) => void;
	/** A person touched the map: the tour has to wait. */
	ontouch: () => void;
	/** The map shows its first picture. */
	onshown: () => void;
}
