import type { Attributes } from '../../src/lib/risk/layer.ts';
import type { Use } from './land.ts';
import { PLACE, phoneNumber } from './names.ts';
import type { Random } from './random.ts';

/** How readily a building of each use houses a protection target, and what it then is. */
export const TARGET_WEIGHT: Readonly<Partial<Record<Use, number>>> = { core: 1, town: 1, rural: 0.55, industry: 0.04 };

interface Kind {
	kind: string;
	label: string;
	people: readonly [number, number];
	beds?: readonly [number, number];
}

const KINDS: readonly Kind[] = [
	{ kind: 'school', label: '小学', people: [420, 2_200] },
	{ kind: 'residential', label: '小区', people: [90, 3_600] },
	{ kind: 'kindergarten', label: '幼儿园', people: [80, 420] },
	{ kind: 'residential', label: '家园', people: [110, 2_900] },
	{ kind: 'market', label: '集贸市场', people: [150, 1_800] },
	{ kind: 'residential', label: '新村', people: [60, 1_500] },
	{ kind: 'hospital', label: '卫生服务中心', people: [60, 900], beds: [20, 420] },
	{ kind: 'elder_care', label: '颐养院', people: [40, 260], beds: [30, 240] },
	{ kind: 'residential', label: '花园', people: [200, 4_200] },
	{ kind: 'school', label: '中学', people: [600, 3_100] },
	{ kind: 'crowd', label: '文体中心', people: [200, 2_600] },
	{ kind: 'kindergarten', label: '托育园', people: [40, 160] },
	{ kind: 'public', label: '图书馆', people: [80, 900] },
	{ kind: 'residential', label: '苑', people: [80, 2_000] },
	{ kind: 'transport', label: '客运站', people: [200, 1_500] }
];
const RURAL: readonly Kind[] = [
	{ kind: 'residential', label: '村居民点', people: [40, 620] },
	{ kind: 'residential', label: '湾', people: [25, 240] },
	{ kind: 'school', label: '村小学', people: [90, 420] },
	{ kind: 'elder_care', label: '农村福利院', people: [20, 90], beds: [20, 80] },
	{ kind: 'residential', label: '农场居民点', people: [60, 500] },
	{ kind: 'kindergarten', label: '村幼儿园', people: [25, 90] },
	{ kind: 'hospital', label: '村卫生室', people: [5, 30] }
];
const WORDS =
	'晨光 春晖 朝阳 翠屏 望湖 临江 锦绣 芳草 桃源 枫林 碧波 稻香 鹤鸣 竹里 和风 白露 清明 谷雨 惊蛰 小满'.split(' ');

/** Protection target number `k`, at a building of this use; some registers lack the number of people or beds. */
export function protectionTargetOf(
	k: number,
	use: Use,
	subdistrict: string,
	random: Random
): { name: string; attributes: Attributes } {
	const kinds = use === 'rural' ? RURAL : KINDS;
	const chosen = kinds[(k * 4 + Math.floor(k / kinds.length)) % kinds.length];
	const attributes: Attributes = { kind: chosen.kind, address: `${PLACE}${subdistrict}`, phone: phoneNumber(random) };
	if (!random.happens(0.06)) attributes.people = random.integer(chosen.people[0], chosen.people[1]);
	if (chosen.beds !== undefined && !random.happens(0.08))
		attributes.beds = random.integer(chosen.beds[0], chosen.beds[1]);
	return { name: `${random.pick(WORDS)}${chosen.label}${k + 1}号`, attributes };
}
