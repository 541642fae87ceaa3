import { EVERYTHING } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { amend } from '../amend/amend.ts';
import { editFeature } from '../amend/change.ts';
import { record, type Deed } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { followingOf } from './recorded.ts';

/** What was written of a danger of a unit, for the audit. */
export interface Written {
	feature: string;
	deed: Omit<Deed, 'who' | 'district'>;
}

/** Thrown to take a write back: it has to be done again with the newest run amended, or there was nothing to write. */
class TakenBack extends Error {
	readonly again: boolean;
	constructor(again: boolean) {
		super('The write of a danger is taken back.');
		this.again = again;
	}
}

/**
 * Writes of a danger in one transaction with its deed. Where its unit's `majorDanger` has to follow, and with it level,
 * reasons, map and lists, that and the amendment of the newest run are in the same transaction. `write` may be called
 * twice, each time in a transaction of its own; it gives `null` where what it was to write stands there already. Returns
 * whether anything was written. Throws what it throws, and what `amend` throws.
 */
export async function writeDanger(
	db: Database,
	who: Who,
	district: string,
	write: (tx: Queryable) => Promise<Written | null>
): Promise<boolean> {
	const once = async (tx: Queryable) => {
		const written = await write(tx);
		if (written === null) throw new TakenBack(false);
		return { ...written, following: await followingOf(tx, district, written.feature) };
	};
	try {
		await db.transaction(async (tx) => {
			const { deed, following } = await once(tx);
			if (following !== null) throw new TakenBack(true);
			await record(tx, { who, district, ...deed });
		});
		return true;
	} catch (error) {
		if (!(error instanceof TakenBack)) throw error;
		if (!error.again) return false;
	}
	try {
		await amend(db, who, district, async (tx) => {
			const { feature, deed, following } = await once(tx);
			if (following === null) return { features: [], deed };
			const { updatedAt, from, to } = following;
			await editFeature(tx, EVERYTHING, district, feature, { updatedAt, attributes: { majorDanger: to } });
			const [before, after] = [{ majorDanger: from }, { majorDanger: to }];
			return {
				features: [feature],
				deed: {
					...deed,
					before: { ...(deed.before as object), ...before },
					after: { ...(deed.after as object), ...after }
				}
			};
		});
		return true;
	} catch (error) {
		if (!(error instanceof TakenBack)) throw error;
		return false;
	}
}
