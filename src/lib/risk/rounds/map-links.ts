import { wgs84ToBd09, wgs84ToGcj02 } from '../../geo/gcj02.ts';
import type { WayPoint } from './sheet.ts';

/** Links that open a place in the map app of a phone, by app. */
export interface MapLinks {
	/** RFC 5870: whatever the phone has for it. WGS 84. */
	geo: string;
	/** Amap: drive there from where the phone is. GCJ-02. */
	amap: string;
	/** Baidu: the place on the map, from where it drives. BD-09. */
	baidu: string;
	/** Apple Maps: drive there. Its map of China is in GCJ-02. */
	apple: string;
}

/** The links for a place in WGS 84 degrees. Each app gets the coordinates of its own map, so that the pin is not 500 m off. */
export function mapLinksOf({ name, lng, lat }: WayPoint): MapLinks {
	// A half surrogate pair cannot be encoded; a comma parts name from place in the links of Amap.
	const label = name
		.toWellFormed()
		.replace(/[,|()\s]+/g, ' ')
		.trim();
	const [gcjLng, gcjLat] = wgs84ToGcj02(lng, lat).map(short);
	const [bdLng, bdLat] = wgs84ToBd09(lng, lat).map(short);
	const at = `${short(lat)},${short(lng)}`;
	return {
		geo: `geo:${at}?q=${at}(${encode(label)})`,
		amap: `https://uri.amap.com/navigation?to=${gcjLng},${gcjLat},${encode(label)}&mode=car&coordinate=gaode&src=sise&callnative=1`,
		baidu: `https://api.map.baidu.com/marker?location=${bdLat},${bdLng}&title=${encode(label)}&content=${encode(label)}&output=html&coord_type=bd09ll&src=sise`,
		apple: `https://maps.apple.com/?daddr=${gcjLat},${gcjLng}&dirflg=d`
	};
}

function short(degree: number): string {
	return degree.toFixed(6);
}

/** As encodeURIComponent, and the quotes and brackets too that it leaves: a link may stand anywhere. */
function encode(text: string): string {
	return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
