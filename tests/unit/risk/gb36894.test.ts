import { describe, expect, test } from 'vitest';
import { ruleOf } from '../../../src/lib/risk/clearance/catalogue.ts';
import { clear } from '../../../src/lib/risk/clearance/clear.ts';
import { roleById, roleOf } from '../../../src/lib/risk/clearance/role.ts';
import { DistrictBuilder } from '../../../src/lib/risk/district.ts';
import type { Attributes, LayerId } from '../../../src/lib/risk/layer.ts';
import { layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { writeWkb } from '../../../src/lib/geo/wkb.ts';
import {
	PROTECTION_CLASSES,
	protectionClassOf,
	requiredContourOf,
	type ProtectionClass
} from '../../../src/lib/risk/standards/gb36894.ts';

const classOf = (layer: LayerId, attributes: Attributes) => {
	const found = protectionClassOf(layer, attributes, SHIPPED);
	return 'class' in found ? found.class : 'missing' in found ? { missing: found.missing } : 'none';
};

describe('classes of protection targets', () => {
	test.each(['school', 'kindergarten', 'hospital', 'elder_care'])(
		'%s is highly sensitive whatever its size and whatever is on record',
		(kind) => {
			expect(classOf('protection_target', { kind })).toBe('sensitive');
			expect(classOf('protection_target', { kind, people: 3, classGB36894: 'general_3' })).toBe('sensitive');
		}
	);

	test('the class on record goes before the scale', () => {
		expect(classOf('protection_target', { kind: 'residential', people: 5, classGB36894: 'general_1' })).toBe(
			'general_1'
		);
		expect(classOf('protection_target', { classGB36894: 'important' })).toBe('important');
	});

	test.each<[LayerId, Attributes, unknown]>([
		['building', { use: 'dwelling', households: 30 }, 'general_1'],
		['building', { use: 'dwelling', households: 29 }, 'general_2'],
		['building', { use: 'residential', households: 10 }, 'general_2'],
		['building', { use: 'residential', households: 9 }, 'general_3'],
		['building', { use: 'residential', households: 9, people: 100 }, 'general_1'],
		['building', { use: 'residential', people: 30 }, 'general_2'],
		['building', { use: 'residential' }, { missing: 'households' }],
		['building', { use: 'office', people: 99 }, 'general_2'],
		['building', { use: 'commercial', people: 300 }, 'general_1'],
		['building', { use: 'other', people: 29 }, 'general_3'],
		['building', { use: 'factory' }, 'none'],
		['building', {}, { missing: 'use' }],
		['protection_target', { kind: 'market', floorAreaM2: 5000 }, 'general_1'],
		['protection_target', { kind: 'market', floorAreaM2: 1499, people: 100 }, 'general_2'],
		['protection_target', { kind: 'crowd', floorAreaM2: 2999 }, 'general_2'],
		['protection_target', { kind: 'residential' }, { missing: 'people' }],
		['protection_target', { kind: 'residential', people: -4 }, { missing: 'people' }],
		['protection_target', { kind: 'metro' }, 'important'],
		['protection_target', { kind: 'logistics_hub', people: 100 }, 'general_2'],
		['protection_target', { kind: 'water_source' }, 'none'],
		['protection_target', { kind: 'other' }, { missing: 'classGB36894' }],
		['protection_target', {}, { missing: 'kind' }],
		['road', { kind: 'county' }, 'none']
	])('%s with %o is %o', (layer, attributes, expected) => {
		expect(classOf(layer, attributes)).toEqual(expected);
	});

	test('the reason says which measure decided, and that the number was recalled', () => {
		const found = protectionClassOf('building', { use: 'dwelling', households: 9, people: 120 }, SHIPPED);
		expect(found).toMatchObject({
			class: 'general_1',
			reasons: [{ measured: 120, limit: 100, unit: '人', confidence: 'RECALLED', level: null }]
		});
	});
});

test.each<[ProtectionClass, 'new' | 'existing', string]>([
	['sensitive', 'new', '3e-7'],
	['important', 'new', '3e-7'],
	['general_1', 'existing', '3e-6'],
	['general_2', 'new', '3e-6'],
	['general_2', 'existing', '1e-5'],
	['general_3', 'new', '1e-5'],
	['general_3', 'existing', '3e-5']
])('%s, %s: outside the contour %s, a number that was recalled', (of, phase, contour) => {
	expect(requiredContourOf(of, phase, SHIPPED)).toMatchObject({
		contour,
		perYear: Number(contour),
		clause: 'GB 36894-2018 表2',
		confidence: 'RECALLED'
	});
});

describe('the roles of the catalogue and the standard agree', () => {
	const ROLE: Readonly<Record<ProtectionClass, string>> = {
		sensitive: 'high',
		important: 'high',
		general_1: 'high',
		general_2: '2',
		general_3: '3'
	};
	const sizes = (key: string, values: (number | null)[]) =>
		values.map((value): Attributes => (value === null ? {} : { [key]: value }));
	const product = (...sets: Attributes[][]): Attributes[] =>
		sets.reduce((all, set) => all.flatMap((one) => set.map((more) => ({ ...one, ...more }))), [{} as Attributes]);
	const choices = (layer: LayerId, key: string) => {
		const values = layerOf(layer).attributes.find((one) => one.key === key)?.choices ?? [];
		return [{}, ...values.map(({ value }): Attributes => ({ [key]: value }))];
	};
	const PEOPLE = sizes('people', [null, 0, 29, 30, 99, 100, 299, 300, 5000]);
	const everything: [LayerId, Attributes[]][] = [
		['building', product(choices('building', 'use'), PEOPLE, sizes('households', [null, 0, 9, 10, 29, 30]))],
		[
			'protection_target',
			product(
				choices('protection_target', 'kind'),
				choices('protection_target', 'classGB36894'),
				PEOPLE,
				sizes('floorAreaM2', [null, 0, 1499, 1500, 2999, 3000, 4999, 5000])
			)
		]
	];

	test.each(everything)('for every %s, in service or new', (layer, features) => {
		let asked = 0;
		for (const attributes of features) {
			const found = protectionClassOf(layer, attributes, SHIPPED);
			for (const phase of ['existing', 'new'] as const) {
				const at = phase === 'new' ? { ...attributes, phase } : attributes;
				const answers = ['high', '2', '3'].map((of) => roleOf(`gb36894_${of}_${phase}`, layer, at, SHIPPED));
				const other = phase === 'new' ? 'existing' : 'new';
				const others = ['high', '2', '3'].map((of) => roleOf(`gb36894_${of}_${other}`, layer, at, SHIPPED));
				const what = `${layer} ${JSON.stringify(at)}: ${JSON.stringify(answers)}`;
				if (JSON.stringify(others) !== '["no","no","no"]') throw new Error(`${what}, the other phase plays too`);
				const isRight =
					'class' in found
						? ['high', '2', '3'].every((of, i) => answers[i] === (ROLE[found.class] === of ? 'yes' : 'no'))
						: 'missing' in found
							? answers.every((answer) => answer !== 'yes') && answers.some((answer) => answer !== 'no')
							: answers.every((answer) => answer === 'no');
				if (!isRight) throw new Error(`${what}, the standard says ${JSON.stringify(found)}`);
				asked++;
			}
		}
		expect(asked).toBe(2 * features.length);
	});

	test('a database can choose them: no judgement is needed', () => {
		for (const of of ['high', '2', '3']) {
			for (const phase of ['new', 'existing']) {
				for (const play of roleById(`gb36894_${of}_${phase}`, SHIPPED).plays) {
					expect(play.where.every((one) => one.judge === undefined)).toBe(true);
				}
			}
		}
	});

	test('every class of the layer has its role', () => {
		const values = layerOf('protection_target').attributes.find((one) => one.key === 'classGB36894')?.choices ?? [];
		expect(values.map((choice) => choice.value)).toEqual([...PROTECTION_CLASSES]);
	});
});

describe('contours on the map', () => {
	const square = (x: number, size: number) =>
		writeWkb({
			type: 'Polygon',
			coordinates: [
				[
					[x, 0],
					[x + size, 0],
					[x + size, size],
					[x, size],
					[x, 0]
				]
			]
		});
	const QRA = ['QRA-3E-7', 'QRA-3E-6', 'QRA-1E-5', 'QRA-3E-5'].map((id) => ruleOf(id, SHIPPED));
	const ask = (features: [string, LayerId, Attributes, Uint8Array][]) => {
		const builder = new DistrictBuilder();
		for (const [id, layer, attributes, wkb] of features) {
			builder.add({ id, layer, name: id, attributes, accuracyM: null, wkb });
		}
		return clear(builder.finish(), QRA, '2026-11-23');
	};
	const contour = { kind: 'individual_risk', frequency: '3e-6' };

	test('a school inside the contour of its class is broken, one that stands clear is not', () => {
		const { findings, asked } = ask([
			['c', 'risk_contour', contour, square(0, 100)],
			['in', 'protection_target', { kind: 'school' }, square(50, 10)],
			['beside', 'protection_target', { kind: 'school' }, square(103, 10)],
			['far', 'protection_target', { kind: 'school' }, square(500, 10)]
		]);
		expect(asked).toEqual(['QRA-3E-6']);
		expect(findings.map(({ target, state }) => [target, state])).toEqual([
			['in', 'broken'],
			['beside', 'met']
		]);
	});

	test('a house whose households nobody recorded is undecided, and says what lacks', () => {
		const { findings } = ask([
			['c', 'risk_contour', { ...contour, frequency: '3e-5' }, square(0, 100)],
			['house', 'building', { use: 'dwelling' }, square(50, 10)]
		]);
		expect(findings).toMatchObject([
			{ rule: 'QRA-3E-5', state: 'undecided', cause: { code: 'attribute-missing', attribute: 'households' } }
		]);
	});

	test('a contour without its frequency may be any of them', () => {
		const { findings } = ask([
			['c', 'risk_contour', { kind: 'individual_risk' }, square(0, 100)],
			['in', 'protection_target', { kind: 'school' }, square(50, 10)]
		]);
		expect(findings.map(({ state, cause }) => [state, cause?.attribute])).toEqual([['undecided', 'frequency']]);
	});

	test('without any contour no rule counts as kept: none was asked, and why is said', () => {
		const { findings, asked, notAsked } = ask([['in', 'protection_target', { kind: 'school' }, square(50, 10)]]);
		expect(findings).toEqual([]);
		expect(asked).toEqual([]);
		expect(notAsked.map(({ rule }) => rule)).toEqual(QRA.map(({ id }) => id));
		for (const { why } of notAsked) expect(why.zh).toBe('图层为空：风险等值线。导入之前无法核查。');
	});

	test('a unit with neither contour nor registered distance is undecided, never kept', () => {
		const builder = new DistrictBuilder();
		const unit = { unitKind: 'production', inventory: [{ name: '液氯', tonnes: 50 }] };
		builder.add({ id: 'u', layer: 'hazard_source', name: null, attributes: unit, accuracyM: null, wkb: square(0, 10) });
		const school = { kind: 'school' };
		builder.add({
			id: 's',
			layer: 'protection_target',
			name: null,
			attributes: school,
			accuracyM: null,
			wkb: square(50, 10)
		});
		const { findings } = clear(builder.finish(), [ruleOf('LAW-22', SHIPPED)], '2026-11-23');
		expect(findings).toMatchObject([{ state: 'undecided', cause: { code: 'no-registered-distance' } }]);
	});
});
