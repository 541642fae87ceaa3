/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

export interface Tile {
	z: number;
	x: number;
	y: number;
}

/** The shallowest zoom that a phone keeps; and the deepest there is, beyond which a map enlarges. */
const SHALLOWEST = 9;
const DEEPEST = 16;

/** As many as a round is worth: some tens of kilobytes each. */
const MOST_TILES = 240;

/** The tiles of a box from zoom 9 down to the deepest zoom at which they are not too many. Those of a depth lie together. */
export function tilesOfBox(box: Box, most = MOST_TILES): { tiles: Tile[]; min: number; max: number } {
	let tiles = tilesAt(box, SHALLOWEST);
	let max = SHALLOWEST;
	for (let z = SHALLOWEST + 1; z <= DEEPEST; z++) {
		const deeper = tilesAt(box, z);
		if (tiles.length + deeper.length > most) break;
		tiles = [...tiles, ...deeper];
		max = z;
	}
	return { tiles, min: SHALLOWEST, max };
}

function tilesAt([west, south, east, north]: Box, z: number): Tile[] {
	const tiles: Tile[] = [];
	for (let x = column(west, z); x <= column(east, z); x++) {
		for (let y = row(north, z); y <= row(south, z); y++) tiles.push({ z, x, y });
	}
	return tiles;
}

function column(lng: number, z: number): number {
	return within(((lng + 180) / 360) * 2 ** z, z);
}

function row(lat: number, z: number): number {
	const radians = (lat * Math.PI) / 180;
	return within(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z, z);
}

function within(at: number, z: number): number {
	return Math.min(2 ** z - 1, Math.max(0, Math.floor(at)));
}
