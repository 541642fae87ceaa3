import { expect, test } from 'vitest';
import { clearancesOf, ruleOf } from '../../../src/lib/risk/clearance/catalogue.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { fixedDistanceOf, lpgDistanceOf } from '../../../src/lib/risk/standards/fixed-distance.ts';

test.each<[string, string, string, number, string]>([
	['gb50016-3.5.1', 'other-civil-or-flame', 'items34-above5', 40, 'VERIFIED_SECONDARY'],
	['gb50016-3.5.1', 'plant-grade-3', 'items1256-upto10', 15, 'VERIFIED_SECONDARY'],
	['gb50016-3.4.1', 'class-a-workshop', 'class-a', 12, 'VERIFIED_SECONDARY'],
	['gb50016-3.4.1', 'low-civil', 'class-b', 25, 'VERIFIED_SECONDARY'],
	['gb50016-3.4.3', 'railway-outside', 'distance', 30, 'VERIFIED_SECONDARY'],
	['gb50016-4.2.1', '200-1000', 'substation', 40, 'VERIFIED_SECONDARY'],
	['gb50016-4.2.1-high-rise', '200-1000', 'high-rise-civil', 60, 'RECALLED'],
	['gb55037', '3.2.2-civil', 'distance', 50, 'RECALLED'],
	['gb55037', '3.1.3-civil', 'distance', 25, 'VERIFIED_SECONDARY'],
	['gb50156-2012-4.0.4', 'important-public', '1-none', 50, 'VERIFIED_SECONDARY'],
	['gb50156-2012-4.0.4', 'civil-1', '2-unloading', 16, 'VERIFIED_SECONDARY'],
	['gb50156-2021-4.0.4', 'open-flame', '2', 17.5, 'RECALLED'],
	['gb50156-2021-4.0.4', 'road-main', 'dispenser', 5, 'RECALLED'],
	['gb50074-4.0.10', '1', 'above-ground-residential', 100, 'VERIFIED_SECONDARY'],
	['gb50074-4.0.10', '1', 'above-ground-residential-small', 75, 'VERIFIED_SECONDARY'],
	['gb50074-4.0.10', '5', 'covered-road', 15, 'VERIFIED_SECONDARY'],
	['gb50074-4.0.10', '2', 'other-rail-national', 40, 'VERIFIED_SECONDARY'],
	['gb50074-offsite-pipeline', 'road-main', 'liquefied-buried', 7.5, 'VERIFIED_SECONDARY'],
	['lpg-shop', '1-above10', 'open-flame', 35, 'VERIFIED_SECONDARY'],
	['lpg-shop', '2-above3', 'other-civil', 8, 'RECALLED'],
	['gb50160-4.1.9-flare', 'road', 'distance', 60, 'VERIFIED_SECONDARY'],
	['gb50160-4.1.9-homes', 'liquefied', 'distance', 300, 'RECALLED'],
	['railway-27', 'suburb', 'other', 10, 'VERIFIED'],
	['highway', 'new-town', 'county', 20, 'VERIFIED'],
	['wuhan-gas', 'facility', 'distance', 1, 'VERIFIED_SECONDARY'],
	['metro-wuhan', 'surface', 'distance', 30, 'RECALLED']
])('%s, %s, %s: %d m, %s', (table, row, column, m, confidence) => {
	expect(fixedDistanceOf(table, row, column, SHIPPED)).toMatchObject({ m, confidence, poleHeights: null });
});

test('a distance by the height of a pole says how many of them, and the least', () => {
	expect(fixedDistanceOf('gb50156-2012-4.0.4-lines', 'power-bare', '1', SHIPPED)).toMatchObject({
		m: 6.5,
		poleHeights: 1.5
	});
});

test('a city’s number says since when and where it holds', () => {
	expect(fixedDistanceOf('wuhan-gas', 'sub-high', 'distance', SHIPPED)).toMatchObject({
		m: 6.5,
		effectiveFrom: '2019-07-01',
		places: ['wuhan']
	});
});

test.each<[string, string, string, string, string]>([
	['gb50016-3.5.2', 'a', 'b', 'table', '"gb50016-3.5.2" is no table of distances; there are gb50016-3.5.1, '],
	[
		'lpg-tanks',
		'70',
		'residential',
		'row',
		'"70" is no row of lpg-tanks; there are 50, 200, 500, 1000, 2500, 5000, 10000.'
	],
	['lpg-tanks', '50', 'school', 'column', '"school" is no column of lpg-tanks; there are residential, other-civil.'],
	['lpg-tanks', '2500', 'other-civil', 'column', 'lpg-tanks gives no number for row "2500", column "other-civil".']
])('%s, %s, %s is refused: it has no such %s', (table, row, column, field, words) => {
	expect(() => fixedDistanceOf(table, row, column, SHIPPED)).toThrow(RangeError);
	expect(() => fixedDistanceOf(table, row, column, SHIPPED)).toThrow(words);
	expect(() => fixedDistanceOf(table, row, column, SHIPPED)).toThrow(expect.objectContaining({ field }));
});

