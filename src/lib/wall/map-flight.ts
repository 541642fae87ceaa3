import type { Map as Chart } from 'maplibre-gl';
import type { Box } from '../map/view.svelte.ts';
import type { Focus } from './map-props.ts';

/** A flight takes so long at least, and never longer, milliseconds. */
const SHORTEST_MS = 1200;
const LONGEST_MS = 3800;
/** At a stop one looks at the ground from the side, degrees; the overview is flat. */
const STOP_PITCH = 45;
/** As near as a stop goes: a feature's surroundings are what makes it dangerous. */
const NEAREST_ZOOM = 15.5;
/** Seen from the side the near and the far edge need more room than from above, zoom levels. */
const PITCH_ROOM = 0.35;

/** Is a box as good as the whole: does it cover nine tenths of its width and height? */
export function isWhole(box: Box, whole: Box | null): boolean {
	if (whole === null) return false;
	const share = (one: number, other: number) => (other === 0 ? 1 : one / other);
	return share(box[2] - box[0], whole[2] - whole[0]) >= 0.9 && share(box[3] - box[1], whole[3] - whole[1]) >= 0.9;
}

/** How far from above the map is looked at there, degrees. */
export function pitchOf({ box, feature }: Focus, whole: Box | null): number {
	return feature === null && isWhole(box, whole) ? 0 : STOP_PITCH;
}

/** Milliseconds of a flight that changes so many zoom levels and goes so many widths of the map. */
export function flightMs(zoomLevels: number, widths: number): number {
	return Math.min(LONGEST_MS, SHORTEST_MS + 350 * Math.abs(zoomLevels) + 300 * Math.log2(1 + widths));
}

/** Sends the map to a focus, there at once with `jump`; gives whether it flies. */
export function flyToFocus(chart: Chart, focus: Focus, whole: Box | null, jump: boolean): boolean {
	const pitch = pitchOf(focus, whole);
	const camera = chart.cameraForBounds(focus.box, { padding: 48, maxZoom: NEAREST_ZOOM + (pitch ? PITCH_ROOM : 0) });
	if (!camera) return false;
	const center = focus.feature !== null && focus.at ? focus.at : (camera.center ?? chart.getCenter());
	const zoom = (camera.zoom ?? chart.getZoom()) - (pitch ? PITCH_ROOM : 0);
	const target = { center, zoom, pitch, bearing: 0 };
	if (jump) {
		chart.jumpTo(target);
		return false;
	}
	const to = chart.project(center);
	const { clientWidth, clientHeight } = chart.getContainer();
	const widths = Math.hypot(to.x - clientWidth / 2, to.y - clientHeight / 2) / clientWidth;
	chart.flyTo({ ...target, essential: false, duration: flightMs(zoom - chart.getZoom(), widths) });
	return chart.isMoving();
}
