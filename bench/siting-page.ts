import type { Attributes } from '../src/lib/risk/layer.ts';
import { ShapesBuilder } from '../src/lib/geo/geojson-shapes.ts';
import { askSite, readyToAsk } from '../src/lib/risk/siting/site.ts';
import type { NeighbourColumns, Neighbours } from '../src/lib/siting/api.ts';
import { surroundingsFrom } from '../src/lib/siting/receive.ts';
import { writeShapes } from '../src/lib/siting/shapes-text.ts';
import type { Row } from './row.ts';

const DISTRICT = '420199';
const SRID = 4547;
/** Buildings along one side of the field, and metres from one to the next. */
const SIDE = 317;
const APART_M = 30;
const CHANGES = 200;
const MOST_MS = 50;

/**
 * One change in the page while a shape is dragged: a gas trunk line of 3 km in twelve bends, over a field of 100,000
 * buildings that the server sent. The page's worker does the same.
 */
export function benchSitingPage(report: (row: Row) => void): void {
	const began = performance.now();
	const around = surroundingsFrom(DISTRICT, field());
	const proposal = {
		uses: [{ type: 'pipeline', facts: { pipeClass: 'gas_trunk', diameterMm: 711 } }],
		extends: null,
		existingAreaM2: null,
		months: null
	};
	const ms: number[] = [];
	let findings = 0;
	for (let change = 0; change < CHANGES; change++) {
		const start = performance.now();
		const builder = new ShapesBuilder();
		const bends = Array.from({ length: 13 }, (_, k) => [2000 + 250 * k, 3000 + 7 * change + (k % 2) * 90]);
		builder.addGeometry({ type: 'LineString', coordinates: bends });
		const place = { shapes: builder.finish(), i: 0, accuracyM: null };
		const answer = askSite(around, readyToAsk(proposal, around), place);
		ms.push(performance.now() - start);
		findings += answer.findings.length;
	}
	const firstMs = ms[0];
	const receivedMs = performance.now() - began - ms.reduce((sum, one) => sum + one, 0);
	ms.sort((a, b) => a - b);
	report({
		name: `a change in the page, ${SIDE * SIDE} buildings around`,
		count: findings,
		medianMs: ms[CHANGES / 2],
		minMs: ms[0],
		maxMs: ms[CHANGES - 1],
		note: `findings of ${CHANGES} changes; p95 ${ms[0.95 * CHANGES - 1].toFixed(1)} ms of at most ${MOST_MS}; the first, which makes the index, ${firstMs.toFixed(0)} ms; receiving ${receivedMs.toFixed(0)} ms`
	});
}

function field(): Neighbours {
	const builder = new ShapesBuilder();
	for (let k = 0; k < SIDE * SIDE; k++)
		builder.addGeometry(box((k % SIDE) * APART_M, Math.floor(k / SIDE) * APART_M, 14));
	const shapes = builder.finish();
	const of = <T>(value: (k: number) => T) => Array.from({ length: shapes.count }, (_, k) => value(k));
	const building: NeighbourColumns = {
		ids: of((k) => `building/${k}`),
		names: of(() => null),
		attributes: of((k): Attributes => ({ use: k % 3 === 0 ? 'residential' : 'office', storeys: 5 })),
		accuracyM: of(() => null),
		levels: of(() => null),
		shapes: writeShapes(shapes)
	};
	const outline = new ShapesBuilder();
	outline.addGeometry(box(-5000, -5000, SIDE * APART_M + 10_000));
	return {
		today: '2026-11-29',
		metricSrid: SRID,
		dataVersion: 1,
		rulesVersion: 'shipped',
		rules: null,
		answered: [],
		outline: writeShapes(outline.finish()),
		layers: { building }
	};
}

function box(x: number, y: number, size: number) {
	const ring = [
		[x, y],
		[x + size, y],
		[x + size, y + size],
		[x, y + size],
		[x, y]
	];
	return { type: 'Polygon' as const, coordinates: [ring] };
}
