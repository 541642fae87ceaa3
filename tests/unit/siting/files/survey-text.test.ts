import fc from 'fast-check';
import { expect, test } from 'vitest';
import { farthestM, inCrs, PARCEL, read } from './parcel.ts';
import { surveyTextOf, text, type Rings } from './writers.ts';

/** The bytes of a text in GBK, by asking the decoder what each pair of bytes means. */
const gbk = (() => {
	const bytesOf = new Map<string, [number, number]>();
	const decoder = new TextDecoder('gbk');
	for (let a = 0x81; a <= 0xfe; a++)
		for (let b = 0x40; b <= 0xfe; b++) bytesOf.set(decoder.decode(new Uint8Array([a, b])), [a, b]);
	return (content: string) =>
		Uint8Array.from([...content].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : [...(bytesOf.get(c) ?? [])])));
})();

/** A ring of a star around a place in the district: it never crosses itself. `sizeM` is its least radius. */
const star = (lng: number, lat: number, sizeM: number) =>
	fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 3, maxLength: 12 }).map((radii) => {
		const corners = radii.map((radius, k): [number, number] => {
			const angle = (2 * Math.PI * k) / radii.length;
			const degrees = (radius * sizeM) / 111_320;
			return [lng + degrees * Math.cos(angle), lat + degrees * Math.sin(angle)];
		});
		return [...corners, corners[0]];
	});

const parcel = fc
	.record({
		lng: fc.double({ min: 114.26, max: 114.39, noNaN: true }),
		lat: fc.double({ min: 30.56, max: 30.69, noNaN: true })
	})
	.chain(({ lng, lat }) => fc.tuple(star(lng, lat, 60), fc.option(star(lng, lat, 5))))
	// The hole reaches 10 m at most; the chords of the least triangle stay 30 m from its middle.
	.map(([shell, hole]): Rings => (hole === null ? [shell] : [shell, hole]));

const ZONES = [
	{ crs: 'EPSG:4526', degrees: 3, zone: 38 },
	{ crs: 'EPSG:4547', degrees: 3, zone: 38 },
	{ crs: 'EPSG:4498', degrees: 6, zone: 20 },
	{ crs: 'EPSG:4509', degrees: 6, zone: 20 }
];

test('what is written as 拐点坐标 is read within 1 mm: any parcels, zones, encodings, with and without holes', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(parcel, { minLength: 1, maxLength: 4 }),
			fc.constantFrom(...ZONES),
			fc.boolean(),
			async (parcels, { crs, degrees, zone }, isGbk) => {
				const headers = ['坐标系=2000国家大地坐标系', `几度分带=${degrees}`, '计量单位=米', `带号=${zone}`];
				const blocks = parcels.map((rings, i) => ({ name: `地块${i + 1}`, rings: inCrs(crs, rings) }));
				const content = surveyTextOf(headers, blocks);
				const file = isGbk ? { name: 'a.txt', bytes: gbk(content) } : text('a.txt', content);
				const answer = await read(file);
				expect(answer.refused).toEqual([]);
				expect(answer.parcels.map(({ name, row }) => [name, row])).toEqual(
					parcels.map((_, i) => [`地块${i + 1}`, i + 1])
				);
				for (const [i, rings] of parcels.entries())
					expect(farthestM(answer.parcels[i].geometry, rings)).toBeLessThan(0.001);
			}
		),
		{ numRuns: 200 }
	);
});

const [RING] = inCrs('EPSG:4526', PARCEL);
const HEADERS = ['坐标系=2000国家大地坐标系', '几度分带=3', '带号=38'];

test('a parcel that cannot be read does not lose the others', async () => {
	const crossing: Rings = [[RING[0], RING[2], RING[1], RING[3], RING[0]]];
	const content = surveyTextOf(HEADERS, [
		{ name: '甲', rings: [RING] },
		{ name: '乙', rings: crossing },
		{ name: '丙', rings: [RING] }
	]);
	const { parcels, refused } = await read(text('a.txt', content));
	expect(parcels.map(({ name, row }) => [name, row])).toEqual([
		['甲', 1],
		['丙', 3]
	]);
	expect(refused).toMatchObject([{ row: 2, name: '乙', text: { zh: expect.stringContaining('自相交') } }]);
});

test('points and lines keep their kind, and a count that does not fit is told', async () => {
	const [[x, y], [x2, y2]] = RING;
	const content = [
		...['[属性描述]', ...HEADERS, '[地块坐标]'],
		...['1,0,1,井,点,,,,@', `J1,1,${y},${x}`],
		...['9,0,2,路,线,,,,@', `J1,1,${y},${x}`, `J2,1,${y2},${x2}`]
	].join('\n');
	const { parcels } = await read(text('a.txt', content));
	expect(parcels.map(({ geometry }) => geometry.type)).toEqual(['Point', 'LineString']);
	expect(parcels[1].notes.some(({ zh }) => zh.includes('说明行写 9 个点，实有 2 个'))).toBe(true);
});

test('full-width commas and spaces are read as a person means them', async () => {
	const content = surveyTextOf(HEADERS, [{ name: '甲', rings: [RING] }])
		.replaceAll(',', '，')
		.replaceAll('，1，', ' ， 1 ， ');
	const { parcels } = await read(text('a.txt', content));
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
});

test('a unit other than metres or degrees is refused', async () => {
	const content = surveyTextOf([...HEADERS, '计量单位=亩'], [{ name: '甲', rings: [RING] }]);
	await expect(read(text('a.txt', content))).rejects.toMatchObject({ words: { en: expect.stringContaining('"亩"') } });
});
