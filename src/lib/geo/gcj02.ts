import gcoord from 'gcoord';
import { GeoError } from './geo-error.ts';

type LngLat = [number, number];

/** Where to stop, in degrees: 1e-11° is a micrometre. */
const CLOSE_ENOUGH_DEGREES = 1e-11;

/**
 * GCJ-02 (AutoNavi, Tencent) to WGS 84, longitude and latitude in degrees. gcoord's forward formula is the model, and
 * it is inverted by iteration: gcoord's own inverse stops at 1e-6° and is up to 0.14 m off. Outside of China's box
 * the two are equal. Throws a GeoError on the edge of that box, where the offset sets in at once and no answer exists.
 */
export function gcj02ToWgs84(lng: number, lat: number): LngLat {
	return invert(lng, lat, (p) => gcoord.transform(p, gcoord.WGS84, gcoord.GCJ02));
}

/** BD-09 (Baidu) to WGS 84, longitude and latitude in degrees: inverted by iteration as GCJ-02 is, in two steps. */
export function bd09ToWgs84(lng: number, lat: number): LngLat {
	const [gcjLng, gcjLat] = invert(lng, lat, (p) => gcoord.transform(p, gcoord.GCJ02, gcoord.BD09));
	return gcj02ToWgs84(gcjLng, gcjLat);
}

/** WGS 84 to GCJ-02 (AutoNavi, Apple in China), longitude and latitude in degrees. Outside of China's box the two are equal. */
export function wgs84ToGcj02(lng: number, lat: number): LngLat {
	return gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02);
}

/** WGS 84 to BD-09 (Baidu), longitude and latitude in degrees. */
export function wgs84ToBd09(lng: number, lat: number): LngLat {
	return gcoord.transform([lng, lat], gcoord.WGS84, gcoord.BD09);
}

/** Fixed-point iteration: the offset changes by at most a few per cent of a step, so each round gains a digit or two. */
function invert(lng: number, lat: number, forward: (point: LngLat) => LngLat): LngLat {
	let x = lng;
	let y = lat;
	for (let round = 0; round < 30; round++) {
		const [fx, fy] = forward([x, y]);
		const dx = fx - lng;
		const dy = fy - lat;
		if (Math.abs(dx) < CLOSE_ENOUGH_DEGREES && Math.abs(dy) < CLOSE_ENOUGH_DEGREES) return [x, y];
		x -= dx;
		y -= dy;
	}
	throw new GeoError({
		zh: `坐标 ${lng}, ${lat} 位于 GCJ-02/BD-09 偏移范围的边缘，无法反算。请提供 WGS84 或 CGCS2000 坐标。`,
		en: `${lng}, ${lat} lies on the edge of the area where GCJ-02 and BD-09 are defined and has no inverse. Give it in WGS 84 or CGCS2000.`
	});
}
