import type { DangerMark } from './api.ts';

export type DangerState = DangerMark['state'];
/** The most pressing last: it is drawn on top. */
export const DANGER_STATES: readonly DangerState[] = ['closed', 'open', 'listed', 'overdue'];

export interface DangerLook {
	/** SVG path in a square of 24. */
	shape: string;
	letter: { zh: string; en: string };
	fill: string;
	on: string;
	/** How far below the middle the letter stands, of 24. */
	drop: number;
}

/**
 * The states of a hidden danger, told by shape and letter and only then by colour; none of the four colours of the
 * levels, which a danger does not have.
 */
export const DANGER_LOOK: Readonly<Record<DangerState, DangerLook>> = {
	closed: {
		shape: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z',
		letter: { zh: '销', en: '✓' },
		fill: '#22303c',
		on: '#b9c9d8',
		drop: 0
	},
	open: {
		shape: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z',
		letter: { zh: '隐', en: 'O' },
		fill: '#e9ddff',
		on: '#24123f',
		drop: 0
	},
	listed: {
		shape: 'M3.5 3.5H20.5V20.5H3.5z',
		letter: { zh: '挂', en: 'L' },
		fill: '#b68cff',
		on: '#1a0a33',
		drop: 0
	},
	overdue: {
		shape: 'M12 0.5L23.5 22H0.5z',
		letter: { zh: '逾', en: '!' },
		fill: '#ff5cd6',
		on: '#33022a',
		drop: 2.6
	}
};

/** The name under which the map knows a state's mark. */
export function dangerIcon(state: DangerState): string {
	return `danger-${state}`;
}

/** Side of a mark, CSS pixels at 16 px type. */
export const DANGER_SIZE = 26;

/** Draws a state's mark as pixels; null where the page gives no canvas. */
export function drawDanger(state: DangerState, language: 'zh' | 'en', pixelRatio: number): ImageData | null {
	const { shape, letter, fill, on, drop } = DANGER_LOOK[state];
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = Math.round(DANGER_SIZE * pixelRatio);
	const pen = canvas.getContext('2d', { willReadFrequently: true });
	if (!pen) return null;
	const unit = canvas.width / 28;
	pen.setTransform(unit, 0, 0, unit, 2 * unit, 2 * unit);
	const path = new Path2D(shape);
	pen.lineJoin = 'round';
	pen.lineWidth = 3.4;
	pen.strokeStyle = '#05080b';
	pen.stroke(path);
	pen.fillStyle = fill;
	pen.fill(path);
	pen.lineWidth = 1.2;
	pen.strokeStyle = on;
	pen.stroke(path);
	pen.fillStyle = on;
	pen.font = '700 11.5px "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
	pen.textAlign = 'center';
	pen.textBaseline = 'middle';
	pen.fillText(letter[language], 12, 12.6 + drop);
	return pen.getImageData(0, 0, canvas.width, canvas.height);
}
