import type { Geometry } from 'geojson';
import { disagreement, keyOf, type Disagreement } from './agree.ts';
import type { ParcelAnswer, PlacedFinding, Provenance, SitingAnswer } from './api.ts';
import type { DrawnParcel } from './parcel.ts';
import type { Proposal } from '../risk/siting/answer.ts';

/** What is said of one parcel, wherever it was worked out. */
export type Said = Omit<ParcelAnswer, 'parcel'>;

/** What the page itself said, and of what. */
export interface LiveAnswer {
	geometry: Geometry;
	accuracyM: number | null;
	proposal: Proposal;
	/** Of which state of the data and of the rules. */
	standing: string;
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

/** The state of data and rules that an answer is of: only answers of one state can be held against each other. */
export function standingOf(
	stamp: string,
	{ dataVersion, rulesVersion }: Pick<Provenance, 'dataVersion' | 'rulesVersion'>
): string {
	return `${stamp} ${dataVersion} ${rulesVersion}`;
}

interface Asked {
	parcels: readonly DrawnParcel[];
	sound: readonly DrawnParcel[];
	proposal: Proposal;
	answer: SitingAnswer | null;
	/** The stamp of the data when it was asked. */
	askedOf: string | null;
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
		const page = own && own.proposal === asked.proposal && (moves || isSame(own, parcel)) ? own : null;
		if (server?.isNow) {
			const isOfOneState = page?.standing === server.standing;
			const parting = page && isOfOneState ? disagreement(page.said, server.said) : null;
			return { parcel, said: server.said, from: 'server', parting };
		}
		if (page) return { parcel, said: page.said, from: 'page', parting: null };
		return { parcel, said: server?.said ?? null, from: 'before', parting: null };
	});
}

function serverOf(
	{ answer, answered, askedOf, proposal }: Asked,
	parcel: DrawnParcel
): { said: Said; isNow: boolean; standing: string } | null {
	const at = answered?.parcels.findIndex(({ key }) => key === parcel.key) ?? -1;
	const before = answered?.parcels[at];
	const said = answer?.parcels[at];
	if (!before || !said) return null;
	const isNow = isSame(before, parcel) && answered?.proposal === proposal;
	return { said, isNow, standing: standingOf(askedOf ?? '', answer.provenance) };
}

/** Is it the same for the rules? A name plays no part. */
export function isSame(
	a: Pick<DrawnParcel, 'geometry' | 'accuracyM'>,
	b: Pick<DrawnParcel, 'geometry' | 'accuracyM'>
): boolean {
	return a.geometry === b.geometry && a.accuracyM === b.accuracyM;
}

/** The id of a finding on the page: it stays the same while the shape is dragged. */
export function idOf(parcel: DrawnParcel, finding: PlacedFinding): string {
	return `${parcel.key} ${keyOf(finding)}`;
}
