import { writePdf } from './pdf.ts';
import { bytesOf, drawElement } from './picture.ts';

/** Draws the wall as it stands, the map with it, and saves it as a file. Throws an Error where it cannot be drawn. */
export async function takePicture(
	wall: HTMLElement,
	map: ImageBitmap,
	kind: 'png' | 'pdf',
	name: string
): Promise<void> {
	const canvas = await drawElement(wall, map);
	const at = new Date();
	const day = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
	const title = `${name} ${day.replaceAll(':', '-')}`.trim();
	if (kind === 'png') return save(await bytesOf(canvas, 'image/png'), 'image/png', `${title}.png`);
	const { width, height } = canvas;
	const pdf = writePdf({ jpeg: await bytesOf(canvas, 'image/jpeg'), width, height }, title);
	save(pdf, 'application/pdf', `${title}.pdf`);
}

function save(bytes: Uint8Array, type: string, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
	link.download = name;
	link.click();
	// The browser takes the file over before the address may go.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
