import { expect, test } from 'vitest';
import { xlsxWithFormula } from './bad-files.ts';
import { farthestM, HOLE, PARCEL, read } from './parcel.ts';
import { cornerRows, csvOf, text, xlsxOf, type Rings } from './writers.ts';

const csv = (rows: (string | number)[][]) => read(text('a.csv', csvOf(rows)));
const [A, B, C] = PARCEL[0];
const shifted = (rings: Rings): Rings => rings.map((ring) => ring.map(([x, y]) => [x + 0.01, y]));

test('several parcels by their names; an empty name or ring is that of the row above, as merged cells give it', async () => {
	const corners = ([ring]: Rings) => ring.slice(0, -1);
	const rows = [
		...corners(PARCEL).map(([x, y], k) => [k === 0 ? '甲' : '', k === 0 ? 1 : '', k + 1, x, y]),
		...HOLE.slice(0, -1).map(([x, y], k) => ['', k === 0 ? 2 : '', k + 1, x, y]),
		...corners(shifted(PARCEL)).map(([x, y], k) => [k === 0 ? '乙' : '', '', k + 1, x, y])
	];
	const answer = await read({
		name: 'a.xlsx',
		bytes: await xlsxOf([['地块名称', '圈号', '点号', '经度', '纬度'], ...rows])
	});
	expect(answer.refused).toEqual([]);
	expect(answer.parcels.map(({ name, row }) => [name, row])).toEqual([
		['甲', 2],
		['乙', 11]
	]);
	expect(farthestM(answer.parcels[0].geometry, [...PARCEL, HOLE])).toBeLessThan(0.001);
	expect(farthestM(answer.parcels[1].geometry, shifted(PARCEL))).toBeLessThan(0.001);
});

test('a table of positions with nothing but them is one parcel, and its closing is told', async () => {
	const { parcels } = await csv([['经度', '纬度'], A, B, C]);
	expect(parcels).toHaveLength(1);
	expect(farthestM(parcels[0].geometry, [[A, B, C, A]])).toBeLessThan(0.001);
	expect(parcels[0].notes.some(({ zh }) => zh.includes('由末点连回首点闭合'))).toBe(true);
});

test('a table whose rows each have their own name is one of points', async () => {
	const { parcels } = await csv([
		['序号', '名称', '经度', '纬度'],
		[1, '甲', ...A],
		[2, '乙', ...B],
		[3, '丙', ...C]
	]);
	expect(parcels.map(({ name, geometry }) => [name, geometry.type])).toEqual([
		['甲', 'Point'],
		['乙', 'Point'],
		['丙', 'Point']
	]);
});

test('degrees, minutes and seconds are read', async () => {
	const { parcels } = await csv([
		['点号', '经度', '纬度'],
		['J1', '114°18′00″', '30°36′00″'],
		['J2', '114°18′05″', '30°36′00″'],
		['J3', '114°18′05″', '30°36′05″']
	]);
	const east = 114.3 + 5 / 3600;
	expect(
		farthestM(parcels[0].geometry, [
			[
				[114.3, 30.6],
				[east, 30.6],
				[east, 30.6 + 5 / 3600],
				[114.3, 30.6]
			]
		])
	).toBeLessThan(0.001);
});

test('a corner that cannot be read refuses its parcel and no other', async () => {
	const rows = cornerRows(PARCEL).map((row, k) => (k === 2 ? [...row.slice(0, 2), '约114', ...row.slice(3)] : row));
	const others = cornerRows(shifted(PARCEL))
		.slice(1)
		.map((row) => [...row.slice(0, 4), '乙地块']);
	const { parcels, refused } = await csv([...rows, ...others]);
	expect(parcels.map(({ name }) => name)).toEqual(['乙地块']);
	expect(refused).toMatchObject([
		{ name: '甲地块', row: 2, text: { zh: expect.stringContaining('第 3 行的角点读不出') } }
	]);
});

test('a formula gives the value stored beside it, and a note says that nothing was computed', async () => {
	const { parcels } = await read(await xlsxWithFormula('<v>114.3001</v>'));
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].notes.some(({ zh }) => zh.includes('有 1 个公式单元格，取其保存时的计算结果'))).toBe(true);
});

test('a formula whose stored value is an error names its cell', async () => {
	const file = await xlsxWithFormula('<v></v>');
	await expect(read(file)).rejects.toMatchObject({ words: { en: expect.stringContaining('Cell C2') } });
});
