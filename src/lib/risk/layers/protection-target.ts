import type { Layer } from '../layer.ts';
import { APPROVALS, choice, integer, number, PHASE, text } from './attribute.ts';

/**
 * What has to be protected: schools, hospitals, homes, crowds, water sources and the other classes of
 * 危险化学品安全法 Art 22. Such a place endangers nobody, so it has no level and colours nothing.
 */
export const protectionTarget: Layer = {
	id: 'protection_target',
	name: { zh: '防护目标', en: 'Protection target' },
	geometry: ['point', 'line', 'area'],
	attributes: [
		choice(
			'kind',
			'类型',
			'Kind',
			[
				['school', '学校', 'School', '小学', '中学', '中小学', '高校', '大学', 'college', 'university'],
				['kindergarten', '幼儿园', 'Kindergarten', '托儿所', '幼托机构'],
				['hospital', '医院', 'Hospital', '医疗机构', '卫生院', 'clinic'],
				['elder_care', '养老机构', 'Elder care', '养老院', '敬老院', '福利院', 'nursing home'],
				['residential', '居住区', 'Residential area', '居民区', '小区', '村庄', '居民点'],
				['crowd', '人员密集场所', 'Crowded place', '商业中心', '公园', '广场', '影剧院', '体育场馆'],
				['market', '集贸市场', 'Market', '农贸市场', '菜市场'],
				['public', '公共设施', 'Public facility', '党政机关', '图书馆', '博物馆', '文化设施'],
				['water_source', '饮用水水源', 'Drinking water source', '水厂', '水源地', '水源保护区'],
				['transport', '交通枢纽', 'Transport hub', '车站', '码头', '机场', '客运站', '通信枢纽'],
				['metro', '轨道交通设施', 'Metro facility', '地铁站', '地铁风亭', '地铁站出入口'],
				['logistics_hub', '货物集散地', 'Freight hub', '物流园', '货运站'],
				['eco_redline', '生态保护红线', 'Ecological red line', '生态红线'],
				['nature', '自然保护地', 'Nature reserve', '自然保护区', '湿地公园', '森林公园'],
				['agri', '永久基本农田', 'Protected farmland', '基本农田', '养殖场', '渔业水域'],
				['flood_detention', '蓄滞洪区', 'Flood detention area', '分洪区'],
				['nuclear', '核设施', 'Nuclear facility'],
				['other', '其他', 'Other']
			],
			['目标类型', '场所类型', '类别']
		),
		integer('people', '人数', 'People', { unit: '人', min: 0 }, ['人口', '在校人数', '容纳人数', '学生数', 'capacity']),
		integer('beds', '床位数', 'Beds', { unit: '床', min: 0 }, ['床位']),
		number('floorAreaM2', '建筑面积', 'Floor area', { unit: 'm²', min: 0 }, ['总建筑面积']),
		choice(
			'classGB36894',
			'防护目标分类',
			'Class (GB 36894)',
			[
				['sensitive', '高敏感', 'Highly sensitive', '高敏感防护目标'],
				['important', '重要', 'Important', '重要防护目标'],
				['general_1', '一般一类', 'General, class 1', '一类', '一般防护目标一类'],
				['general_2', '一般二类', 'General, class 2', '二类', '一般防护目标二类'],
				['general_3', '一般三类', 'General, class 3', '三类', '一般防护目标三类']
			],
			['GB36894分类']
		),
		PHASE,
		text('address', '地址', 'Address', ['详细地址']),
		text('phone', '联系电话', 'Phone', ['电话', '联系方式']),
		APPROVALS
	],
	grade: null,
	influence: null
};
