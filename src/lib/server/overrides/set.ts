import type { OverrideItem, OverrideOrder } from '../../api.ts';
import { GRADED_LAYERS, type LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import { amend } from '../amend/amend.ts';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { localDay } from '../local-day.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { listOverrides } from './list.ts';
import { checkOrder } from './order.ts';

/**
 * Sets the level of a feature by hand and has the newest run follow. The level that the rules give is kept beside it.
 * Throws an AnswerError: 404 where there is no such feature, 409 where no run has assessed the district yet, 400 where
 * a field of the order is wrong, which it names.
 */
export async function setOverride(db: Database, who: Who, order: OverrideOrder): Promise<OverrideItem> {
	const today = localDay(new Date());
	const { district, feature } = order;
	const check = async (tx: Queryable) => {
		const standing = await standingOf(tx, district, feature);
		checkOrder(order, standing, today, await currentRuleSet(tx, district));
	};
	// What is refused is refused before the newest run is asked to follow; what changed meanwhile, within.
	await check(db);
	let id = 0;
	await amend(db, who, district, async (tx) => {
		await check(tx);
		const { rows } = await tx.query<{ id: number }>(
			`insert into level_override (district, feature, level, reason, approver, evidence, valid_from, valid_until, made_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
			[
				district,
				feature,
				order.level,
				order.reason,
				order.approver,
				order.evidence ?? null,
				order.from ?? today,
				order.until,
				who.name
			],
			1
		);
		id = rows[0].id;
		const { district: _, feature: object, ...set } = order;
		return { features: [feature], deed: { action: 'override.set', object, after: { id, from: today, ...set } } };
	});
	return (await listOverrides(db, { district, id }))[0];
}

/** What the newest run says of a feature whose level is to be set. Throws an AnswerError where it cannot be. */
async function standingOf(tx: Queryable, district: string, feature: string): Promise<{ computed: Level | null }> {
	const { rows } = await tx.query<{ layer: LayerId; run: number | null; computed: Level | null }>(
		`select f.layer, r.id as run, a.computed_level as computed
		from feature f
		left join (select max(id) as id from run where district = $1) r on true
		left join assessment a on a.district = f.district and a.run = r.id and a.feature = f.id
		where f.district = $1 and f.id = $2`,
		[district, feature]
	);
	const [found] = rows;
	if (found === undefined) {
		throw new AnswerError(404, 'no-feature', {
			zh: `feature: 辖区 ${district} 没有要素 ${feature}。请从列表中选择。`,
			en: `feature: district ${district} has no feature ${feature}. Choose one from the list.`
		});
	}
	if (!GRADED_LAYERS.includes(found.layer)) {
		throw new AnswerError(400, 'no-level', {
			zh: `feature: 图层 ${found.layer} 的要素没有等级, 不能调整。`,
			en: `feature: features of layer ${found.layer} carry no level, so none can be set.`
		});
	}
	if (found.run === null) {
		throw new AnswerError(409, 'no-run', {
			zh: '辖区还没有评估过。请先评估: npm run sise -- run',
			en: 'The district has not been assessed yet. Compute a run first: npm run sise -- run'
		});
	}
	return { computed: found.computed };
}
