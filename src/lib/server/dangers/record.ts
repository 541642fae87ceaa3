import type { DangerDetail, DangerOrder } from '../../dangers/api.ts';
import type { Danger, DangerEvent, DangerFields } from '../../risk/dangers/danger.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { faultOf } from '../../risk/dangers/faults.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { mustSeeFeature } from '../access/must-see-feature.ts';
import type { Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { otherContent } from './conflict.ts';
import { contentHash } from './content-hash.ts';
import { addStep, contentOfStep, tellOfDanger } from './history.ts';
import { lockDanger, readDanger } from './read.ts';
import { refusedAs } from './refused.ts';
import { insertDanger } from './row.ts';
import { writeDanger } from './unit.ts';

/**
 * Records a danger that was found. The same order again answers what is on record, and writes nothing. Throws an
 * AnswerError: 404 where there is no such feature that is seen, 409 where the id stands for something else, 422 naming the
 * field that is wrong.
 */
export async function recordDanger(
	db: Database,
	who: Who,
	order: DangerOrder,
	now = new Date()
): Promise<DangerDetail> {
	const { district, id } = order;
	await writeDanger(db, who, district, async (tx) => {
		const rules = await currentRuleSet(tx, district);
		const { danger, event } = foundDanger(order, who, now, rules);
		const fault = faultOf(event.given, danger, event.day, rules);
		// What is on record already is not held against the day of today again.
		if ((await contentOfStep(tx, district, id, id)) === null) {
			await mustSeeFeature(tx, who.sight, district, order.feature);
			if (fault !== null) throw refusedAs(fault);
		}
		if (!(await insertDanger(tx, district, danger))) {
			await mustBeTheSame(tx, who.sight, order, rules);
			return null;
		}
		const content = contentHash(order);
		await addStep(tx, district, id, { id, event, who, at: now, version: danger.version, content });
		await tellOfDanger(tx, district, danger);
		const { level, text, feature } = danger;
		return { feature, deed: { action: 'danger.record', object: id, after: { feature, level, text } } };
	});
	return readDanger(db, who, district, id, now);
}

/** The danger of an order, and its finding as the first step of its history, whose id is that of the danger. */
export function foundDanger(
	order: DangerOrder,
	who: Who,
	now: Date,
	rules: RuleSet
): { danger: Danger; event: DangerEvent } {
	const { id, feature, visit = null, note = null, evidence = [] } = order;
	const given = fieldsOf(order);
	const fields: DangerFields = { ...NOTHING_YET, ...given };
	const danger: Danger = {
		...fields,
		id,
		feature,
		visit,
		state: 'found',
		version: 1,
		overdueSince: null,
		recognisedAt: null,
		recordedBy: who.id,
		askedBy: null
	};
	const day = districtDay(now, rules);
	return { danger, event: { step: 'record', from: 'found', to: 'found', day, given, note, evidence } };
}

/** The fields that an order fills in. */
function fieldsOf(order: DangerOrder) {
	const { district: _, id: __, feature: ___, visit: ____, note: _____, evidence: ______, ...fields } = order;
	return fields;
}

const NOTHING_YET = {
	criteria: [],
	subjectField: null,
	source: 'inspection',
	reportedBy: null,
	responsibleUnit: null,
	responsiblePerson: null,
	measure: null,
	fund: null,
	deadline: null,
	plan: null,
	scheme: null,
	supervisingUnit: null,
	listedAt: null,
	publicityUrl: null,
	delistingUrl: null,
	thirdParty: null,
	thirdPartyReport: null,
	acceptedAt: null,
	closedAt: null
} satisfies Partial<DangerFields>;

async function mustBeTheSame(tx: Queryable, sight: Sight, order: DangerOrder, rules: RuleSet): Promise<void> {
	const { district, id } = order;
	const danger = await lockDanger(tx, sight, district, id);
	if ((await contentOfStep(tx, district, id, id)) === contentHash(order)) return;
	throw otherContent(danger, fieldsOf(order), sight, rules);
}
