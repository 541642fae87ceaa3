import type { DrawDetail } from '../../draws/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { readDraw } from './read.ts';

/** Publishes a draw, once: from then on everybody who sees a map sees it. Throws an AnswerError 404 for none. */
export async function publishDraw(
	db: Database,
	who: Who,
	district: string,
	id: string,
	now = new Date()
): Promise<DrawDetail> {
	await readDraw(db, who, district, id);
	await db.transaction(async (tx) => {
		const { count } = await tx.query(
			`update draw set published_at = $3::timestamptz, published_by = $4
			where district = $1 and id = $2::uuid and published_at is null`,
			[district, id, now.toISOString(), who.name]
		);
		if (count === 1) await record(tx, { who, district, action: 'draw.publish', object: id });
	});
	return readDraw(db, who, district, id);
}
