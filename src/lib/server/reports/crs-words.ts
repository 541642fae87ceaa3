import { projectionOf } from '../../geo/projections.ts';
import type { Words } from '../../risk/words.ts';

/** A metric plane as a map sheet names it. */
export function crsWords(srid: number): Words {
	const code = `EPSG:${srid}`;
	const en = projectionOf(srid)?.name ?? code;
	const meridian = srid >= 4534 && srid <= 4554 ? 75 + 3 * (srid - 4534) : null;
	return {
		zh: meridian === null ? `${en} (${code})` : `CGCS2000 / 3度带高斯-克吕格投影，中央经线 ${meridian}°E (${code})`,
		en: `${en} (${code})`
	};
}
