import type { ServerEvent } from '../../api.ts';
import { seenAlert } from '../alerts/seen-alert.ts';
import type { Queryable } from '../db/database.ts';
import type { Heard } from '../events.ts';
import { seenAmong } from './seen-among.ts';
import { seesAllRows, type Sight } from './sight.ts';

/**
 * What is told of an event to somebody: of an alert what they see of it, or nothing (`null`); of others, to whoever does
 * not see every row, that something happened, and of it what they see.
 */
export async function seenEvent(db: Queryable, sight: Sight, event: Heard): Promise<ServerEvent | null> {
	if (event.type === 'alert') {
		const { row, ...told } = event;
		const alert = seenAlert(sight, row);
		return alert === null ? null : { ...told, alert };
	}
	if (seesAllRows(sight)) return event;
	if (event.type === 'amended') {
		const seen = await seenAmong(db, sight, event.district, event.features);
		return { ...event, features: event.features.filter((id) => seen.has(id)) };
	}
	if (event.type === 'danger') {
		const feature = event.danger?.feature ?? '';
		const seen = await seenAmong(db, sight, event.district, [feature]);
		return seen.has(feature) ? event : { ...event, danger: null };
	}
	if (event.type === 'run-failed') {
		return {
			...event,
			text: { zh: '评估没有完成，结果没有保存。', en: 'The run did not finish and nothing was stored.' }
		};
	}
	return event;
}
