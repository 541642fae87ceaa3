import type { Geometry } from 'geojson';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import { unprojectGeometry } from '../../../src/lib/geo/densify.ts';
import type { State } from '../../../src/lib/risk/finding.ts';
import type { LayerId } from '../../../src/lib/risk/layer.ts';
import type { Verdict } from '../../../src/lib/risk/siting/answer.ts';
import type { ParcelAnswer, PlacedFinding, SitingAnswer } from '../../../src/lib/siting/api.ts';
import type { SitingInput } from '../../../src/lib/server/reports/siting-input.ts';
import type { Surrounding } from '../../../src/lib/server/reports/site-map.ts';

export const SRID = 4547;
const MIDDLE: [number, number] = [537_000, 3_393_000];
const PLANE = planeOf(SRID);

/** A geometry drawn in metres around the middle, as longitude and latitude. */
export function placed(geometry: Geometry): Geometry {
	const moved = JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
		Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
			? [MIDDLE[0] + value[0], MIDDLE[1] + value[1]]
			: value
	) as Geometry;
	return unprojectGeometry(moved, PLANE);
}

function lngLat(x: number, y: number): [number, number] {
	return PLANE.unproject(MIDDLE[0] + x, MIDDLE[1] + y);
}

function box(x: number, y: number, width: number, height: number): number[][] {
	return [
		[x, y],
		[x + width, y],
		[x + width, y + height],
		[x, y + height],
		[x, y]
	];
}

const AREA: Geometry = placed({
	type: 'Polygon',
	coordinates: [
		[
			[0, 0],
			[62.5, 4.2],
			[70, 38.4],
			[31, 55.123],
			[-4, 40],
			[0, 0]
		],
		box(20, 15, 12, 10).reverse()
	]
});
const POINT: Geometry = placed({ type: 'Point', coordinates: [220, -80] });
const LINE: Geometry = placed({
	type: 'LineString',
	coordinates: [
		[-260, -120],
		[-140, -60],
		[40, -75],
		[190, -150]
	]
});

const RULES = [
	['PIPE-30-5', '输油输气管道两侧五米禁止建设', '《石油天然气管道保护法》第三十条第（一）项', 5],
	['PIPE-35-50', '穿跨越及五米至五十米范围施工须申请', '《石油天然气管道保护法》第三十五条第一款第（一）项', 50],
	['GB50016-3.5.1', '甲类仓库与重要公共建筑的防火间距', 'GB 50016-2014（2018年版） 3.5.1 表3.5.1', 50],
	['GB50156-4.0.4', '加油站埋地汽油罐与重要公共建筑物的安全间距', 'GB 50156-2021 4.0.4 表4.0.4', 35],
	[
		'LONG',
		'架空电力线路保护区内不得堆放易燃易爆物品、不得兴建建筑物与构筑物，并与可能危及线路安全的作业保持规定的水平距离',
		'《电力设施保护条例》第十五条、《电力设施保护条例实施细则》第五条；Regulations on Protection of Electric Power Facilities, Art 15 & Detailed-Rules-For-Implementation/Article-5-with-a-very-long-unbroken-word',
		10.5
	]
] as const;
const STATES: State[] = ['broken', 'broken', 'uncertain', 'undecided', 'met'];
const COUNTS: Record<State, Verdict> = { broken: 'veto', uncertain: 'undecided', undecided: 'undecided', met: 'clear' };
const OTHERS: { layer: LayerId; name: string; at: [number, number] }[] = [
	{ layer: 'pipeline', name: '忠武线潜江—武汉支线输气管道（东西湖段）', at: [75, 40] },
	{ layer: 'building', name: '吴家山街道恒春里社区居民委员会三号综合楼', at: [31, 90] },
	{ layer: 'enterprise', name: '武汉市东西湖区長青化工有限責任公司𠮷祥分厂', at: [-60, 30] },
	{ layer: 'protection_target', name: '东西湖区人民医院', at: [100, -40] },
	{ layer: 'power_line', name: '220kV 吴径一二回线', at: [10, -50] }
];

