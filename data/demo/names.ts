import type { Random } from './random.ts';

/** Names that belong to nobody: the place does not exist, and the telephone numbers are reserved. */
export const PLACE = '云泽';

export const SUBDISTRICT_NAMES = [
	'云栖街道',
	'青禾街道',
	'澄湖街道',
	'望川街道',
	'锦帆街道',
	'白鹭街道',
	'桐影街道',
	'星渚街道',
	'丹枫街道',
	'听涛街道',
	'麦浪街道',
	'芦月街道'
] as const;

const ROAD_WORDS =
	'梧桐 银杏 海棠 金桂 紫薇 玉兰 樱园 竹溪 松涛 荷风 菱歌 稻香 麦园 橘颂 云锦 霁月 晴川 清波 鹭洲 雁栖 朝霞 星河 文澜 书香 知行 弘毅 明德 春晓 夏荫 秋实 冬青 望湖 临江 听雨 观澜 折柳 采菱 问渠 归帆 渔歌'.split(
		' '
	);
const BRAND_A = '恒 景 瑞 嘉 禾 澜 岚 峻 启 博 云 泽 丰 盛 远 卓 鼎 安 宁 信'.split(' ');
const BRAND_B = '川 禾 川 岳 帆 航 源 彩 辰 晖 楷 朗 桦 森 鸣 苑 旭 恺 澄 溪'.split(' ');
const SURNAMES = '赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 许 何'.split(' ');
const GIVEN = '示安 示宁 示平 示康 示和 示远 示明 示文 示成 示达 示华 示勤 示恒 示清 示朗 示南'.split(' ');

/** The name of subdistrict k; beyond the first twelve the names go round with a number. */
export function subdistrictName(k: number): string {
	const round = Math.floor(k / SUBDISTRICT_NAMES.length);
	const name = SUBDISTRICT_NAMES[k % SUBDISTRICT_NAMES.length];
	return round === 0 ? name : `${name.slice(0, 2)}${round + 1}街道`;
}

/** The name of the road on a lattice line: 大道 on main lines, else 路 or 街. */
export function roadName(along: 'u' | 'v', line: number, suffix: string): string {
	const word = ROAD_WORDS[(line * 7 + (along === 'u' ? 3 : 18)) % ROAD_WORDS.length];
	const side = along === 'u' ? '横' : '纵';
	const round = Math.floor(line / ROAD_WORDS.length);
	return `${word}${round > 0 ? `${side}${round}` : ''}${suffix}`;
}

export function brandName(random: Random): string {
	return `${PLACE}${random.pick(BRAND_A)}${random.pick(BRAND_B)}`;
}

/** A person who does not exist: every given name begins with 示, for 示例. */
export function personName(random: Random): string {
	return `${random.pick(SURNAMES)}${random.pick(GIVEN)}`;
}

/** A telephone number of the block that is never assigned. */
export function phoneNumber(random: Random): string {
	return `027-0000-${String(random.integer(0, 9999)).padStart(4, '0')}`;
}
