import type { Map as Chart } from 'maplibre-gl';
import { addImage } from '../map/add-image.ts';
import { drawStrokes } from '../map/patterns.ts';
import { CHANGE_LOOK, changePattern, CHANGES } from './map-change.ts';
import { DANGER_STATES, dangerIcon, drawDanger } from './map-danger.ts';
import { FOCUS_ROOM, FOCUS_ROOM_SIZE } from './map-marks-style.ts';

/** Marks are drawn finer than any screen shows them: the wall enlarges them with its type. */
const MARK_RATIO = 5;

/** Gives the map the marks of hidden dangers. */
export function dangerIcons(chart: Chart, language: 'zh' | 'en'): void {
	for (const state of DANGER_STATES) {
		addImage(chart, dangerIcon(state), () => drawDanger(state, language, MARK_RATIO), MARK_RATIO);
	}
}

/** Gives the map the room of what is looked at. */
export function focusRoom(chart: Chart): void {
	addImage(chart, FOCUS_ROOM, () => new ImageData(FOCUS_ROOM_SIZE, FOCUS_ROOM_SIZE), 1);
}

/** Gives the map the strokes of what changed between two runs. */
export function changeStrokes(chart: Chart): void {
	const pixelRatio = Math.max(2, window.devicePixelRatio);
	for (const change of CHANGES) {
		const { pattern, ink } = CHANGE_LOOK[change];
		addImage(chart, changePattern(change), () => drawStrokes(pattern, ink, pixelRatio), pixelRatio);
	}
}