function finding(i: number, side: number): PlacedFinding {
	const [rule, name, clause, required] = RULES[i % RULES.length];
	const state = STATES[Math.floor(i / 4) % STATES.length];
	const other = OTHERS[(i * 3 + side) % OTHERS.length];
	const measured = state === 'undecided' ? null : Number((required + (i - 12) * 0.737 + 0.001).toFixed(3));
	const spread = (i % 8) * 2.5;
	return {
		rule,
		source: '@site',
		target: `${other.layer}/${i}`,
		state,
		cause:
			state === 'undecided'
				? {
						code: 'attribute-missing',
						text: {
							zh: '企业缺少“外部安全防护距离”, 补充后重新核查',
							en: 'The enterprise lacks “external safety distance”: record it and check again'
						}
					}
				: null,
		measuredM: measured,
		requiredM: required,
		marginM: measured === null ? null : Number((measured - required).toFixed(3)),
		accuracyM: i % 3 === 0 ? null : 0.5 + i / 10,
		yieldsTo: i === 5 ? 'PIPE-30-5' : null,
		from: null,
		to: null,
		side: 'source',
		use: 0,
		name: { zh: name, en: `Rule ${rule}: keep the clearance that is stated in the clause` },
		clause,
		confidence: i % 4 === 1 ? 'RECALLED' : i % 7 === 2 ? 'DESIGN' : 'VERIFIED',
		force: i % 7 === 2 ? 'house' : i % 5 === 2 ? 'recommended' : 'mandatory',
		effect: 'keep',
		severity: 'red',
		other: { id: `${other.layer}/${i}`, layer: other.layer, name: i === 7 ? null : other.name },
		otherAccuracyM: i % 3 === 0 ? null : i / 10,
		notes:
			i % 6 === 0
				? [
						{
							zh: '10⁻⁷ 等值线以内，≤ 3×10⁻⁷，面积 12.5 m²；按从严原则',
							en: 'Within the 10⁻⁷ contour; the stricter holds'
						}
					]
				: [],
		counts: COUNTS[state],
		dataOn: i % 9 === 8 ? null : `2026-0${1 + (i % 9)}-15`,
		line: state === 'undecided' ? null : [lngLat(40 + spread, 20), lngLat(other.at[0], other.at[1] + spread)]
	};
}

function answerOf(
	name: string,
	geometry: Geometry,
	verdict: Verdict,
	findings: PlacedFinding[],
	areaM2: number
): ParcelAnswer {
	return {
		parcel: { name, geometry, accuracyM: 0.05 },
		verdict,
		findings,
		areaM2,
		subjects: { asked: 14, answered: 12 },
		conditions: [
			{
				rules: ['PIPE-35-50'],
				what: { zh: '管道中心线两侧五米至五十米内新建工程的施工申请', en: 'Application for works within 5 to 50 m' },
				who: { zh: '县级人民政府主管管道保护工作的部门', en: 'County department in charge of pipelines' },
				documents: [
					{ zh: '施工作业方案', en: 'Work plan' },
					{ zh: '事故应急预案', en: 'Emergency plan' },
					{ zh: '安全防护协议', en: 'Protection agreement' }
				],
				clause: '《石油天然气管道保护法》第三十五条、第三十六条',
				confidence: 'VERIFIED'
			}
		],
		policies: [
			{
				policy: 'POLICY-NO-CHEM',
				name: { zh: '全区禁止新建危险化学品生产项目', en: 'No new chemical plant in the district' },
				clause: '安委办〔2016〕3号 二（三）',
				confidence: 'RECALLED',
				text: { zh: '本区不再新建、扩建危险化学品生产储存项目。', en: 'The district takes no new chemical project.' },
				counts: 'veto'
			}
		],
		smallRules: [
			{
				rule: 'SITE-STRADDLE',
				name: { zh: '跨界地块', en: 'A site that straddles a line' },
				clause: 'HSE LUP 3.2',
				confidence: 'DESIGN',
				text: { zh: '地块 12.5% 位于内区，按内区核查。', en: '12.5% of the site lies inside: asked as inside.' },
				inputs: { share: 0.125, threshold: 0.1 }
			}
		],
		unasked: [
			{
				subject: 'layer:power_line',
				name: { zh: '电力线路', en: 'Power lines' },
				rules: ['PWR-1', 'PWR-2'],
				cause: {
					code: 'layer-empty',
					text: { zh: '本区没有电力线路数据', en: 'The district has no power lines on record' }
				}
			}
		],
		notApplied: [
			{
				rule: 'GB50161',
				name: { zh: '烟花爆竹零售店与学校的距离', en: 'Fireworks shop and school' },
				clause: 'GB 50161-2022 4.2',
				why: { zh: '拟建项目不是烟花爆竹零售店', en: 'The project is no fireworks shop' },
				nearestM: 812.345
			},
			{
				rule: 'BLAST',
				name: { zh: '爆破作业', en: 'Blasting' },
				clause: 'GB 6722-2014 13.6',
				why: { zh: '不涉及爆破', en: 'No blasting' },
				nearestM: null
			}
		]
	};
}

