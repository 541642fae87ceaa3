import type { ListItem } from '../../api.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';

type Person = ListItem['persons'][number];
type Post = readonly [zh: string, en: string, name: string, phone: string | null];

/** 行政负责人, 行业部门监管负责人, 企业单位负责人: made public for each unit under supervision. */
const THREE: readonly Post[] = [
	['行政负责人', 'Administrative responsible person', 'administrativePerson', 'administrativePhone'],
	['行业部门监管负责人', 'Responsible person of the department', 'industryPerson', 'industryPhone'],
	['企业单位负责人', 'Responsible person of the unit', 'responsiblePerson', 'phone']
];

/** The three 包保责任人 of a major hazard source, 应急厅〔2021〕12号. Its one telephone is that of the first. */
const OF_HAZARD_SOURCE: readonly Post[] = [
	['主要负责人(包保)', 'Main responsible person', 'mainPerson', 'phone'],
	['技术负责人(包保)', 'Technical responsible person', 'technicalPerson', null],
	['操作负责人(包保)', 'Operations responsible person', 'operationPerson', null]
];

/** The three persons who answer for a unit, always three: a name or telephone that is not on record is null. */
export function personsOf(layer: LayerId, attributes: Attributes): Person[] {
	const posts = layer === 'hazard_source' ? OF_HAZARD_SOURCE : THREE;
	return posts.map(([zh, en, name, phone]) => ({
		role: { zh, en },
		name: text(attributes[name]),
		phone: phone === null ? null : text(attributes[phone])
	}));
}

function text(value: Attributes[string] | undefined): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
