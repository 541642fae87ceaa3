import { expect, test } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { unprojectGeometry } from '../../src/lib/geo/densify.ts';
import { operator } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { confirmAbsence, listAbsences, withdrawAbsence } from '../../src/lib/server/siting/absences.ts';
import { askSiting } from '../../src/lib/server/siting/ask.ts';
import {
	changeCase,
	checkCase,
	listCases,
	makeCase,
	readCase,
	removeCase,
	type CaseOrder
} from '../../src/lib/server/siting/cases.ts';
import { dropGround } from '../../src/lib/server/siting/grounds.ts';
import { setFindingOverride, withdrawFindingOverride } from '../../src/lib/server/siting/set-finding-override.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const WHO = operator('规划员');
const PLANE = planeOf(4547);
const SHOP: Drawn = {
	layer: 'enterprise',
	key: 'shop',
	attributes: { kind: 'firework_retail' },
	geometry: { type: 'Point', coordinates: [100, 95] }
};

function variant(name: string, y: number, type = 'school'): CaseOrder['variants'][number] {
	const ring = (square(100, y, 30) as { coordinates: number[][][] }).coordinates[0];
	const metric = { type: 'Polygon' as const, coordinates: [ring.map(([e, n]) => [MIDDLE[0] + e, MIDDLE[1] + n])] };
	const proposal = { uses: [{ type, facts: { people: 300 } }], extends: null, existingAreaM2: null, months: null };
	return { name, parcels: [{ name: '地块', geometry: unprojectGeometry(metric, PLANE), accuracyM: null }], proposal };
}

async function opened(open: () => Promise<Database>): Promise<Database> {
	const db = await open();
	await dropGround(db);
	await draw(db, [...AREAS, TRUNK]);
	return db;
}

const actions = async (db: Database) => {
	const { rows } = await db.query<{ action: string }>('select action from audit order by seq');
	return rows.map(({ action }) => action).filter((action) => /^(siting|absence)/.test(action));
};