const SURROUNDINGS: Surrounding[] = [
	{
		id: 'pipeline/1',
		layer: 'pipeline',
		name: OTHERS[0].name,
		geometry: placed({
			type: 'LineString',
			coordinates: [
				[-800, -100],
				[60, 60],
				[900, 120]
			]
		})
	},
	{
		id: 'power_line/1',
		layer: 'power_line',
		name: OTHERS[4].name,
		geometry: placed({
			type: 'LineString',
			coordinates: [
				[-900, -40],
				[900, -70]
			]
		})
	},
	{
		id: 'road/1',
		layer: 'road',
		name: '田园大道',
		geometry: placed({
			type: 'LineString',
			coordinates: [
				[-900, 130],
				[900, 180]
			]
		})
	},
	{
		id: 'water/1',
		layer: 'water',
		name: '金银湖',
		geometry: placed({ type: 'Polygon', coordinates: [box(-300, -300, 180, 120)] })
	},
	{
		id: 'protection_target/1',
		layer: 'protection_target',
		name: OTHERS[3].name,
		geometry: placed({ type: 'Polygon', coordinates: [box(100, -60, 40, 25)] })
	},
	{
		id: 'enterprise/1',
		layer: 'enterprise',
		name: OTHERS[2].name,
		geometry: placed({ type: 'Point', coordinates: [-60, 30] })
	},
	{
		id: 'hazard_source/far',
		layer: 'hazard_source',
		name: '远处罐区',
		geometry: placed({ type: 'Polygon', coordinates: [box(9000, 9000, 50, 50)] })
	},
	...Array.from({ length: 120 }, (_, i): Surrounding => {
		const [x, y] = [-330 + (i % 15) * 45, 80 + Math.floor(i / 15) * 32];
		return {
			id: `building/${i}`,
			layer: 'building',
			name: i % 5 === 0 ? `恒春里${i}号楼` : null,
			geometry: placed({ type: 'Polygon', coordinates: [box(x, y, 24, 12)] })
		};
	})
];

/** A case of three parcels (an area with a hole, a point, a line) and 40 findings on the first. */
export function sitingInput(change: Partial<SitingInput> = {}): SitingInput {
	const answer: SitingAnswer = {
		provenance: {
			district: { code: '420112', name: '武汉市东西湖区', metricSrid: SRID },
			today: '2026-11-29',
			at: '2026-11-29T08:30:15.000Z',
			rulesVersion: '2026.11-1',
			dataVersion: 42,
			dataSha256: 'a'.repeat(64),
			orderSha256: 'b'.repeat(64),
			engine: 'sise-ts/0.1.0'
		},
		proposal: {
			uses: [{ type: 'warehouse', facts: { fireClass: 'A', people: 12, hazardous: true } }],
			extends: null,
			existingAreaM2: null,
			months: null
		},
		parcels: [
			answerOf(
				'东西湖区田园大道以南、金银湖路以东甲类仓库备选地块A（原长青农机厂旧址，含地块内保留水塘）',
				AREA,
				'veto',
				Array.from({ length: 40 }, (_, i) => finding(i, 0)),
				2765.4
			),
			answerOf('B 点状设施', POINT, 'conditional', [finding(16, 1), finding(17, 2)], 0),
			answerOf('C 线状设施 <&"> =1+1', LINE, 'clear', [], 0)
		]
	};
	return {
		name: '甲类仓库选址比选（2026年第3批）',
		asker: '李示康',
		answer,
		types: [
			{
				id: 'warehouse',
				name: { zh: '仓库', en: 'Warehouse' },
				group: { zh: '仓储', en: 'Storage' },
				geometry: ['area'],
				facts: [
					{
						key: 'fireClass',
						name: { zh: '火灾危险性类别', en: 'Fire class' },
						type: 'choice',
						choices: [{ value: 'A', name: { zh: '甲类', en: 'Class A' } }],
						neededBy: [{ zh: '防火间距', en: 'Fire distance' }]
					},
					{ key: 'people', name: { zh: '人数', en: 'People' }, type: 'integer', unit: '人', neededBy: [] },
					{ key: 'hazardous', name: { zh: '储存危险化学品', en: 'Stores chemicals' }, type: 'boolean', neededBy: [] },
					{ key: 'volume', name: { zh: '容积', en: 'Volume' }, type: 'number', unit: 'm³', neededBy: [] }
				]
			}
		],
		surroundings: SURROUNDINGS,
		overruled: [
			{
				parcel: 0,
				finding: 8,
				counts: 'conditional',
				reason: '现场实测 5.8 m，已附测量记录',
				by: '王示平',
				on: '2026-11-28'
			}
		],
		language: 'zh',
		...change
	};
}
