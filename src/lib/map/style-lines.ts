import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { PALETTES, type Palette } from './palette.ts';
import { byLevelCode, FONT, own, width, type StyleInput } from './style-words.ts';
import type { HcaClass } from '$lib/risk/hca/hca.ts';

/** The dashes that tell the classes of high consequence areas apart without colour; III is drawn through. */
export const HCA_DASHES: Readonly<Record<HcaClass, number[] | null>> = { I: [1, 2], II: [5, 2], III: null };
const CLASSES = Object.keys(HCA_DASHES) as HcaClass[];

/** Line layers of high consequence areas, for the switch of the page. */
export const HCA_LAYERS = ['hca', ...CLASSES.map((one) => `hca-${one}`), 'hca-name'];

/** High consequence areas: a wide band under the pipeline in the colour of the class, its edges dashed by class. */
export function hcaBands(palette: Palette): LayerSpecification[] {
	return [
		own('hca', 'segment', 'line', {
			'line-color': byLevelCode(palette, 'fill'),
			'line-width': width(9, 6, 16, 22),
			'line-opacity': 0.5
		}),
		...CLASSES.map((one) =>
			own(
				`hca-${one}`,
				'segment',
				'line',
				{
					'line-color': byLevelCode(palette, 'ink'),
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
function contourColour({ contours }: Palette): ExpressionSpecification {
	const [first, second, third, fourth, control] = contours;
	return ['match', ['get', 'frequency'], '3e-5', first, '1e-5', second, '3e-6', third, '3e-7', fourth, control];
}

/** Risk contours and the control lines of parks: outlines, the rarer the thinner. */
export function contours(palette: Palette): LayerSpecification[] {
	const isControlLine: ExpressionSpecification = ['==', ['get', 'kind'], 'park_control_line'];
	const line = (id: string, dashes: number[] | null, filter: ExpressionSpecification) =>
		own(
			id,
			'risk_contour',
			'line',
			{
				'line-color': contourColour(palette),
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
export function lineNames(input: StyleInput): LayerSpecification[] {
	const { language, typeScale } = input;
	const palette = PALETTES[input.palette];
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
	const paint = { 'text-halo-color': palette.letterHalo, 'text-halo-width': 2 };
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
			paint: { ...paint, 'text-color': byLevelCode(palette, 'ink') }
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
			paint: { ...paint, 'text-color': contourColour(palette) }
		}
	] as LayerSpecification[];
}
