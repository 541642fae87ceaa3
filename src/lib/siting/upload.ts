import type { FileAnswer } from './api.ts';
import type { DrawnParcel } from './parcel.ts';
import { newKey } from './variant.svelte.ts';
import { addressOf, ask } from '$lib/map/answer.svelte.ts';

/** What a file may be in, besides what it says itself. */
export const FILE_TYPES = '.geojson,.json,.zip,.kml,.kmz,.dxf,.xlsx,.csv,.txt';

/** Sends a file and returns its parcels, and the rows that were refused. Throws a Failure. */
export async function sendFile(
	district: string,
	file: File,
	crs: string
): Promise<{ parcels: DrawnParcel[]; refused: FileAnswer['refused'] }> {
	const { parcels, refused } = await ask<FileAnswer>(addressOf('siting/file', { district, crs }), {
		method: 'POST',
		headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
		body: file
	});
	return {
		refused,
		parcels: parcels.map(({ name, geometry, accuracyM, crs: from, notes }) => {
			return { key: newKey(), name, geometry, accuracyM, notes: [from, ...notes] };
		})
	};
}
