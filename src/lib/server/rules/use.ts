import { SHIPPED } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { CHANNEL } from '../events.ts';
import { knownRuleSet } from './make.ts';
import { missingPart } from './missing-part.ts';
import { AnswerError } from '../http.ts';

export interface RuleSetInUse {
	district: string;
	version: string;
	text: Words;
}

/**
 * Switches a rule set on for a district: its next run asks it; what is stored stays as it is. Told on commit as `rules`.
 * Throws an AnswerError for a version that is not kept or cannot be asked, and for a district that is not there.
 */
export async function switchOn(db: Database, who: Who, district: string, version: string): Promise<RuleSetInUse> {
	const rules = await knownRuleSet(db, version);
	const part = missingPart(rules);
	if (part !== null) {
		throw new AnswerError(409, 'rule-set-unreadable', {
			zh: `规则版本 ${rules.version} 没有本版 Sise 所需的 ${part}，不能启用。请在当前版本上重新修改。`,
			en: `Rule set ${rules.version} lacks ${part}, which this version of Sise asks. Make its changes again from the current one.`
		});
	}
	await db.transaction(async (tx) => {
		const { rows } = await tx.query<{ rules_version: string | null }>(
			'select rules_version from district where code = $1 for update',
			[district]
		);
		// The shipped one is stored as null: a later edition of Sise then brings its own.
		const { count } = await tx.query('update district set rules_version = $2 where code = $1', [
			district,
			rules === SHIPPED ? null : rules.version
		]);
		if (count === 0) {
			throw new AnswerError(404, 'no-district', {
				zh: `没有辖区 ${district}。`,
				en: `There is no district ${district}.`
			});
		}
		const event = JSON.stringify({ type: 'rules', district, version: rules.version });
		await tx.query(`select pg_notify('${CHANNEL}', $1)`, [event], 1);
		await record(tx, {
			who,
			action: 'rules.use',
			district,
			object: rules.version,
			before: { version: rows[0].rules_version ?? SHIPPED.version },
			after: { version: rules.version }
		});
	});
	await db.flush();
	return {
		district,
		version: rules.version,
		text: {
			zh: `已启用规则版本 ${rules.version}。已有的评估批次不变，下一次评估使用它：npm run sise -- run`,
			en: `Rule set ${rules.version} is switched on. Stored runs stay as they are; the next run asks it: npm run sise -- run`
		}
	};
}
