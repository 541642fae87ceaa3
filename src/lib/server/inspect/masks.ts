import { nearText, kindsOf, type NearAsked } from '../../inspect/address.ts';
import type { RankedUnit } from '../../inspect/rank.ts';
import { GROUND } from '../../access/tiers.ts';
import { rowsTag, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { findNear } from '../features/near.ts';
import type { Held } from './held.ts';

/** The units that are seen: 1 for each that is; null where all are. */
export async function seenMask(db: Queryable, held: Held, sight: Sight, district: string): Promise<Uint8Array | null> {
	if (!sight.tiers.has('general')) return new Uint8Array(held.units.length);
	if (sight.rows === null) return null;
	const own = sight.rows.get(district) ?? [];
	return remembered(held, `seen ${rowsTag(sight, district)}`, async () => {
		const { rows } = await db.query<{ feature: string }>(
			'select distinct feature from feature_place where district = $1 and subdistrict = any($2::text[])',
			[district, own]
		);
		const ids = new Set(rows.map(({ feature }) => feature));
		return maskOf(held.units, ({ id, layer }) => ids.has(id) || GROUND.includes(layer));
	});
}

/** The units that lie within all of these distances, measured in the metric plane: 1 for each; null where none is asked. */
export async function nearMask(
	db: Queryable,
	held: Held,
	district: string,
	near: readonly NearAsked[]
): Promise<Uint8Array | null> {
	let mask: Uint8Array | null = null;
	for (const one of near) mask = both(mask, await nearOne(db, held, district, one));
	return mask;
}

/** What passes two masks. */
export function both(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
	if (a === null || b === null) return a ?? b;
	return a.map((bit, i) => bit & b[i]);
}

function nearOne(db: Queryable, held: Held, district: string, asked: NearAsked): Promise<Uint8Array> {
	return remembered(held, `near ${nearText(asked)}`, async () => {
		const { layer, kind, withinM } = asked;
		const key = kindsOf(layer)?.key;
		const found = await findNear(db, {
			district,
			layers: held.columns.facets.layer.values as NearAsked['layer'][],
			to: layer,
			withinM,
			where: kind === null || key === undefined ? {} : { [key]: kind }
		});
		const ids = new Set(found.map(({ id }) => id));
		return maskOf(held.units, ({ id }) => ids.has(id));
	});
}

function maskOf(units: readonly RankedUnit[], passes: (unit: RankedUnit) => boolean): Uint8Array {
	return Uint8Array.from(units, (unit) => (passes(unit) ? 1 : 0));
}

async function remembered(held: Held, key: string, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
	const known = held.masks.get(key);
	if (known !== undefined) return known;
	const mask = await work();
	held.masks.set(key, mask);
	return mask;
}
