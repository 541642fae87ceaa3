/** The projected systems that are known by number, as proj4 definitions. */
export interface Projection {
	name: string;
	definition: string;
}

const SWISS =
	'+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +ellps=bessel ' +
	'+towgs84=674.374,15.056,405.346,0,0,0,0 +units=m +no_defs';

/**
 * The projection of an EPSG code: CGCS2000 Gauss–Krüger (4491–4554), UTM on WGS 84 (32601–32660, 32701–32760),
 * Web Mercator (3857) and the Swiss grids (2056, 21781). `null` for any other code. x is east and y is north always,
 * whatever axis order EPSG gives.
 */
export function projectionOf(srid: number): Projection | null {
	if (srid >= 4491 && srid <= 4501) return gaussKruger(6, 75 + 6 * (srid - 4491), 13 + srid - 4491);
	if (srid >= 4502 && srid <= 4512) return gaussKruger(6, 75 + 6 * (srid - 4502), null);
	if (srid >= 4513 && srid <= 4533) return gaussKruger(3, 75 + 3 * (srid - 4513), 25 + srid - 4513);
	if (srid >= 4534 && srid <= 4554) return gaussKruger(3, 75 + 3 * (srid - 4534), null);
	if (srid >= 32601 && srid <= 32660) return utm(srid - 32600, 'N');
	if (srid >= 32701 && srid <= 32760) return utm(srid - 32700, 'S');
	if (srid === 3857) return { name: 'WGS 84 / Pseudo-Mercator', definition: webMercator };
	if (srid === 2056) return { name: 'CH1903+ / LV95', definition: `${SWISS} +x_0=2600000 +y_0=1200000` };
	if (srid === 21781) return { name: 'CH1903 / LV03', definition: `${SWISS} +x_0=600000 +y_0=200000` };
	return null;
}

const webMercator =
	'+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs';

/** The ellipsoid of CGCS2000 is GRS80 to the digit; no datum is named, so none is shifted: CGCS2000 = WGS 84. */
function gaussKruger(widthDegrees: 3 | 6, meridian: number, prefix: number | null): Projection {
	const falseEasting = (prefix ?? 0) * 1_000_000 + 500_000;
	const zone = prefix === null ? `CM ${meridian}E` : `zone ${prefix}`;
	return {
		name: `CGCS2000 / ${widthDegrees}-degree Gauss-Kruger ${zone}`,
		definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`
	};
}

function utm(zone: number, half: 'N' | 'S'): Projection {
	return {
		name: `WGS 84 / UTM zone ${zone}${half}`,
		definition: `+proj=utm +zone=${zone}${half === 'S' ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`
	};
}