describeBoth('A case', (open) => {
	test('is saved with its alternatives, found again, changed and removed, and the audit tells', async () => {
		const db = await opened(open);
		const made = await makeCase(db, WHO, {
			district: DISTRICT,
			name: '小学',
			variants: [variant('A', 3), variant('B', 300)]
		});
		expect(made.verdicts).toEqual(['veto', 'undecided']);
		expect(made.changed).toBeNull();
		expect(await readCase(db, DISTRICT, made.id)).toEqual(made);
		expect(await listCases(db, DISTRICT)).toMatchObject([
			{ id: made.id, name: '小学', verdicts: ['veto', 'undecided'] }
		]);
		const moved = await changeCase(db, WHO, made.id, {
			district: DISTRICT,
			name: '小学',
			variants: [variant('A', 300)]
		});
		expect(moved.history.map(({ verdicts }) => verdicts)).toEqual([['undecided'], ['veto', 'undecided']]);
		expect(moved.changed).toMatchObject([
			{ variant: 0, verdict: { before: 'veto', after: 'undecided' }, because: ['order'] }
		]);
		await removeCase(db, WHO, DISTRICT, made.id);
		await expect(readCase(db, DISTRICT, made.id)).rejects.toMatchObject({ status: 404 });
		expect(await actions(db)).toEqual(['siting.save', 'siting.change', 'siting.remove']);
	});

	test('that is checked again later says what changed, and because of what', async () => {
		const db = await opened(open);
		const { id } = await makeCase(db, WHO, { district: DISTRICT, name: '小学', variants: [variant('A', 40)] });
		const same = await checkCase(db, WHO, DISTRICT, id);
		expect(same.changed).toEqual([]);
		await draw(db, [SHOP]);
		const later = await checkCase(db, WHO, DISTRICT, id);
		expect(later.changed).toMatchObject([
			{ verdict: { before: 'undecided', after: 'veto' }, gone: [], changed: [], because: ['data'] }
		]);
		expect(later.changed![0].appeared.map(({ rule }) => rule)).toEqual(['FW-100']);
		expect(later.history).toHaveLength(3);
	});

	test('keeps what the rules give beside what somebody decided of a finding', async () => {
		const db = await opened(open);
		const made = await makeCase(db, WHO, { district: DISTRICT, name: '小学', variants: [variant('A', 3)] });
		const { rule, other } = made.answers[0].parcels[0].findings.find(({ counts }) => counts === 'veto')!;
		const order = { district: DISTRICT, variant: 0, parcel: 0, rule, other: other!.id, counts: 'conditional' as const };
		const set = await setFindingOverride(db, WHO, made.id, { ...order, reason: '管道已改线', approver: '李处长' });
		const [parcel] = set.answers[0].parcels;
		const finding = parcel.findings.find((one) => one.rule === rule)!;
		expect(finding).toMatchObject({
			counts: 'veto',
			override: { counts: 'conditional', approver: '李处长', madeBy: '规划员' }
		});
		expect(parcel.verdict, 'what the rules give').toBe('veto');
		expect(parcel.overridden, 'layers are missing still').toBe('undecided');
		await expect(
			setFindingOverride(db, WHO, made.id, { ...order, rule: 'FW-100', reason: 'x', approver: 'y' })
		).rejects.toMatchObject({ status: 422 });
		const back = await withdrawFindingOverride(db, WHO, DISTRICT, made.id, finding.override!.id);
		expect(back.answers[0].parcels[0].overridden).toBeUndefined();
		expect(await actions(db)).toEqual(['siting.save', 'siting.override', 'siting.override-withdraw']);
	});

	test('that cannot be read saves nothing', async () => {
		const db = await opened(open);
		const wrong = { ...variant('A', 3), parcels: [{ name: '', geometry: null, accuracyM: null }] };
		await expect(makeCase(db, WHO, { district: DISTRICT, name: '错', variants: [wrong] })).rejects.toMatchObject({
			status: 422
		});
		expect(await listCases(db, DISTRICT)).toEqual([]);
	});
});

describeBoth('An absence', (open) => {
	test('that somebody confirmed lets an empty layer answer, until it is taken back', async () => {
		const db = await opened(open);
		const order = { district: DISTRICT, ...variant('A', 300, 'factory'), name: undefined };
		const ask = async () =>
			(
				await askSiting(db, WHO, {
					district: DISTRICT,
					parcels: order.parcels,
					proposal: { ...order.proposal, uses: [{ type: 'factory', facts: { fireClass: '戊' } }] }
				})
			).parcels[0];
		const before = await ask();
		expect(before.verdict).toBe('undecided');
		const subjects = before.unasked.map(({ subject }) => subject);
		const confirmed = await confirmAbsence(db, WHO, { district: DISTRICT, subjects, basis: '电力公司复函' });
		expect((await ask()).verdict).toBe('clear');
		expect(await listAbsences(db, DISTRICT)).toHaveLength(confirmed.length);
		await withdrawAbsence(db, WHO, DISTRICT, confirmed[0].id);
		expect((await ask()).unasked.map(({ subject }) => subject)).toEqual([confirmed[0].subject]);
		expect((await actions(db)).at(-1)).toBe('absence.withdraw');
	});

	test('is not confirmed of a layer that holds something, of a role that has a layer, or twice', async () => {
		const db = await opened(open);
		const confirm = (subject: string) =>
			confirmAbsence(db, WHO, { district: DISTRICT, subjects: [subject], basis: '复函' });
		await expect(confirm('layer:pipeline')).rejects.toMatchObject({ status: 409 });
		await expect(confirm('role:school')).rejects.toMatchObject({ status: 422 });
		await expect(confirm('layer:castle')).rejects.toMatchObject({ status: 422 });
		await confirm('role:airport');
		await expect(confirm('role:airport')).rejects.toMatchObject({ status: 409 });
	});
});
