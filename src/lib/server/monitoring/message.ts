import * as v from 'valibot';
import { TAG_STATES } from '../../risk/alerts/alarm.ts';
import { districtCode, featureId } from '../schemas.ts';

/** A moment with its offset from UTC, `2026-11-30T08:15:00+08:00`. */
const momentText = v.pipe(
	v.string(),
	v.maxLength(40),
	v.isoTimestamp(),
	v.check((text) => !Number.isNaN(Date.parse(text)), 'a moment that there is, with its offset from UTC'),
	v.transform((text) => new Date(text))
);

const Message = v.object({
	/** The sender's own number of the message: sent again, it does nothing. */
	id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
	feature: featureId,
	/** The measuring point: 位号. */
	tag: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
	kind: v.picklist(['reading', 'alarm']),
	state: v.picklist(TAG_STATES),
	value: v.optional(v.nullable(v.pipe(v.number(), v.finite())), null),
	unit: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(20))), null),
	at: momentText
});

/** The body of POST /api/monitoring. */
export const Messages = v.object({
	district: districtCode,
	messages: v.pipe(v.array(Message), v.minLength(1), v.maxLength(500))
});

export type MonitoringMessage = v.InferOutput<typeof Message>;
export type MonitoringMessages = v.InferOutput<typeof Messages>;
