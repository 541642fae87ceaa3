import { createHash } from 'node:crypto';
import type { PhotoKept, PhotoNote } from '../../rounds/api.ts';
import { seenWithUnit } from '../access/seen-with-unit.ts';
import type { Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { seenDanger } from '../dangers/seen.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';

/**
 * Keeps a photo by the hash of its bytes; one that is there already is kept once. Throws an AnswerError: 422 where the bytes
 * have another hash, 415 where they are no photo, 404 where there is no such district.
 */
export async function keepPhoto(
	db: Database,
	who: Who,
	district: string,
	sha256: string,
	bytes: Uint8Array
): Promise<PhotoKept> {
	const type = typeOf(bytes);
	if (type === null) throw NOT_A_PHOTO;
	const hash = createHash('sha256').update(bytes).digest('hex');
	if (hash !== sha256) throw wrongHash(hash);
	await db.transaction(async (tx) => {
		const { count: districts } = await tx.query('select 1 from district where code = $1', [district]);
		if (districts === 0) throw noDistrict(district);
		const { count } = await tx.query(
			`insert into photo (district, sha256, type, bytes, by_id, by_name) values ($1, $2, $3, $4::bytea, $5, $6)
			on conflict (district, sha256) do nothing`,
			[district, sha256, type, bytes, who.id, who.name]
		);
		if (count === 0) return;
		await record(tx, { who, district, action: 'photo.keep', object: sha256, after: { type, bytes: bytes.length } });
	});
	return { sha256, type, bytes: bytes.length };
}

/** A photo that a visit or a danger names which is seen. Throws an AnswerError 404. */
export async function readPhoto(
	db: Queryable,
	sight: Sight,
	district: string,
	sha256: string
): Promise<{ type: PhotoNote['type']; bytes: Uint8Array }> {
	const params: unknown[] = [district, sha256, JSON.stringify([{ sha256 }])];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const { rows } = await db.query<{ type: PhotoNote['type']; bytes: Uint8Array }>(
		`select p.type, p.bytes from photo p where p.district = $1 and p.sha256 = $2 and (
			exists (select from visit v where v.district = p.district and v.photos @> $3::text::jsonb
				and ${seenWithUnit(sight, district, 'v', bind)})
			or exists (select from danger_step step join danger d on d.district = step.district and d.id = step.danger
				where step.district = p.district and step.evidence @> $3::text::jsonb and ${seenDanger(sight, district, bind)}))`,
		params
	);
	if (rows.length > 0) return rows[0];
	throw new AnswerError(404, 'no-photo', {
		zh: `没有照片 ${sha256}，或没有您可见的检查或隐患提到它。`,
		en: `There is no photo ${sha256}, or no visit or danger that you see names it.`
	});
}

/** By its first bytes, whatever it calls itself; `null`: no photo. */
function typeOf(bytes: Uint8Array): PhotoNote['type'] | null {
	const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
	if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
	if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
	return head.startsWith('RIFF') && head.endsWith('WEBP') && head.length === 12 ? 'image/webp' : null;
}

const NOT_A_PHOTO = new AnswerError(415, 'not-a-photo', {
	zh: '内容不是 JPEG、PNG 或 WebP 照片。请重新拍摄。',
	en: 'This is no photo in JPEG, PNG or WebP. Take it again.'
});

function wrongHash(hash: string): AnswerError {
	return new AnswerError(422, 'wrong-hash', {
		zh: `sha256：收到的内容的散列是 ${hash}，与地址不符，没有保存。请重新发送。`,
		en: `sha256: what arrived has the hash ${hash}, not that of the address, and was not kept. Send it again.`
	});
}

function noDistrict(district: string): AnswerError {
	return new AnswerError(404, 'no-district', {
		zh: `district：没有辖区 ${district}。`,
		en: `district: there is no district ${district}.`
	});
}
