import type { Map as Chart } from 'maplibre-gl';
import { drawStrokes } from '../map/patterns.ts';
import { CHANGE_LOOK, changePattern, CHANGES } from './map-change.ts';
import { DANGER_STATES, dangerIcon, drawDanger } from './map-danger.ts';
import { FOCUS_ROOM, FOCUS_ROOM_SIZE } from './map-marks-style.ts';

/** Marks are drawn finer than any screen shows them: the wall enlarges them with its type. */
const MARK_RATIO = 5;

/** Gives the map the marks of hidden dangers. */
export function dangerIcons(chart: Chart, language: 'zh' | 'en'): void {
	for (const state of DANGER_STATES) {
		if (chart.hasImage(dangerIcon(state))) continue;
		const image = drawDanger(state, language, MARK_RATIO);
		if (image) chart.addImage(dangerIcon(state), image, { pixelRatio: MARK_RATIO });
	}
}

/** Gives the map the room of what is looked at. */
export function focusRoom(chart: Chart): void {
	if (!chart.hasImage(FOCUS_ROOM)) chart.addImage(FOCUS_ROOM, new ImageData(FOCUS_ROOM_SIZE, FOCUS_ROOM_SIZE));
}

/** Gives the map the strokes of what changed between two runs. */
export function changeStrokes(chart: Chart): void {
	const pixelRatio = Math.max(2, window.devicePixelRatio);
	for (const change of CHANGES) {
		if (chart.hasImage(changePattern(change))) continue;
		const { pattern, ink } = CHANGE_LOOK[change];
		const image = drawStrokes(pattern, ink, pixelRatio);
		if (image) chart.addImage(changePattern(change), image, { pixelRatio });
	}
}
