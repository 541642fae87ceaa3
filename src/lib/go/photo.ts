import type { PhotoNote } from '../rounds/api.ts';

/** Pixels along the longer side: a nameplate stays legible, and twenty photos go over a bad line. */
const LONGEST = 1600;
const QUALITY = 0.85;
const THUMB_LONGEST = 160;
const THUMB_QUALITY = 0.6;

export interface TakenPhoto {
	note: Omit<PhotoNote, 'place'>;
	bytes: Blob;
	/** A small picture as a data URL. */
	thumb: string;
}

/** A picture of the camera, made smaller and hashed. Throws where the file is no picture that this browser reads. */
export async function takePhoto(file: Blob, now: Date): Promise<TakenPhoto> {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	try {
		const bytes = await jpegOf(picture, LONGEST, QUALITY);
		const thumb = await jpegOf(picture, THUMB_LONGEST, THUMB_QUALITY);
		const note = {
			sha256: await sha256Of(bytes),
			type: 'image/jpeg' as const,
			bytes: bytes.size,
			takenAt: now.toISOString()
		};
		return { note, bytes, thumb: await dataUrlOf(thumb) };
	} finally {
		picture.close();
	}
}

/** The size of a picture that is at most so many pixels along its longer side; it is never made larger. */
export function fitted(width: number, height: number, longest: number): { width: number; height: number } {
	const scale = Math.min(1, longest / Math.max(width, height));
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function jpegOf(picture: ImageBitmap, longest: number, quality: number): Promise<Blob> {
	const { width, height } = fitted(picture.width, picture.height, longest);
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const pen = canvas.getContext('2d');
	if (pen === null) throw new Error('This browser gives no canvas.');
	pen.imageSmoothingQuality = 'high';
	pen.drawImage(picture, 0, 0, width, height);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
	if (blob === null) throw new Error('The picture could not be written as JPEG.');
	return blob;
}

async function sha256Of(bytes: Blob): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
	return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function dataUrlOf(blob: Blob): Promise<string> {
	const reader = new FileReader();
	return new Promise((resolve, reject) => {
		reader.onload = () => resolve(reader.result as string);
		reader.onerror = () => reject(new Error('The picture could not be read.'));
		reader.readAsDataURL(blob);
	});
}
