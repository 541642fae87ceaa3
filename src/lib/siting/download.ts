import type { SitingOrder } from './api.ts';
import { fileNameOf } from './file-name.ts';
import { addressOf, askFor } from '$lib/map/answer.svelte.ts';

/** Asks for the report of an order and hands it to the browser as a file. Throws a Failure. */
export async function download(as: 'pdf' | 'docx' | 'xlsx', order: SitingOrder): Promise<void> {
	const response = await askFor(addressOf('siting/report', { as }), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(order)
	});
	const link = document.createElement('a');
	link.href = URL.createObjectURL(await response.blob());
	link.download = fileNameOf(response.headers.get('content-disposition')) ?? `siting.${as}`;
	link.click();
	// The browser takes the file over before the address may go.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
