import type { LayerId } from '../layer.ts';
import type { Words } from '../words.ts';
import type { Count } from './around.ts';

interface ToTell {
	count: Count;
	registered: number | null;
	people: number | null;
	withinM: number;
	/** Of the building and the protection target layer those without features. */
	empty: LayerId[];
	/** Name of the plant; `null`: measured from the unit itself. */
	boundary: string | null;
	/** How far off the plant on record lies where it is not this unit's, metres. */
	tooFarM: number | null;
}

/** Whose people are named in the sentence; the list beside it has more of them. */
const NAMED = 3;
const LAYER_NAMES: Partial<Record<LayerId, Words>> = {
	building: { zh: '建筑', en: 'building' },
	protection_target: { zh: '防护目标', en: 'protection target' }
};

/** Who was counted around one hazard source, which number decides, and what may be missing from it. */
export function wordsOf(told: ToTell): Words {
	const parts = [found(told), decision(told), ...named(told), ...doubts(told)];
	return { zh: `${parts.map((part) => part.zh).join('；')}。`, en: `${parts.map((part) => part.en).join('; ')}.` };
}

function found({ count, withinM, boundary }: ToTell): Words {
	const { people, estimated, who } = count;
	const ofThem =
		estimated === 0 ? { zh: '', en: '' } : { zh: `, 其中估算 ${estimated} 人`, en: `, ${estimated} estimated` };
	const from =
		boundary === null
			? { zh: '单元轮廓', en: 'the outline of the unit' }
			: { zh: `厂界(${boundary})`, en: `the boundary of the plant (${boundary})` };
	return {
		zh: `${from.zh}外 ${withinM} 米内统计到 ${people} 人, ${who.length} 处${ofThem.zh}`,
		en: `${people} people counted within ${withinM} m outside ${from.en}, in ${who.length} places${ofThem.en}`
	};
}

function decision({ count, registered, people }: ToTell): Words {
	if (people === null) {
		return {
			zh: '未登记暴露人数, 图上也不能确定无人, 无法取 α: 请登记“厂界外500米暴露人数”, 或补充人数',
			en: 'no number is on record and the map cannot show that nobody is there, so α cannot be taken: record “People within 500 m”, or the people who are missing'
		};
	}
	if (registered === null)
		return { zh: `未登记人数, 取统计数 ${people} 人`, en: `none on record: the count of ${people} decides` };
	return count.people > registered
		? {
				zh: `登记 ${registered} 人, 取较多的统计数 ${people} 人`,
				en: `${registered} on record: the greater count of ${people} decides`
			}
		: { zh: `取登记数 ${registered} 人`, en: `the ${registered} on record decide` };
}

function named({ count }: ToTell): Words[] {
	if (count.who.length === 0) return [];
	const first = count.who.slice(0, NAMED);
	const each = (unit: string, metre: string) =>
		first.map((one) => `${one.name ?? one.feature} ${one.people}${unit}(${one.distanceM}${metre})`);
	return [{ zh: `人数最多的: ${each(' 人', ' 米').join('、')}`, en: `most people: ${each('', ' m').join(', ')}` }];
}

function doubts({ count, empty, boundary, tooFarM }: ToTell): Words[] {
	const parts: Words[] = [];
	if (boundary === null) {
		parts.push({
			zh: '图上没有该单元的厂界, 从单元轮廓量起, 范围小于标准要求, 人数可能少计',
			en: 'the plant is not on the map as an area: measured from the unit itself, which is less than the standard asks'
		});
	}
	if (tooFarM !== null) {
		parts.push({
			zh: `登记的所属企业距本单元 ${tooFarM} 米, 不作为其厂界`,
			en: `the enterprise on record lies ${tooFarM} m away and is not taken for its plant`
		});
	}
	if (count.leftOut > 0) {
		parts.push({
			zh: `${count.leftOut} 处住宅或居住区位于已登记人数的居住区内, 不重复计`,
			en: `${count.leftOut} homes lie in a settlement that states its people and are not counted twice`
		});
	}
	if (count.unknown > 0) {
		parts.push({
			zh: `${count.unknown} 处建筑或防护目标未登记用途或人数, 未计入`,
			en: `${count.unknown} buildings or targets lack their use or people and are not counted`
		});
	}
	for (const layer of empty) {
		const name = LAYER_NAMES[layer] ?? { zh: layer, en: layer };
		parts.push({ zh: `“${name.zh}”图层为空, 未能统计`, en: `the ${name.en} layer is empty and could not be asked` });
	}
	return parts;
}
