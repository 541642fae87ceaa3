import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { followDangers } from '../dangers/recorded.ts';
import type { Database } from '../db/database.ts';
import { deleteBatch, restoreReplaced } from '../features/store.ts';
import { tellOfChange } from './batch-row.ts';

export interface UndoReport {
	batch: number;
	district: string;
	file: string;
	/** Features taken away, and features that they had replaced and that are back. */
	deleted: number;
	restored: number;
}

/** A batch that cannot be undone. The words say why and what to do. */
export class UndoRefused extends Error {
	readonly words: Words;
	constructor(words: Words) {
		super(`${words.zh} / ${words.en}`);
		this.name = 'UndoRefused';
		this.words = words;
	}
}

/**
 * Takes a batch back, whole or not at all: its features go, those that they replaced return. Throws an UndoRefused
 * when there is no such batch, when it is undone already, or when a later batch replaced any of its features (that one
 * must be undone first).
 */
export async function undoBatch(db: Database, who: Who, batch: number): Promise<UndoReport> {
	const report = await db.transaction(async (tx) => {
		const { rows } = await tx.query<{ district: string; file: string; undone_at: Date | null }>(
			// The district is locked first, as an import does: of an import and an undo at once one waits.
			`with locked as (select code from district where code = (select district from batch where id = $1) for no key update)
			 select b.district, b.file, b.undone_at from batch b join locked on locked.code = b.district where b.id = $1`,
			[batch]
		);
		const found = rows[0];
		if (found === undefined)
			throw new UndoRefused({
				zh: `没有批次 ${batch}，请核对编号。`,
				en: `There is no batch ${batch}; check its number.`
			});
		if (found.undone_at !== null)
			throw new UndoRefused({
				zh: `批次 ${batch}（${found.file}）已于 ${found.undone_at.toISOString()} 撤销。`,
				en: `Batch ${batch} (${found.file}) was undone at ${found.undone_at.toISOString()} already.`
			});
		const { district, file } = found;
		const later = await tx.query<{ replaced_by: number; file: string; count: number }>(
			`select p.replaced_by, b.file, count(*) as count
			 from feature_past p join batch b on b.district = p.district and b.id = p.replaced_by
			 where p.district = $1 and p.batch = $2 group by 1, 2 order by 1 desc`,
			[district, batch]
		);
		if (later.rows.length > 0) {
			const zh = later.rows.map((row) => `批次 ${row.replaced_by}（${row.file}，${row.count} 个要素）`).join('、');
			const en = later.rows.map((row) => `batch ${row.replaced_by} (${row.file}, ${row.count} features)`).join(', ');
			throw new UndoRefused({
				zh: `批次 ${batch} 的要素已被后来的${zh}替换。请先撤销后者。`,
				en: `Features of batch ${batch} were replaced by the later ${en}. Undo that first.`
			});
		}
		const deleted = await deleteBatch(tx, district, batch);
		const restored = await restoreReplaced(tx, district, batch);
		await followDangers(tx, district);
		await tx.query('update batch set undone_at = now() where district = $1 and id = $2', [district, batch], 1);
		await tellOfChange(tx, district);
		await record(tx, {
			who,
			action: 'batch.undo',
			district,
			object: String(batch),
			before: { file },
			after: { deleted, restored }
		});
		return { batch, district, file, deleted, restored };
	});
	await db.flush();
	return report;
}
