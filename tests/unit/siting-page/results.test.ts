import { describe, expect, it } from 'vitest';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import type { SitingAnswer } from '../../../src/lib/siting/api.ts';
import { NO_PROPOSAL } from '../../../src/lib/siting/draft.ts';
import type { DrawnParcel } from '../../../src/lib/siting/parcel.ts';
import { resultsOf, standingOf, type LiveAnswer, type Said } from '../../../src/lib/siting/result.ts';
import { nearestPosition, nearestVertex } from '../../../src/lib/siting/snap.ts';

const parcel = (key: string): DrawnParcel => ({
	key,
	name: key,
	geometry: { type: 'Point', coordinates: [114, 30] },
	accuracyM: null,
	notes: []
});
const VERSIONS = { dataVersion: 4, rulesVersion: '2026-11' };
const said = (verdict: Said['verdict']) => ({ verdict, findings: [] }) as unknown as Said;

describe('what is shown of a parcel', () => {
	const a = parcel('a');
	const parcels = [a];
	const answer = { provenance: VERSIONS, parcels: [said('veto')] } as unknown as SitingAnswer;
	const asked = {
		parcels,
		sound: parcels,
		proposal: NO_PROPOSAL,
		answer,
		askedOf: 's1',
		answered: { parcels, proposal: NO_PROPOSAL }
	};
	const live = (part: Partial<LiveAnswer> = {}) =>
		new Map<string, LiveAnswer>([
			[
				'a',
				{
					geometry: a.geometry,
					accuracyM: null,
					proposal: NO_PROPOSAL,
					standing: standingOf('s1', VERSIONS),
					said: said('clear'),
					ms: 1,
					...part
				}
			]
		]);

	it('is the answer of the server where it speaks of what stands there now, and both where they part', () => {
		const [result] = resultsOf(asked, null, live());
		expect([result.from, result.said?.verdict]).toEqual(['server', 'veto']);
		expect(result.parting).toMatchObject({ page: 'clear', server: 'veto' });
	});

	it('is never held against an answer of other data, rules or another place', () => {
		const older = live({ standing: standingOf('s1', { ...VERSIONS, dataVersion: 3 }) });
		expect(resultsOf(asked, null, older)[0].parting).toBeNull();
		const elsewhere = live({ geometry: { type: 'Point', coordinates: [1, 1] } });
		expect(resultsOf(asked, null, elsewhere)[0].parting).toBeNull();
	});

	it('is the page while it is dragged, and what stood before is told as such', () => {
		const moving = { key: 'a', geometry: { type: 'Point' as const, coordinates: [114.1, 30] } };
		expect(resultsOf(asked, moving, live())[0]).toMatchObject({ from: 'page', said: { verdict: 'clear' } });
		const dragged = { ...a, geometry: moving.geometry };
		const after = { ...asked, parcels: [dragged], sound: [dragged] };
		expect(resultsOf(after, null, live())[0]).toMatchObject({ from: 'before', said: { verdict: 'veto' } });
		expect(resultsOf({ ...asked, proposal: { ...NO_PROPOSAL } }, null, live())[0].from).toBe('before');
		const lessExact = { ...a, accuracyM: 3 };
		expect(resultsOf({ ...asked, parcels: [lessExact], sound: [lessExact] }, null, live())[0].from).toBe('before');
	});

	it('speaks of a shape that is being drawn, before it is a parcel', () => {
		const drawing = { key: null, geometry: a.geometry };
		expect(resultsOf({ ...asked, sound: [], parcels: [] }, drawing, new Map())[0]).toMatchObject({ said: null });
	});
});

it('snaps to the nearest vertex of a neighbour within reach, to the bit, and to none beyond', () => {
	const plane = planeOf(4547);
	const vertices = { plane, xy: [Float64Array.of(511500, 3394900, 511503, 3394900), Float64Array.of(511501, 3394904)] };
	const at = (x: number, y: number) => plane.unproject(x, y);
	expect(nearestVertex(vertices, at(511502, 3394900.5), 0.0001)).toEqual(at(511503, 3394900));
	expect(nearestVertex(vertices, at(511501, 3394903), 0.0001)).toEqual(at(511501, 3394904));
	expect(nearestVertex(vertices, at(511540, 3394900), 0.0001)).toBeUndefined();
});

it('snaps to a corner of another parcel of its own, and to none beyond reach', () => {
	const corners = [
		[114, 30],
		[114.001, 30]
	];
	expect(nearestPosition(corners, [114.00002, 30.00001], 0.00005)).toBe(corners[0]);
	expect(nearestPosition(corners, [114.0005, 30], 0.00005)).toBeUndefined();
});
