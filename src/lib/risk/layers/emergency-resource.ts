import type { Layer } from '../layer.ts';
import { choice, flag, integer, text } from './attribute.ts';

/**
 * Teams, depots and stations that come when something happens: 生产安全事故应急条例 第九条至第十一条 has them registered.
 * They endanger nobody, so they carry no level, colour nothing and are asked by no clearance.
 */
export const emergencyResource: Layer = {
	id: 'emergency_resource',
	name: { zh: '应急资源', en: 'Emergency resource' },
	geometry: ['point', 'area'],
	attributes: [
		choice(
			'kind',
			'类型',
			'Kind',
			[
				['fire_station', '消防救援站', 'Fire station', '消防站', '专职消防队', '微型消防站', 'fire station'],
				['rescue_team', '应急救援队伍', 'Rescue team', '救援队', '危化品救援队', '应急队伍'],
				['supply_depot', '应急物资库', 'Supply depot', '物资仓库', '物资储备点', '应急仓库'],
				['medical', '医疗急救站', 'Medical station', '急救站', '急救中心', 'ambulance station'],
				['shelter', '应急避难场所', 'Shelter', '避难所', '避险安置点'],
				['command', '应急指挥点', 'Command post', '指挥中心'],
				['other', '其他', 'Other']
			],
			['资源类型', '类别']
		),
		text('operator', '管理单位', 'Operator', ['所属单位', '主管单位']),
		integer('people', '人员数', 'People', { unit: '人', min: 0 }, ['人数', '队员数']),
		integer('vehicles', '车辆数', 'Vehicles', { unit: '辆', min: 0 }, ['车辆', '消防车数']),
		text('holds', '装备物资', 'Equipment and supplies', ['物资', '装备', '主要装备']),
		flag('roundTheClock', '24 小时值守', 'Staffed round the clock', ['全天值守']),
		text('responsiblePerson', '负责人', 'Responsible person', ['联系人', '队长']),
		text('phone', '值班电话', 'Phone', ['电话', '联系电话', '联系方式']),
		text('address', '地址', 'Address', ['详细地址'])
	],
	grade: null,
	influence: null
};
