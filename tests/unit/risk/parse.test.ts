import { expect, test } from 'vitest';
import { parseAttributes } from '../../../src/lib/risk/layers/parse.ts';
import { LAYERS, layerOf } from '../../../src/lib/risk/layers/registry.ts';

const parse = (layer: string, raw: Record<string, unknown>) => parseAttributes(layerOf(layer), raw);
const value = (layer: string, column: string, raw: unknown) => {
	const { attributes, problems } = parse(layer, { [column]: raw });
	return problems.length > 0 ? problems[0].text.zh : Object.values(attributes)[0];
};

test('a column is found by key, Chinese name, English name or alias, whatever its case, width and spaces', () => {
	for (const column of [
		'diameterMm',
		'DIAMETERMM',
		'diameter_mm',
		'管径',
		' 管 径 ',
		'Outer diameter',
		'外径',
		'ＤＮ'
	]) {
		expect(parse('pipeline', { [column]: 300 }).attributes, column).toEqual({ diameterMm: 300 });
	}
});

test('every key, name and alias of every layer leads to one attribute, its key and names to itself', () => {
	for (const layer of LAYERS) {
		for (const { key, name, aliases = [] } of layer.attributes) {
			const own = parseAttributes(layer, { [key]: null, [name.zh]: null, [name.en]: null });
			expect(own.unknown, `${layer.id}.${key}`).toEqual([]);
			expect(parseAttributes(layer, Object.fromEntries(aliases.map((alias) => [alias, '']))).unknown).toEqual([]);
		}
	}
});

test('columns that belong to nothing are named, empty cells leave their attribute absent', () => {
	const { attributes, problems, unknown } = parse('building', { 层数: '', 高度: '—', 用途: null, 颜色: '红' });
	expect({ attributes, problems, unknown }).toEqual({ attributes: {}, problems: [], unknown: ['颜色'] });
});

test.each([
	['pipeline', '管径', '３２３．９', 323.9],
	['pipeline', '管径', 'DN300', 300],
	['pipeline', '管径', '0.3m', 300],
	['pipeline', '管径(cm)', '81.3', 813],
	['pipeline', '管径（ｍｍ）', 813, 813],
	['pipeline', '压力', '400 kPa', 0.4],
	['pipeline', '压力', '10ＭＰａ', 10],
	['power_line', '电压等级', '220千伏', 220],
	['power_line', '电压(V)', 10000, 10],
	['area', '人口', '1,234,567', 1234567],
	['building', '层数', '6层', 6],
	['building', '高度', '约18', '高度: “约18”不是数字'],
	['building', '层数', '6.5', '层数: “6.5”应为整数'],
	['building', '层数', 400, '层数: “400”超出范围 0–200 层'],
	['building', '高度', '18吨', '高度: “18吨”的单位“吨”无法换算, 应为 m'],
	['building', '高度', '1e999', '高度: “1e999”不是有限的数字'],
	['building', '储存物品类别项号', '3项', '储存物品类别项号: “3项”的单位“项”无法换算, 应为不带单位的数字'],
	['building', '高度', { m: 3 }, '高度: 应为单个值, 而不是列表或对象']
])('%s %s: %o is %o', (layer, column, raw, expected) => {
	expect(value(layer, column, raw)).toBe(expected);
});

test.each([
	['是', true],
	['有', true],
	['Ｙ', true],
	[1, true],
	['否', false],
	['无', false],
	[false, false],
	['也许', '有人居住使用: “也许”不是“是”或“否”']
])('yes or no: %o is %o', (raw, expected) => {
	expect(value('building', '有人居住使用', raw)).toBe(expected);
});

test.each([
	['2024/1/5', '2024-01-05'],
	['2024年1月5日', '2024-01-05'],
	['2024.01.05', '2024-01-05'],
	['20240105', '2024-01-05'],
	['2024-01-05T08:30:00', '2024-01-05'],
	['２０２４－１－５', '2024-01-05'],
	[new Date(Date.UTC(2024, 0, 5)), '2024-01-05'],
	['2024-02-30', '鉴定日期: “2024-02-30”不是日期, 请写成 2024-01-05'],
	['2024-13-01', '鉴定日期: “2024-13-01”不是日期, 请写成 2024-01-05'],
	['去年', '鉴定日期: “去年”不是日期, 请写成 2024-01-05'],
	[45296, '鉴定日期: “45296”不是日期, 请写成 2024-01-05']
])('a day: %o is %s', (raw, expected) => {
	expect(value('building', '鉴定日期', raw)).toBe(expected);
});

test.each([
	['pipeline', '管道类型', '天然气长输管道', 'gas_trunk'],
	['pipeline', 'pipe_class', 'GAS_TRUNK', 'gas_trunk'],
	['pipeline', '压力级别', '次高压A', 'sub_high'],
	['building', '危房等级', 'd级', 'D'],
	['building', '火灾危险性类别', '甲类', '甲'],
	['enterprise', '专项', '危化品', '1'],
	['enterprise', '专项', 17, '17'],
	['enterprise', '石油库等级', '三级', '3'],
	['park', '风险等级', 'E', /^风险等级: “E”不是可用的取值, 可用: A级/]
])('%s %s: %o is chosen as %o', (layer, column, raw, expected) => {
	const found = value(layer, column, raw);
	if (expected instanceof RegExp) expect(found).toMatch(expected);
	else expect(found).toBe(expected);
});

