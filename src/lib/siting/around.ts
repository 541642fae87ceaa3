import type { Geometry } from 'geojson';
import { densifyLngLat, projectGeometry } from '../geo/densify.ts';
import { ShapesBuilder } from '../geo/geojson-shapes.ts';
import { planeOf } from '../geo/plane.ts';
import type { Proposal, SiteFinding } from '../risk/siting/answer.ts';
import { askSite, readyToAsk } from '../risk/siting/site.ts';
import type { Neighbours, PlacedFinding } from './api.ts';
import { surroundingsFrom } from './receive.ts';
import type { Said } from './result.ts';

/**
 * What answers for one shape after the other, on the features that were sent: as the server does, but for the days of
 * the data and what does not apply. It throws what the engine throws for a shape that cannot be measured.
 */
export function receiveAround(
	district: string,
	sent: Neighbours,
	proposal: Proposal
): (geometry: Geometry, accuracyM: number | null) => Said {
	const plane = planeOf(sent.metricSrid);
	const around = surroundingsFrom(district, sent);
	const asked = readyToAsk(proposal, around);
	const placed = (finding: SiteFinding): PlacedFinding => {
		const { from, to } = finding;
		const line: PlacedFinding['line'] = from && to ? [plane.unproject(...from), plane.unproject(...to)] : null;
		return { ...finding, dataOn: null, line };
	};
	const ask = (geometry: Geometry, accuracyM: number | null) => {
		const builder = new ShapesBuilder();
		builder.addGeometry(geometry);
		return askSite(around, asked, { shapes: builder.finish(), i: 0, accuracyM });
	};
	// The first question makes the indexes: it is asked before somebody who drags a shape waits for it.
	if (around.outline.count > 0) {
		const [west, south] = around.outline.box;
		ask({ type: 'Point', coordinates: [west, south] }, null);
	}
	return (geometry, accuracyM) => {
		const answer = ask(projectGeometry(densifyLngLat(geometry), plane), accuracyM);
		return { ...answer, findings: answer.findings.map(placed) };
	};
}
