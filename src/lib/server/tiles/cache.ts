import { LRUCache } from 'lru-cache';
import { gzipSync } from 'node:zlib';
import { rowsTag, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import type { TileAddress } from './address.ts';
import { makeTile } from './tile.ts';

/** Made tiles, gzipped, up to 48 MB: a whole district at every zoom that a session looks at. */
const tiles = new LRUCache<string, Uint8Array<ArrayBuffer>>({
	maxSize: 48 * 2 ** 20,
	sizeCalculation: (tile) => tile.byteLength + 200
});
const making = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** What tiles are made from now: version of the data and id of the newest run, `12-3`; `null`: no such district. */
export async function tileVersion(db: Queryable, district: string): Promise<string | null> {
	const { rows } = await db.query<{ version: number; run: number }>(
		`select version, coalesce((select max(id) from run where run.district = code), 0) as run from district where code = $1`,
		[district]
	);
	return rows.length === 0 ? null : `${rows[0].version}-${rows[0].run}`;
}

/**
 * A gzipped tile of what is stored under `version` (see tileVersion), made once however many ask at once who see the same
 * rows.
 */
export async function readTile(
	db: Queryable,
	sight: Sight,
	district: string,
	version: string,
	address: TileAddress
): Promise<Uint8Array<ArrayBuffer>> {
	const key = `${district}/${rowsTag(sight, district)}/${version}/${address.z}/${address.x}/${address.y}`;
	const kept = tiles.get(key) ?? making.get(key);
	if (kept) return kept;
	const run = Number(version.split('-')[1]);
	const made = makeTile(db, sight, district, run, address).then((tile) => gzipSync(tile));
	making.set(key, made);
	try {
		const tile = await made;
		tiles.set(key, tile);
		return tile;
	} finally {
		making.delete(key);
	}
}
