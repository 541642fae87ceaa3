import type { Words } from '../risk/words.ts';

const POINTS: readonly Words[] = [
	{ zh: '北', en: 'north' },
	{ zh: '东北', en: 'north-east' },
	{ zh: '东', en: 'east' },
	{ zh: '东南', en: 'south-east' },
	{ zh: '南', en: 'south' },
	{ zh: '西南', en: 'south-west' },
	{ zh: '西', en: 'west' },
	{ zh: '西北', en: 'north-west' }
];

/** Degrees clockwise from north from one place to another, longitude and latitude; good for the few kilometres of a site. */
export function bearingOf(from: readonly [number, number], to: readonly [number, number]): number {
	const north = to[1] - from[1];
	const east = (to[0] - from[0]) * Math.cos((((from[1] + to[1]) / 2) * Math.PI) / 180);
	return ((((Math.atan2(east, north) * 180) / Math.PI) % 360) + 360) % 360;
}

/** The eighth of the compass in which it lies: 东北, north-east. */
export function compassWords(degrees: number): Words {
	return POINTS[Math.round(degrees / 45) % 8];
}
