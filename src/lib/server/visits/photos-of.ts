import type { PhotoNote, PhotosMissing, VisitFields } from '../../rounds/api.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { StoredVisit } from './row.ts';

/** Hashes of the photos that the answers of a visit name. */
export function photosNamed({ answers }: VisitFields): Set<string> {
	return new Set(Object.values(answers).flatMap(({ photos }) => photos));
}

/**
 * The photos of a visit after a sending: those that were sent, those that its answers still name, and those that somebody
 * else added since the version that the sender began from. Throws an AnswerError 422 for an answer that names a photo of
 * which nothing is said.
 */
export function photosAfter(
	fields: VisitFields,
	{ base, theirs, sent }: { base: StoredVisit | null; theirs: StoredVisit | null; sent: readonly PhotoNote[] }
): PhotoNote[] {
	const named = photosNamed(fields);
	const known = new Set(base?.photos.map(({ sha256 }) => sha256));
	const photos = new Map(sent.map((photo) => [photo.sha256, photo]));
	for (const photo of theirs?.photos ?? []) {
		if (photos.has(photo.sha256) || (known.has(photo.sha256) && !named.has(photo.sha256))) continue;
		photos.set(photo.sha256, photo);
	}
	const strange = [...named].find((sha256) => !photos.has(sha256));
	if (strange === undefined) return [...photos.values()];
	throw new AnswerError(422, 'photo-unknown', {
		zh: `photos：答案里提到的照片 ${strange} 没有写明拍摄时间。请把它列入 photos。`,
		en: `photos: an answer names the photo ${strange}, of which nothing is said. Add it to photos.`
	});
}

/**
 * Photos as they arrived: their type and length are those of their bytes. What the first visit that names one says of when
 * and where it was taken is kept with it. Throws an AnswerError 409 naming those that have not arrived.
 */
export async function mustHaveArrived(tx: Queryable, district: string, photos: PhotoNote[]): Promise<PhotoNote[]> {
	const { rows } = await tx.query<{ sha256: string; type: PhotoNote['type']; bytes: number }>(
		`select sha256, type, length(bytes) as bytes from photo where district = $1 and sha256 = any($2::text[])`,
		[district, photos.map(({ sha256 }) => sha256)]
	);
	const arrived = new Map(rows.map((row) => [row.sha256, row]));
	const missing = photos.filter(({ sha256 }) => !arrived.has(sha256)).map(({ sha256 }) => sha256);
	if (missing.length > 0) {
		throw new AnswerError(
			409,
			'photo-missing',
			{
				zh: `有 ${missing.length} 张照片还没有送到，检查记录没有保存。请先发送照片：${missing.join('、')}。`,
				en: `${missing.length} of the photos have not arrived, and the visit was not stored. Send them first: ${missing.join(', ')}.`
			},
			{ photos: missing } satisfies PhotosMissing
		);
	}
	for (const { sha256, takenAt, place } of photos) {
		await tx.query(
			`update photo set taken_at = $3, place = $4::text::jsonb
			where district = $1 and sha256 = $2 and taken_at is null`,
			[district, sha256, takenAt, place && JSON.stringify(place)]
		);
	}
	return photos.map((photo) => ({ ...photo, ...arrived.get(photo.sha256)! }));
}
