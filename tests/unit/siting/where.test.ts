import { describe, expect, test } from 'vitest';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import type { Attributes } from '../../../src/lib/risk/layer.ts';
import { VERDICTS, type Proposal } from '../../../src/lib/risk/siting/answer.ts';
import { Footprint } from '../../../src/lib/risk/siting/footprint.ts';
import { askSite, readyToAsk } from '../../../src/lib/risk/siting/site.ts';
import { OUTSIDE, whereMayItStand } from '../../../src/lib/risk/siting/where.ts';
import { ALONG, field, proposalOf, square, type Standing } from './field.ts';

const CELL_M = 250;

/** A stream of numbers from 0 to 1 that is the same each time. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

/** A field of some kilometres with a little of everything that siting asks. */
function mixedField(seed: number) {
	const next = random(seed);
	const at = () => [Math.round((next() - 0.5) * 4000), Math.round((next() - 0.5) * 4000)] as const;
	const point = () => ({ type: 'Point' as const, coordinates: [...at()] });
	const line = () => ({ type: 'LineString' as const, coordinates: [[...at()], [...at()], [...at()]] });
	const accuracyM = () => (next() < 0.5 ? undefined : Math.round(next() * 5));
	const standing: Standing[] = [
		{ id: 'trunk', layer: 'pipeline', attributes: { pipeClass: 'gas_trunk' }, geometry: ALONG },
		{
			id: 'city',
			layer: 'pipeline',
			attributes: { pipeClass: 'city_gas', pressureClass: 'high', diameterMm: 300 },
			geometry: line()
		},
		{ id: 'power', layer: 'power_line', attributes: { cable: false, voltageKV: 110 }, geometry: line(), accuracyM: 2 },
		{ id: 'road', layer: 'road', attributes: { kind: 'national' }, geometry: line() },
		{ id: 'rail', layer: 'road', attributes: { kind: 'railway', setting: 'urban' }, geometry: line() },
		{ id: 'park', layer: 'park', attributes: { kind: 'chemical' }, geometry: square(-1500, -1500, 1200) },
		{ id: 'prone', layer: 'geohazard_zone', attributes: { kind: 'prone' }, geometry: square(500, 500, 800) },
		{
			id: 'contour',
			layer: 'risk_contour',
			attributes: { kind: 'individual_risk', frequency: '3e-7' },
			geometry: square(-900, 600, 500)
		},
		{
			id: 'plant',
			layer: 'hazard_source',
			attributes: { unitKind: 'production', externalSafetyDistanceM: 400 },
			geometry: point()
		},
		{ id: 'silent', layer: 'hazard_source', attributes: { unitKind: 'production' }, geometry: point() }
	];
	for (let i = 0; i < 60; i++) {
		const [x, y] = at();
		const use = ['residential', 'school', 'hospital', 'warehouse', 'crowd'][i % 5];
		const attributes: Attributes = {
			use,
			...(use === 'warehouse' && { fireClass: '甲' }),
			...(i % 3 === 0 && { heightM: 30, beds: 300, people: 800 })
		};
		standing.push({ id: `b${i}`, layer: 'building', attributes, geometry: square(x, y, 20), accuracyM: accuracyM() });
	}
	for (let i = 0; i < 6; i++)
		standing.push({ id: `s${i}`, layer: 'enterprise', attributes: { kind: 'firework_retail' }, geometry: point() });
	return field(standing);
}

const PROJECTS: [string, Attributes, Partial<Proposal>?][] = [
	['housing', { people: 900, households: 310 }],
	['school', { people: 600 }],
	['warehouse', { fireClass: '甲', storageItemClass: 3, storageTonnes: 9 }],
	['petrol_station', {}],
	['hazchem_production', { externalSafetyDistanceM: 250, inventory: [{ name: '氯', tonnes: 20 }], fireClass: '乙' }],
	['hazchem_storage', {}],
	['factory', { fireClass: '丁' }, { months: 6 }],
	['blasting', {}]
];

/** What was said of a project somewhere, in all fields. */
const toldOf = new Map<string, Set<number>>();

describe.each(PROJECTS)('where a %s may stand', (type, facts, more) => {
	test.each([1, 2, 3])('is what is said of each place by itself, field %i', { timeout: 60_000 }, (seed) => {
		const around = mixedField(seed);
		const asked = readyToAsk(proposalOf(type, facts, more), around);
		const builder = new ShapesBuilder();
		builder.addGeometry(square(0, 0, 60 + 40 * seed));
		const place = { shapes: builder.finish(), i: 0, accuracyM: seed === 3 ? 1.5 : null };
		const { frame, cells, areaM2, nearest } = whereMayItStand(around, asked, place, CELL_M);
		const foot = new Footprint(place.shapes, 0);
		const told = new Set<number>();
		for (let cell = 0; cell < cells.length; cell++) {
			const [x, y] = [frame.centreX[cell % frame.columns], frame.centreY[Math.floor(cell / frame.columns)]];
			foot.moveTo(x, y);
			const answer = askSite(around, asked, { ...place, shapes: foot.shapes });
			const beyond = answer.unasked.length > 0;
			const code = beyond ? OUTSIDE : VERDICTS.indexOf(answer.verdict);
			if (cells[cell] !== code) {
				throw new Error(
					`At ${x}, ${y} the map says ${VERDICTS[cells[cell]]} and the site ${answer.verdict}: ${answer.findings.map((one) => `${one.rule} ${one.measuredM} ${one.state}`).join('; ')}`
				);
			}
			told.add(code);
		}
		for (const code of told) toldOf.set(type, (toldOf.get(type) ?? new Set()).add(code));
		if (seed === 3) expect(toldOf.get(type)!.size, 'it tells places apart').toBeGreaterThan(1);
		const inside = cells.filter((code) => code !== OUTSIDE).length;
		expect(Object.values(areaM2).reduce((a, b) => a + b)).toBe(inside * CELL_M ** 2);
		const best = Math.max(...[...cells].filter((code) => code !== OUTSIDE));
		if (best === VERDICTS.indexOf('clear')) {
			expect(nearest?.verdict).toBe('clear');
			foot.moveTo(nearest!.x, nearest!.y);
			expect(askSite(around, asked, { ...place, shapes: foot.shapes }).verdict).toBe('clear');
		} else expect(nearest?.verdict ?? null).toBe(best === VERDICTS.indexOf('conditional') ? 'conditional' : null);
	});
});
