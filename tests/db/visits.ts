import { createHash, randomUUID } from 'node:crypto';
import type { Checklist } from '../../src/lib/risk/checklists/checklist.ts';
import type {
	PhotoNote,
	RoundDetail,
	RoundOrder,
	VisitAnswer,
	VisitFields,
	VisitOrder
} from '../../src/lib/rounds/api.ts';
import type { Who } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { packRound } from '../../src/lib/server/rounds/pack.ts';
import { planRound } from '../../src/lib/server/rounds/plan.ts';
import { keepPhoto } from '../../src/lib/server/visits/photos.ts';
import { finder, NOW, UNIT, point } from './dangers.ts';
import type { Drawn } from './small-district.ts';
import { DISTRICT } from './two-subdistricts.ts';

/** Units of the western subdistrict, a row of them; the first is a petrol station, which has a list of its own. */
export const ROW: Drawn[] = [0, 1, 2, 3].map((i) => ({
	...UNIT,
	key: `w${i}`,
	name: `西厂${i}`,
	attributes: { ...UNIT.attributes, ...(i === 0 && { kind: 'petrol_station' }), phone: `027-0000-000${i}` },
	geometry: point(-900 + 200 * i, 300)
}));
export const FIRST = 'enterprise/w0';

export const roundOrder = (changes: Partial<RoundOrder> = {}): RoundOrder => ({
	district: DISTRICT,
	id: randomUUID(),
	day: '2026-11-23',
	name: '周一检查',
	sites: null,
	...changes
});

/** A round of one stop, and what is asked there. */
export async function planned(
	db: Database,
	feature = FIRST,
	who: Who = finder
): Promise<{ round: RoundDetail; visit: string; checklist: Checklist }> {
	const round = await planRound(db, who, roundOrder({ sites: [feature] }), NOW);
	const { sites } = await packRound(db, who, DISTRICT, round.id, NOW);
	return { round, visit: round.stops[0].visit, checklist: sites[feature].checklist };
}

export const answer = (value: VisitAnswer['value'], photos: string[] = []): VisitAnswer => ({
	value,
	note: '',
	photos
});
export const fields = (changes: Partial<VisitFields> = {}): VisitFields => ({
	answers: {},
	note: '',
	metWith: '',
	...changes
});

/** A visit as a phone sends it, begun just now. */
export function sent(
	visit: { visit: string; round: RoundDetail | null; checklist: Checklist },
	changes: Partial<VisitOrder> = {}
): VisitOrder {
	return {
		district: DISTRICT,
		id: visit.visit,
		feature: FIRST,
		round: visit.round?.id ?? null,
		version: 0,
		sending: randomUUID(),
		checklist: { id: visit.checklist.id, version: visit.checklist.version },
		fields: fields(),
		startedAt: '2026-11-23T01:00:00.000Z',
		handedInAt: null,
		place: null,
		photos: [],
		...changes
	};
}

/** Bytes that begin as a photo does, each `n` others. */
export function jpeg(n: number): Uint8Array {
	return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(`photo ${n}`), 0, 255, 0x5c, 0x27]);
}
export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const noteOf = (bytes: Uint8Array): PhotoNote => ({
	sha256: hashOf(bytes),
	type: 'image/jpeg',
	bytes: bytes.length,
	takenAt: '2026-11-23T01:10:00.000Z',
	place: { lng: 113.99, lat: 30.49, accuracyM: 8 }
});
export const arrive = (db: Database, bytes: Uint8Array, who: Who = finder) =>
	keepPhoto(db, who, DISTRICT, hashOf(bytes), bytes);

/** Everything in order, with a photo wherever one is wanted. */
export function complete({ items }: Checklist, photo: string): VisitFields['answers'] {
	return Object.fromEntries(
		items.map((item) => {
			const value = item.answer === 'number' ? (item.range?.max ?? 0) : 'yes';
			return [item.id, answer(value, item.wantsPhoto ? [photo] : [])];
		})
	);
}