const CHLORINE_AND_AMMONIA = [
	{ name: '液氯', tonnes: 50 },
	{ name: '液氨', tonnes: 20 }
];

test.each<[unknown, unknown]>([
	['液氯 50t; 液氨 20t', CHLORINE_AND_AMMONIA],
	['液氯50吨，液氨20吨', CHLORINE_AND_AMMONIA],
	['液氯：50t、液氨：20000kg', CHLORINE_AND_AMMONIA],
	['液氯 50；液氨 20', CHLORINE_AND_AMMONIA],
	['[{"name":"液氯","tonnes":50},{"名称":"液氨","设计最大量":"20 t"}]', CHLORINE_AND_AMMONIA],
	[CHLORINE_AND_AMMONIA, CHLORINE_AND_AMMONIA],
	['1,3-丁二烯 5t', [{ name: '1,3-丁二烯', tonnes: 5 }]],
	['2,4,6-三硝基甲苯 5', [{ name: '2,4,6-三硝基甲苯', tonnes: 5 }]],
	['硝酸铵(含可燃物≤0.2%) 60t', [{ name: '硝酸铵(含可燃物≤0.2%)', tonnes: 60 }]],
	['某溶剂(W5.3) 80t', [{ name: '某溶剂', category: 'W5.3', tonnes: 80 }]],
	['液氯(CAS 7782-50-5) 0.5t', [{ name: '液氯', cas: '7782-50-5', tonnes: 0.5 }]],
	['7782-50-5 5t', [{ name: '7782-50-5', cas: '7782-50-5', tonnes: 5 }]],
	[[{ name: '氟', tonnes: 3, beta: 2 }], [{ name: '氟', tonnes: 3, beta: 2 }]]
])('an inventory: %o', (raw, expected) => {
	expect(value('hazard_source', '物质清单', raw)).toEqual(expected);
});

test.each<[unknown, string]>([
	['液氯', '物质清单“液氯”无法识别, 请写成“液氯 50t; 液氨 20t”'],
	['液氯 50t; 液氨', '物质清单“液氨”无法识别, 请写成“液氯 50t; 液氨 20t”'],
	['[{"name":"液氯"', '物质清单不是有效的 JSON'],
	['[]', '物质清单为空'],
	[[{ name: '液氯', tonnes: -5 }], '液氯 的数量“-5”应为大于 0 的数'],
	[[{ name: '液氯', tonnes: 0 }], '液氯 的数量“0”应为大于 0 的数'],
	[[{ name: '液氯' }], '液氯 的数量“”应为大于 0 的数'],
	[[{ tonnes: 5 }], '物质清单中有一项没有名称'],
	[[{ name: '液氯', cas: '7782-50-6', tonnes: 5 }], '液氯 的 CAS 号 7782-50-6 不正确'],
	[[{ name: '某溶剂', category: 'W5.9', tonnes: 5 }], '某溶剂 的类别“W5.9”不在表2 中'],
	[[{ name: '液氯', tonnes: 5, colour: 'green' }], '物质清单中有未知的项“colour”'],
	[{ constructor: 1 }, '物质清单“[object Object]”无法识别, 请写成“液氯 50t; 液氨 20t”']
])('a wrong inventory is a problem: %o', (raw, zh) => {
	expect(parse('hazard_source', { inventory: raw }).problems).toMatchObject([
		{ attribute: 'inventory', text: { zh: `危险化学品及设计最大量: ${zh}` } }
	]);
});

test('a record comes from JSON or text, by keys or names; an unknown item is a problem', () => {
	const expected = { outsidePark: true, hazardousProcesses: 2, standardisationLevel: '三级' };
	const text = '在化工园区(化工集中区)外: 是; hazardousProcesses=2; 标准化等级：三级';
	expect(value('enterprise', 'scoreItems', text)).toEqual(expected);
	expect(value('enterprise', '评分项', JSON.stringify(expected))).toEqual(expected);
	expect(value('enterprise', '评分项', { outsideParc: true })).toMatch(/没有“outsideParc”这一项$/);
	expect(value('building', '审批记录', 'GEO-PRONE: 是')).toEqual({ 'GEO-PRONE': true });
	expect(value('building', '审批记录', 'GEO-PRON: 是')).toMatch(/没有“GEO-PRON”这一项$/);
});

test('two columns for one attribute must agree', () => {
	expect(parse('building', { 层数: 6, 楼层: '6' }).problems).toEqual([]);
	expect(parse('building', { 层数: 6, 楼层: 7 }).problems).toMatchObject([
		{ attribute: 'storeys', value: 7, text: { zh: '层数: 与另一列的值不一致' } }
	]);
});

test('every wrong value of a row is reported, and none of them is kept', () => {
	const { attributes, problems } = parse('building', { 层数: '六', 危房等级: 'E', 户数: 4 });
	expect(problems.map((problem) => problem.attribute)).toEqual(['storeys', 'dangerGrade']);
	expect(attributes).toEqual({ households: 4 });
});

test('text that the database cannot hold is a problem', () => {
	expect(value('building', '地址', '吴家山\u0000街')).toBe('地址: 含有无法保存的字符');
	expect(value('building', '地址', '\ud800')).toBe('地址: 含有无法保存的字符');
	expect(value('building', '地址', '𠮷田街')).toBe('𠮷田街');
});
