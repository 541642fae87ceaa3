import * as v from 'valibot';
import { integerText, parse } from '../http.ts';

/** Deepest zoom that is drawn from tiles; beyond it the page enlarges these. */
export const MAX_ZOOM = 16;

const Address = v.pipe(
	v.object({ z: integerText(0, 22), x: integerText(0, 2 ** 22), y: integerText(0, 2 ** 22) }),
	v.check(({ z, x, y }) => x < 2 ** z && y < 2 ** z, 'a tile that exists at this zoom')
);

export interface TileAddress {
	z: number;
	x: number;
	y: number;
}

/** The address of a tile. Throws an AnswerError 400 for one that cannot exist. */
export function readTileAddress(params: { z: string; x: string; y: string }): TileAddress {
	return parse(Address, { z: params.z, x: params.x, y: params.y });
}

/** west, south, east, north of a tile in degrees. */
export function boxOf({ z, x, y }: TileAddress): [number, number, number, number] {
	return [lngOf(x, z), latOf(y + 1, z), lngOf(x + 1, z), latOf(y, z)];
}

function lngOf(x: number, z: number): number {
	return (x / 2 ** z) * 360 - 180;
}

function latOf(y: number, z: number): number {
	return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI;
}
