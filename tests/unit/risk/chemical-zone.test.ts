import { expect, test } from 'vitest';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { gradeChemicalZone, type ChemicalZone } from '../../../src/lib/risk/standards/chemical-zone.ts';

const LEAST: ChemicalZone = {
	fireHazard: '戊',
	acuteToxicity: '无',
	control: '无',
	operation: '1',
	pressureMPa: 0,
	temperatureC: 20,
	neighbours: 0,
	people: 2,
	hazardSource: '不构成',
	targets: { third: 0, other: 0 }
};
const MOST: ChemicalZone = {
	fireHazard: '甲',
	acuteToxicity: '1',
	control: '重点监管且特别管控',
	operation: '4',
	pressureMPa: 10,
	temperatureC: 450,
	neighbours: 30,
	people: 30,
	hazardSource: '一级',
	targets: { third: 0, other: 1 }
};
const OF_L: Record<number, Partial<ChemicalZone>> = {
	1: {},
	2: { fireHazard: '甲', operation: '3' },
	3: { ...MOST, acuteToxicity: '无', control: '无', operation: '1' },
	4: MOST
};
const OF_S = ['不构成', '四级', '二级', '一级'];

test.each([
	[1, '蓝蓝蓝黄'],
	[2, '蓝黄黄橙'],
	[3, '蓝黄橙红'],
	[4, '黄橙红红']
])('row L = %i of the matrix is %s', (L, colours) => {
	const words: Record<string, string> = { 红: 'red', 橙: 'orange', 黄: 'yellow', 蓝: 'blue' };
	[...colours].forEach((colour, i) => {
		const { neighbours, people, targets } = LEAST;
		const zone = { ...LEAST, ...OF_L[L], neighbours, people, targets, hazardSource: OF_S[i] };
		expect(gradeChemicalZone(zone, SHIPPED)).toMatchObject({
			level: words[colour],
			values: { zoneL: L, zoneS: i + 1 }
		});
	});
});

test('L is a mean rounded up: six items of 7 points are 2', () => {
	const graded = gradeChemicalZone({ ...LEAST, control: '重点监管' }, SHIPPED);
	expect(graded.values.zoneL).toBe(2);
	expect(graded.reasons[0].text.zh).toContain('L = ⌈(1+0+3+1+1+1)/6⌉ = 2');
});

test.each<[Partial<ChemicalZone>, string, number]>([
	[{ pressureMPa: 0.1 }, 'pressureMPa', 1],
	[{ pressureMPa: 0.11 }, 'pressureMPa', 2],
	[{ pressureMPa: 1.6 }, 'pressureMPa', 3],
	[{ pressureMPa: 10 }, 'pressureMPa', 4],
	[{ temperatureC: -40 }, 'temperatureC', 1],
	[{ temperatureC: 149.9 }, 'temperatureC', 2],
	[{ temperatureC: 150 }, 'temperatureC', 3],
	[{ neighbours: 3 }, 'neighbours', 2],
	[{ people: 29 }, 'people', 3],
	[{ targets: { third: 1, other: 0 } }, 'targets', 2],
	[{ targets: { third: 2, other: 0 } }, 'targets', 3],
	[{ targets: { third: 3, other: 0 } }, 'targets', 4]
])('%o gives %s %i points', (over, item, points) => {
	expect(gradeChemicalZone({ ...LEAST, ...over }, SHIPPED).values[item]).toBe(points);
});

test.each<[Partial<ChemicalZone>, string[]]>([
	[{ pressureMPa: undefined }, ['pressureMPa']],
	[{ fireHazard: '己', people: -1 }, ['fireHazard', 'people']],
	[{ temperatureC: -300 }, ['temperatureC']],
	[{ targets: { third: -1, other: 0 } }, ['targets']],
	[{ hazardSource: 'toString' }, ['hazardSource']]
])('%o leaves it ungraded, naming %o', (over, missing) => {
	const graded = gradeChemicalZone({ ...LEAST, ...over }, SHIPPED);
	expect(graded).toMatchObject({ level: null, missing });
});