test.each<[number, number | null, number, string]>([
	[50, 20, 45, 'VERIFIED_SECONDARY'],
	[50.1, null, 50, 'VERIFIED_SECONDARY'],
	[100, 51, 70, 'VERIFIED_SECONDARY'],
	[1000, 200, 90, 'VERIFIED_SECONDARY'],
	[900, 201, 110, 'RECALLED'],
	[9000, 400, 150, 'RECALLED']
])('LPG of %d m³ in tanks of up to %s m³ keeps %d m', (totalM3, tankM3, m, confidence) => {
	expect(lpgDistanceOf(totalM3, tankM3, 'residential', SHIPPED)).toMatchObject({ m, confidence });
});

test('an LPG volume that the table does not have is refused by name', () => {
	for (const volume of [0, -1, Number.NaN, 10_001]) {
		expect(() => lpgDistanceOf(volume, null, 'residential', SHIPPED)).toThrow(
			expect.objectContaining({ field: 'lpgVolumeM3' })
		);
	}
	expect(() => lpgDistanceOf(50, 0, 'residential', SHIPPED)).toThrow(
		expect.objectContaining({ field: 'largestTankM3' })
	);
});

test('every cell of every table can be asked, is a distance, and names its clause', () => {
	for (const table of SHIPPED.tables.fixedDistances.tables) {
		const heads = table.heads.map((head) => head.id);
		expect(new Set(heads).size, table.id).toBe(heads.length);
		for (const row of table.rows) {
			for (const column of Object.keys(row.m)) {
				const { m, poleHeights, clause } = fixedDistanceOf(table.id, row.id, column, SHIPPED);
				expect(m > 0 || (poleHeights ?? 0) > 0, `${table.id} ${row.id} ${column}`).toBe(true);
				expect(clause.length).toBeGreaterThan(4);
			}
		}
	}
});

test('the catalogue of clearances and the tables have the same numbers', () => {
	const limits = (id: string) => ruleOf(id, SHIPPED).limits.map((limit) => limit.m);
	const at = (table: string, row: string, column = 'distance') => fixedDistanceOf(table, row, column, SHIPPED).m;
	expect(limits('FIRE-JWH-50')).toEqual([at('gb50016-3.5.1', 'high-rise-or-important', 'items34-above5')]);
	expect(limits('FIRE-JWH-40')).toEqual(
		['items34-above5', 'items34-upto5', 'items1256-above10', 'items1256-upto10'].map((column) =>
			at('gb50016-3.5.1', 'other-civil-or-flame', column)
		)
	);
	expect(limits('FIRE-JCF-50')).toEqual([at('gb55037', '3.2.1-crowd')]);
	expect(limits('FIRE-JCF-25')).toEqual([at('gb50016-3.4.1', 'low-civil', 'class-a')]);
	expect(limits('GAS-ST-35')).toEqual([at('gb50156-2021-4.0.4', 'important-public', '1')]);
	expect(limits('GAS-ST-ENT-50')).toEqual([at('gb50156-entrance', 'main-entrance')]);
	expect(limits('OIL-DEPOT-R')).toEqual(
		['1', '2', '3', '4', '5'].map((grade) => at('gb50074-4.0.10', grade, 'above-ground-residential'))
	);
	expect(limits('OIL-DEPOT-BLAST')).toEqual([at('gb50074-other', 'blasting')]);
	expect(limits('LPG-R')).toEqual(['50', '200', '500', '1000'].map((row) => at('lpg-tanks', row, 'residential')));
	expect(limits('FW-100')).toEqual([at('firework-retail', 'crowd')]);
	expect(limits('FW-50')).toEqual([at('firework-retail', 'retail')]);
	for (const [id, row] of [
		['LOW', 'low'],
		['MID', 'mid'],
		['SUBHIGH', 'sub-high'],
		['HIGH', 'high']
	]) {
		expect(limits(`CGAS-WH-${id}`)).toEqual([at('wuhan-gas', row)]);
	}
	for (const setting of ['urban', 'suburb', 'village']) {
		expect(limits(`RAIL-27-${setting}`)).toEqual([
			at('railway-27', setting, 'high-speed'),
			at('railway-27', setting, 'other')
		]);
	}
	for (const kind of ['expressway', 'national', 'provincial', 'county', 'township']) {
		expect(limits(`HWY-11-${kind}`)).toEqual([at('highway', 'control-zone', kind)]);
	}
});

test('what rests on a recalled number says so', () => {
	const recalled = clearancesOf(SHIPPED).filter((rule) => rule.confidence === 'RECALLED');
	expect(recalled.map((rule) => rule.id)).toEqual([
		'PIPE-31-OIL5',
		'PIPE-31-OIL20',
		'QRA-3E-7',
		'QRA-3E-6',
		'QRA-1E-5',
		'QRA-3E-5',
		'FIRE-JWH-50',
		'METRO-30',
		'METRO-10'
	]);
});
