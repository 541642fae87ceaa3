import { expect, test } from 'vitest';
import { ROLE_IDS, roleOf } from '../../src/lib/access/roles.ts';
import { tierOf, type Tier } from '../../src/lib/access/tiers.ts';
import type { LayerId } from '../../src/lib/risk/layer.ts';
import { EVERYTHING, sightOf, type Sight } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { listCsv } from '../../src/lib/server/lists/csv.ts';
import { readListNames } from '../../src/lib/server/lists/names.ts';
import { readRiskList } from '../../src/lib/server/lists/read.ts';
import { compareRuns } from '../../src/lib/server/runs/compare.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { describeBoth } from './both.ts';
import { draw } from './small-district.ts';
import { DISTRICT, EVERY_FEATURE, WEST, WESTERN } from './two-subdistricts.ts';

const WORKS = 'enterprise/west-works';
const TANKS = 'hazard_source/west-tanks';
const HOUSE = 'building/west-house';
const TRUNK = 'pipeline/trunk';
const TODAY = '2026-11-23';
const SIGHTS = new Map(ROLE_IDS.map((role) => [role, sightOf(role, { [DISTRICT]: [WEST] })]));
/** Enough chlorine for another grade: a comparison then tells why. */
const MORE = [{ name: '氯', cas: '7782-50-5', tonnes: 400 }];
const planner = SIGHTS.get('planner')!;

/** One secret of each tier, where it stands, and what it looks like wherever it may turn up. */
const SECRETS: Record<Exclude<Tier, 'general'>, RegExp> = {
	persons: /赵示安|钱示宁|孙示平|李示康|周示乐|吴示和/,
	phones: /027-0000-000/,
	inventory: /氯|7782-50-5|"lpgVolumeM3","name"[^}]*"value":80|Σβq/
};

describeBoth('The fields of a feature', (open) => {
	async function assessed(): Promise<Database> {
		const db = await open();
		await draw(db, EVERY_FEATURE);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		return db;
	}

	test('are disclosed to each role by their tier, and no other; what is withheld is named', async () => {
		const db = await assessed();
		for (const [role, sight] of SIGHTS) {
			for (const id of [WORKS, TANKS, HOUSE, TRUNK]) {
				const feature = await readFeature(db, sight, DISTRICT, id);
				if (roleOf(role).rows === 'none') {
					expect(feature, `${id} for ${role}`).toBeNull();
					continue;
				}
				const onRecord = keysOf(id);
				const isSeen = (key: string) => sight.tiers.has(tierOf(id.split('/')[0] as LayerId, key));
				const shown = feature!.attributes.map(({ key }) => key).sort();
				expect(shown, `${id} for ${role}`).toEqual(onRecord.filter(isSeen));
				const withheld = feature!.withheld.map(({ key }) => key).sort();
				expect(withheld, `withheld of ${id} from ${role}`).toEqual(onRecord.filter((key) => !isSeen(key)));
			}
		}
	});

	test('stand in no answer to a role that has not their tier', async () => {
		const db = await assessed();
		const first = (await readRiskList(db, EVERYTHING, DISTRICT, TODAY))!.run;
		await draw(db, [{ ...WESTERN[1], attributes: { ...WESTERN[1].attributes, inventory: MORE } }]);
		const { run } = await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		for (const [role, sight] of SIGHTS) {
			if (roleOf(role).rows === 'none') continue;
			const answers = JSON.stringify([await readDetails(db, sight), await readLists(db, sight)]);
			const comparison = sight.rows === null ? JSON.stringify(await compareRuns(db, sight, DISTRICT, first, run)) : '';
			for (const [tier, secret] of Object.entries(SECRETS) as [Tier, RegExp][]) {
				expect(secret.test(answers), `${tier} for ${role}`).toBe(sight.tiers.has(tier));
				if (!sight.tiers.has(tier)) expect(comparison, `${tier} for ${role}`).not.toMatch(secret);
			}
		}
		expect(JSON.stringify(await compareRuns(db, EVERYTHING, DISTRICT, first, run))).toMatch(SECRETS.inventory);
	});

	test('a reason keeps rule, clause, confidence and level where its numbers are withheld', async () => {
		const db = await assessed();
		const ruleOf = (sight: Sight) =>
			readFeature(db, sight, DISTRICT, TANKS).then((one) => one!.reasons.find(({ rule }) => rule === 'GB18218-R')!);
		const [whole, seen] = [await ruleOf(EVERYTHING), await ruleOf(planner)];
		const { rule, clause, confidence, level } = whole;
		expect(seen).toMatchObject({ rule, clause, confidence, level, inputs: {}, measured: null, limit: null });
		expect(whole.measured).not.toBeNull();
		// Why there is no level would tell of the inventory too.
		const broken = { ...WESTERN[1].attributes, inventory: [{ name: '氯', cas: '7664-41-7', tonnes: 40 }] };
		await draw(db, [{ ...WESTERN[1], attributes: broken }]);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		const of = async (sight: Sight) => JSON.stringify((await readFeature(db, sight, DISTRICT, TANKS))!.reasons);
		expect(await of(EVERYTHING)).toContain('氯');
		expect(await of(planner)).not.toContain('氯');
	});

	test('of a list say 不披露 where they are withheld, and 未登记 where nothing is on record', async () => {
		const db = await assessed();
		const csvOf = async (sight: Sight) => {
			const list = (await readRiskList(db, sight, DISTRICT, TODAY))!;
			return listCsv(list, 'responsibility', await readListNames(db, DISTRICT, list.run));
		};
		const wall = await csvOf(SIGHTS.get('wall')!);
		expect(wall).toContain('赵示安');
		expect(wall).toContain('不披露');
		expect(wall).toContain('未登记');
		expect(await csvOf(SIGHTS.get('leader')!)).not.toContain('不披露');
		expect(await csvOf(planner)).not.toContain('未登记","不披露');
	});

	test('that are withheld cannot be overwritten: the refusal names them', async () => {
		const db = await assessed();
		const { updatedAt } = (await readFeature(db, EVERYTHING, DISTRICT, WORKS))!;
		const who = { ...SYSTEM, sight: planner };
		const refused = changeFeature(db, who, DISTRICT, WORKS, { updatedAt, attributes: { phone: '027-1' } });
		await expect(refused).rejects.toMatchObject({ status: 403, code: 'not-disclosed' });
		await expect(refused).rejects.toThrow(/^phone/);
		await changeFeature(db, who, DISTRICT, WORKS, { updatedAt, attributes: { employees: 12 } });
		const after = (await readFeature(db, EVERYTHING, DISTRICT, WORKS))!;
		expect(after.attributes.find(({ key }) => key === 'phone')?.value).toBe('027-0000-0001');
		await dropStanding(db);
	});
});

function keysOf(id: string): string[] {
	const drawn = WESTERN.find(({ layer, key }) => `${layer}/${key}` === id)!;
	return Object.keys(drawn.attributes!).sort();
}

function readDetails(db: Database, sight: Sight) {
	return Promise.all([WORKS, TANKS, HOUSE, TRUNK].map((id) => readFeature(db, sight, DISTRICT, id)));
}

async function readLists(db: Database, sight: Sight) {
	const list = (await readRiskList(db, sight, DISTRICT, TODAY))!;
	const names = await readListNames(db, DISTRICT, list.run);
	return [list, listCsv(list, 'risk', names), listCsv(list, 'responsibility', names)];
}
