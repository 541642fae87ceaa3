/** Units that files write numbers in, by dimension: how many of the first unit one of each is. */
const DIMENSIONS: readonly Readonly<Record<string, number>>[] = [
	{ m: 1, mm: 0.001, cm: 0.01, dm: 0.1, km: 1000, 米: 1, 毫米: 0.001, 厘米: 0.01, 千米: 1000, 公里: 1000 },
	{ mpa: 1, kpa: 0.001, pa: 0.000001, bar: 0.1, 兆帕: 1, 千帕: 0.001 },
	{ kv: 1, v: 0.001, 千伏: 1, 伏: 0.001 },
	{ t: 1, kg: 0.001, g: 0.000001, 吨: 1, 千克: 0.001, 公斤: 0.001, ton: 1, tons: 1, tonnes: 1 },
	{ m3: 1, l: 0.001, 立方米: 1, 方: 1, 立方: 1, 升: 0.001 },
	{ m2: 1, 平方米: 1, 平米: 1, km2: 1_000_000 },
	{ 人: 1, 名: 1, 个: 1 },
	{ 层: 1, 楼: 1 },
	{ 床: 1, 张: 1 },
	{ 户: 1 },
	{ 分: 1 },
	{ 年: 1 }
];

/**
 * How many `to` one `from` is (`cm` to `mm`: 10); `null` when the two do not measure the same thing or one is unknown.
 * Case and width of the letters do not matter.
 */
export function factorBetween(from: string, to: string): number | null {
	const plainFrom = plainUnit(from);
	const plainTo = plainUnit(to);
	if (plainFrom === plainTo) return 1;
	const dimension = DIMENSIONS.find((units) => Object.hasOwn(units, plainFrom) && Object.hasOwn(units, plainTo));
	return dimension === undefined ? null : dimension[plainFrom] / dimension[plainTo];
}

/** A number without the dust that a conversion leaves in its last binary digits. */
export function withoutDust(value: number): number {
	return Number(value.toPrecision(12));
}

function plainUnit(unit: string): string {
	return unit.normalize('NFKC').trim().toLowerCase();
}
