import { expect, test } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { unprojectGeometry } from '../../src/lib/geo/densify.ts';
import { NOTHING } from '../../src/lib/server/access/sight.ts';
import { nobody, operator, type Who } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { AnswerError } from '../../src/lib/server/http.ts';
import { askSiting } from '../../src/lib/server/siting/ask.ts';
import { dropGround } from '../../src/lib/server/siting/grounds.ts';
import type { GivenOrder } from '../../src/lib/server/siting/order.ts';
import { readProjectTypes } from '../../src/lib/server/siting/types.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-29';
const WHO = operator('tester');
const PLANE = planeOf(4547);

/** A square of 30 m with its south-western corner x, y metres from the middle, in longitude and latitude. */
function parcel(x: number, y: number, name = '地块'): GivenOrder['parcels'][number] {
	const ring = (square(x, y, 30) as { coordinates: number[][][] }).coordinates[0];
	const metric = { type: 'Polygon' as const, coordinates: [ring.map(([e, n]) => [MIDDLE[0] + e, MIDDLE[1] + n])] };
	return { name, geometry: unprojectGeometry(metric, PLANE), accuracyM: null };
}

function order(
	parcels: GivenOrder['parcels'],
	type = 'housing',
	facts: Record<string, unknown> = { 人数: 100 }
): GivenOrder {
	return {
		district: DISTRICT,
		parcels,
		proposal: { uses: [{ type, facts }], extends: null, existingAreaM2: null, months: null }
	};
}

/** An emptied database counts its versions anew, which one in service never does. */
async function emptied(open: () => Promise<Database>): Promise<Database> {
	const db = await open();
	await dropGround(db);
	return db;
}

const ask = (db: Database, given: GivenOrder, who: Who = WHO) => askSiting(db, who, given, TODAY);

describeBoth('A site', (open) => {
	test('is answered at 3 m, 5.000 m and 5.001 m of a trunk pipeline, with the line between the nearest points', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS, TRUNK]);
		const answer = await ask(db, order([parcel(100, 3), parcel(100, 5), parcel(100, 5.001)]));
		const of = (i: number) => answer.parcels[i].findings.find(({ rule }) => rule === 'PIPE-30-5')!;
		expect([0, 1, 2].map((i) => [of(i).measuredM, of(i).state, of(i).counts])).toEqual([
			[3, 'broken', 'veto'],
			[5, 'broken', 'veto'],
			[5.001, 'met', 'clear']
		]);
		const [from, to] = of(0).line!.map(([lng, lat]) => PLANE.project(lng, lat));
		expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(3, 6);
		expect(of(0).dataOn).toMatch(/^\d{4}-\d\d-\d\d$/);
		expect(answer.parcels[0].areaM2).toBeCloseTo(900, 3);
		expect(answer.proposal.uses[0].facts, 'a fact by its name').toEqual({ people: 100 });
		expect(answer.provenance).toMatchObject({ today: TODAY, district: { code: DISTRICT, metricSrid: 4547 } });
	});

	test('follows the data: what is imported after the first answer is in the next, and the hash tells', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS]);
		const before = await ask(db, order([parcel(100, 3)]));
		expect(before.parcels[0].verdict, 'no pipeline layer: not asked').toBe('undecided');
		expect(before.parcels[0].unasked.map(({ subject }) => subject)).toContain('layer:pipeline');
		await draw(db, [TRUNK]);
		const after = await ask(db, order([parcel(100, 3)]));
		expect(after.parcels[0].verdict).toBe('veto');
		expect(after.provenance.dataSha256).not.toBe(before.provenance.dataSha256);
		expect(after.provenance.orderSha256).toBe(before.provenance.orderSha256);
		const again = await ask(db, order([parcel(100, 3)]));
		expect(again.parcels).toEqual(after.parcels);
		expect(again.provenance.dataSha256).toBe(after.provenance.dataSha256);
	});

	test('that is partly beyond the border cannot be decided', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS, TRUNK]);
		const [{ verdict, unasked }] = (await ask(db, order([parcel(980, 500)]))).parcels;
		expect(verdict).toBe('undecided');
		expect(unasked.find(({ subject }) => subject === 'beyond:border')?.cause.text.zh).toContain('最远 10 米');
	});

	test('the project types ask for what the rules in force need', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS]);
		const { types } = await readProjectTypes(db, DISTRICT);
		expect(types.find(({ id }) => id === 'factory')?.facts.map(({ key }) => key)).toEqual(['fireClass']);
	});

	test('an order that cannot be read is refused in words that name the parcel or the fact', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS]);
		const refusal = async (given: GivenOrder): Promise<string> => {
			const error = await ask(db, given).catch((thrown: unknown) => thrown);
			if (!(error instanceof AnswerError)) throw error;
			expect(error.status).toBe(422);
			return `${error.text.zh} ${error.text.en}`;
		};
		const bow = {
			type: 'Polygon',
			coordinates: [
				[
					[114, 30.5],
					[114.001, 30.501],
					[114.001, 30.5],
					[114, 30.501],
					[114, 30.5]
				]
			]
		};
		expect(await refusal(order([{ name: '蝶形', geometry: bow, accuracyM: null }]))).toMatch(
			/parcels\.0 \(蝶形\).*meets itself/s
		);
		expect(await refusal(order([{ name: '', geometry: null, accuracyM: null }]))).toContain('parcels.0');
		expect(await refusal(order([parcel(0, 0)], 'castle', {}))).toContain('housing');
		expect(await refusal(order([parcel(0, 0)], 'housing', { people: '很多' }))).toContain('人数');
		expect(await refusal(order([parcel(0, 0)], 'housing', { colour: 'red' }))).toContain('colour');
		const flat = {
			type: 'Polygon',
			coordinates: [
				[
					[114, 30.5],
					[114.001, 30.5],
					[114.002, 30.5],
					[114, 30.5]
				]
			]
		};
		expect(await refusal(order([{ name: '', geometry: flat, accuracyM: null }]))).toMatch(/面积|area/);
	});

	test('a district that there is not, and somebody who does not see all of it', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS]);
		await expect(ask(db, { ...order([parcel(0, 0)]), district: '999999' })).rejects.toMatchObject({ status: 404 });
		const inspector: Who = {
			...nobody(null),
			sight: { rows: new Map([[DISTRICT, ['x']]]), tiers: new Set(['general']) }
		};
		await expect(ask(db, order([parcel(0, 0)]), inspector)).rejects.toMatchObject({ status: 403 });
		await expect(ask(db, order([parcel(0, 0)]), { ...inspector, sight: NOTHING })).rejects.toMatchObject({
			status: 403
		});
	});

	test('forty questions at once, while the district changes, are each answered whole', async () => {
		const db = await emptied(open);
		await draw(db, [...AREAS, TRUNK]);
		const later: Drawn = {
			layer: 'enterprise',
			key: 'shop',
			attributes: { kind: 'firework_retail' },
			geometry: { type: 'Point', coordinates: [0, 500] }
		};
		const asked = Array.from({ length: 40 }, (_, i) => ask(db, order([parcel(100, i)])));
		const [, ...answers] = await Promise.all([draw(db, [later]), ...asked]);
		answers.forEach(({ parcels }, i) => {
			const finding = parcels[0].findings.find(({ rule }) => rule === 'PIPE-30-5');
			if (i <= 5) expect(finding).toMatchObject({ measuredM: i, state: 'broken' });
			else expect(finding?.state ?? 'met').toBe('met');
		});
	});
});
