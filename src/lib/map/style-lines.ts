import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { byLevelCode, FONT, own, width, type StyleInput } from './style-words.ts';
import type { HcaClass } from '$lib/risk/hca/hca.ts';

/** The dashes that tell the classes of high consequence areas apart without colour; III is drawn through. */
export const HCA_DASHES: Readonly<Record<HcaClass, number[] | null>> = { I: [1, 2], II: [5, 2], III: null };
const CLASSES = Object.keys(HCA_DASHES) as HcaClass[];

/** Line layers of high consequence areas, for the switch of the page. */
export const HCA_LAYERS = ['hca', ...CLASSES.map((one) => `hca-${one}`), 'hca-name'];

/** High consequence areas: a wide band under the pipeline in the colour of the class, its edges dashed by class. */
export function hcaBands(): LayerSpecification[] {
	return [
		own('hca', 'segment', 'line', {
			'line-color': byLevelCode('fill'),
			'line-width': width(9, 6, 16, 22),
			'line-opacity': 0.5
		}),
		...CLASSES.map((one) =>
			own(
				`hca-${one}`,
				'segment',
				'line',
				{
					'line-color': byLevelCode('ink'),
					'line-width': width(9, 1, 16, 2.2),
					'line-gap-width': width(9, 6, 16, 22),
					...(HCA_DASHES[one] ? { 'line-dasharray': HCA_DASHES[one] } : {})
				},
				['==', ['get', 'class'], one]
			)
		)
	];
}

/** Purples, not levels: a contour is a frequency taken over from an assessment, and no grade of Sise. */
const CONTOUR_COLOUR: ExpressionSpecification = [
	'match',
	['get', 'frequency'],
	'3e-5',
	'#4b0d5c',
	'1e-5',
	'#6f2a91',
	'3e-6',
	'#8a4bb0',
	'3e-7',
	'#9b62bf',
	'#4a4256'
];

/** Risk contours and the control lines of parks: outlines, the rarer the thinner. */
export function contours(): LayerSpecification[] {
	const isControlLine: ExpressionSpecification = ['==', ['get', 'kind'], 'park_control_line'];
	const line = (id: string, dashes: number[] | null, filter: ExpressionSpecification) =>
		own(
			id,
			'risk_contour',
			'line',
			{
				'line-color': CONTOUR_COLOUR,
				'line-width': ['match', ['get', 'frequency'], '3e-5', 3, '1e-5', 2.4, '3e-6', 1.9, 1.6],
				...(dashes ? { 'line-dasharray': dashes } : {})
			},
			filter
		);
	return [
		line('risk_contour', null, ['!', isControlLine]),
		line('risk_contour-control', [7, 2, 1.5, 2], isControlLine)
	];
}

/** Words along these lines: the class of a stretch, the frequency of a contour. */
export function lineNames({ language, typeScale }: StyleInput): LayerSpecification[] {
	const frequency: ExpressionSpecification = [
		'match',
		['get', 'frequency'],
		'3e-5',
		'3×10⁻⁵',
		'1e-5',
		'1×10⁻⁵',
		'3e-6',
		'3×10⁻⁶',
		'3e-7',
		'3×10⁻⁷',
		language === 'zh' ? '控制线' : 'control line'
	];
	const layout = { 'text-font': FONT, 'symbol-placement': 'line', 'text-size': 12 * typeScale, 'text-padding': 4 };
	const paint = { 'text-halo-color': '#ffffff', 'text-halo-width': 2 };
	return [
		{
			id: 'hca-name',
			type: 'symbol',
			source: 'own',
			'source-layer': 'segment',
			minzoom: 11,
			layout: {
				...layout,
				'symbol-spacing': 350,
				'text-field':
					language === 'zh' ? ['concat', ['get', 'class'], '级高后果区'] : ['concat', 'HCA ', ['get', 'class']]
			},
			paint: { ...paint, 'text-color': byLevelCode('ink') }
		},
		{
			id: 'risk_contour-name',
			type: 'symbol',
			source: 'own',
			'source-layer': 'risk_contour',
			minzoom: 12,
			layout: {
				...layout,
				'symbol-spacing': 400,
				'text-field': ['concat', frequency, ' ', ['coalesce', ['get', 'name'], '']]
			},
			paint: { ...paint, 'text-color': CONTOUR_COLOUR }
		}
	] as LayerSpecification[];
}
