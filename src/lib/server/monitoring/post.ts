import { alertTable } from '../../risk/alerts/table.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { MonitoringAnswer } from '../../wall/api.ts';
import { seenAmong } from '../access/seen-among.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { settleAlarms } from './alarms.ts';
import type { MonitoringMessage, MonitoringMessages } from './message.ts';
import { keepStates, storeReadings, tagsOf, type TagRow } from './store.ts';

type Answer = MonitoringAnswer['messages'][number];

/** Key of the advisory lock under which the posts of one district come one after the other: "Mntr" in ASCII. */
const MONITORING_LOCK = 0x4d6e7472;

/**
 * Takes what a monitoring system posts, in one transaction. A message that its pass has sent before answers `repeated` and
 * does nothing; one that cannot be taken answers `refused` in words, and the others are taken. The newest message of a tag
 * sets its state: high-high and low-low raise an alert of kind `alarm`, any other but a fault ends it. No risk level
 * changes by it (standards.md §4.5.2 item 3). Throws an AnswerError 404 where there is no such district.
 */
export async function postMessages(
	db: Database,
	who: Who,
	{ district, messages }: MonitoringMessages,
	now: Date
): Promise<MonitoringAnswer> {
	return db.transaction(async (tx) => {
		await tx.query('select pg_advisory_xact_lock($1::int4, hashtext($2))', [MONITORING_LOCK, district]);
		await mustBeDistrict(tx, district);
		const rules = await currentRuleSet(tx, district);
		const layers = await layersOf(tx, who, district, messages);
		const answers = new Map<MonitoringMessage, Answer>();
		const sound = messages.filter((message) => {
			const text = whatIsWrong(message, layers, rules, now);
			if (text !== null) answers.set(message, { id: message.id, answer: 'refused', text });
			return text === null;
		});
		const stored = await storeReadings(tx, { district, pass: who.id, messages: sound, now });
		const fresh = sound.filter((message) => {
			const as = stored.get(message)!;
			if (as === 'same') answers.set(message, { id: message.id, answer: 'repeated', text: null });
			if (as === 'other') answers.set(message, { id: message.id, answer: 'refused', text: OTHER_CONTENT });
			return as === 'new';
		});
		const { changes, late } = await follow(tx, district, fresh, now);
		for (const message of fresh) {
			answers.set(message, { id: message.id, answer: 'accepted', text: late.has(message) ? OLDER : null });
		}
		const alarms = await settleAlarms(tx, district, rules, changes);
		if (alarms.length > 0) await record(tx, { who, action: 'monitoring.alarm', district, after: { alarms } });
		return answerOf(messages.map((message) => answers.get(message)!));
	});
}

async function mustBeDistrict(tx: Queryable, district: string): Promise<void> {
	const { count } = await tx.query('select from district where code = $1', [district]);
	if (count > 0) return;
	throw new AnswerError(404, 'no-district', { zh: `没有辖区 ${district}。`, en: `There is no district ${district}.` });
}

/** The layers of the features that are there and seen. */
async function layersOf(
	tx: Queryable,
	who: Who,
	district: string,
	messages: readonly MonitoringMessage[]
): Promise<Map<string, LayerId>> {
	const seen = await seenAmong(
		tx,
		who.sight,
		district,
		messages.map(({ feature }) => feature)
	);
	const { rows } = await tx.query<{ id: string; layer: LayerId }>(
		'select id, layer from feature where district = $1 and id = any($2::text[])',
		[district, [...seen]]
	);
	return new Map(rows.map(({ id, layer }) => [id, layer]));
}

function whatIsWrong(
	{ feature, at }: MonitoringMessage,
	layers: ReadonlyMap<string, LayerId>,
	rules: RuleSet,
	now: Date
): Words | null {
	const { alarm, monitoring } = alertTable(rules);
	const layer = layers.get(feature);
	if (layer === undefined) {
		return { zh: `没有要素 ${feature}。请核对编号。`, en: `There is no feature ${feature}. Check its id.` };
	}
	if (!alarm.layers.includes(layer)) {
		return {
			zh: `图层 ${layer} 的要素没有监测。可监测的有：${alarm.layers.join('、')}。`,
			en: `Features of layer ${layer} are not monitored; those of ${alarm.layers.join(', ')} are.`
		};
	}
	const { value: seconds } = monitoring.ahead;
	if (at.getTime() <= now.getTime() + seconds * 1000) return null;
	return {
		zh: `时间 ${at.toISOString()} 比服务器时间超前 ${seconds} 秒以上。请校准时钟。`,
		en: `The time ${at.toISOString()} is more than ${seconds} s ahead of the server. Set the clock.`
	};
}

const OTHER_CONTENT: Words = {
	zh: '此编号已用于另一条内容不同的消息。每条消息请用自己的编号。',
	en: 'This id was used for another message already. Give each message an id of its own.'
};
const OLDER: Words = {
	zh: '早于此位号的最新消息：已保存，不改变状态。',
	en: 'Older than the newest of this tag: it is kept and changes no state.'
};

/**
 * Follows the messages in the order of their times. Returns those that changed the state of their tag, in that order, and
 * those that came later than a newer one.
 */
async function follow(tx: Queryable, district: string, fresh: readonly MonitoringMessage[], now: Date) {
	const features = [...new Set(fresh.map(({ feature }) => feature))];
	const tags = await tagsOf(tx, district, features);
	const newest = new Map<string, TagRow>();
	const changes: MonitoringMessage[] = [];
	const late = new Set<MonitoringMessage>();
	for (const message of [...fresh].sort((a, b) => a.at.getTime() - b.at.getTime())) {
		const key = `${message.feature} ${message.tag}`;
		const known = newest.get(key)?.message ?? tags.get(key);
		if (known !== undefined && message.at < known.at) {
			late.add(message);
			continue;
		}
		const since = known?.state === message.state ? (newest.get(key)?.since ?? tags.get(key)!.since) : message.at;
		if (known?.state !== message.state) changes.push(message);
		newest.set(key, { message, since });
	}
	await keepStates(tx, district, [...newest.values()], now);
	return { changes, late };
}

function answerOf(messages: Answer[]): MonitoringAnswer {
	const count = (answer: Answer['answer']) => messages.filter((one) => one.answer === answer).length;
	return { accepted: count('accepted'), repeated: count('repeated'), refused: count('refused'), messages };
}
