import type { Geometry } from 'geojson';
import { disagreement, keyOf, type Disagreement } from './agree.ts';
import type { ParcelAnswer, PlacedFinding } from './api.ts';
import type { DrawnParcel } from './parcel.ts';
import type { Proposal } from '../risk/siting/answer.ts';

/** What is said of one parcel, wherever it was worked out. */
export type Said = Omit<ParcelAnswer, 'parcel'>;

/** What the page itself said, and of what. */
export interface LiveAnswer {
	geometry: Geometry;
	proposal: Proposal;
	said: Said;
	/** Milliseconds that it took. */
	ms: number;
}

/** What is shown of one parcel. */
export interface Result {
	parcel: DrawnParcel;
	/** Null: nothing was answered yet. */
	said: Said | null;
	/** `server`: its answer to what stands there now. `page`: worked out here. `before`: of what stood there before. */
	from: 'server' | 'page' | 'before';
	/** Where page and server part; null: they agree, or only one of them answered. */
	parting: Disagreement<PlacedFinding> | null;
}

interface Asked {
	parcels: readonly DrawnParcel[];
	sound: readonly DrawnParcel[];
	proposal: Proposal;
	answer: { parcels: ParcelAnswer[] } | null;
	answered: { parcels: readonly DrawnParcel[]; proposal: Proposal } | null;
}
interface Moving {
	key: string | null;
	geometry: Geometry;
}

/** Of each parcel what is known of it: the server's answer where it speaks of what stands there now, else the page's own. */
export function resultsOf(asked: Asked, moving: Moving | null, live: ReadonlyMap<string, LiveAnswer>): Result[] {
	const isDrawing = moving !== null && moving.key === null;
	const drawing = isDrawing
		? [{ key: 'drawing', name: '', geometry: moving.geometry, accuracyM: null, notes: [] }]
		: [];
	return [...asked.sound, ...drawing].map((parcel) => {
		const moves = moving?.key === parcel.key;
		const server = moves ? null : serverOf(asked, parcel);
		const own = live.get(parcel.key);
		const page = own && own.proposal === asked.proposal && (moves || own.geometry === parcel.geometry) ? own : null;
		if (server?.isNow) {
			const parting = page ? disagreement(page.said, server.said) : null;
			return { parcel, said: server.said, from: 'server', parting };
		}
		if (page) return { parcel, said: page.said, from: 'page', parting: null };
		return { parcel, said: server?.said ?? null, from: 'before', parting: null };
	});
}

function serverOf({ answer, answered, proposal }: Asked, parcel: DrawnParcel): { said: Said; isNow: boolean } | null {
	const at = answered?.parcels.findIndex(({ key }) => key === parcel.key) ?? -1;
	const before = answered?.parcels[at];
	const said = answer?.parcels[at];
	if (!before || !said) return null;
	return { said, isNow: before.geometry === parcel.geometry && answered?.proposal === proposal };
}

/** The id of a finding on the page: it stays the same while the shape is dragged. */
export function idOf(parcel: DrawnParcel, finding: PlacedFinding): string {
	return `${parcel.key} ${keyOf(finding)}`;
}
