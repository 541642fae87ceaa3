import * as v from 'valibot';
import type { AlertItem } from '../../wall/api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { acknowledgeAlert } from '../alerts/acknowledge.ts';
import { listAlerts } from '../alerts/list.ts';
import { alertKind, alertNote } from '../alerts/schemas.ts';
import { AnswerError } from '../http.ts';
import { districtCode } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

export interface AlertsAnswer {
	district: string;
	total: number;
	items: AlertItem[];
}

/** The alerts of a district, the newest first; `acknowledge ID` acknowledges one in the name of the operator. */
export const alerts = command({
	input: v.object({
		district: v.optional(districtCode),
		words: v.optional(v.array(v.string()), []),
		state: v.optional(v.picklist(['open', 'all']), 'open'),
		kind: v.optional(alertKind),
		note: v.optional(alertNote, ''),
		limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1_000_000)
	}),
	async perform(sise, { district: named, words, note, ...filter }): Promise<AlertsAnswer> {
		const district = await meantDistrict(sise, named);
		if (words.length === 0) {
			const { total, items } = await listAlerts(sise.db, EVERYTHING, { district, ...filter });
			return { district, total, items };
		}
		const [action, text, ...rest] = words;
		if (action !== 'acknowledge' || rest.length > 0 || !/^[1-9]\d{0,14}$/.test(text ?? '')) throw new CommandError(HOW);
		try {
			const alert = await acknowledgeAlert(sise.db, sise.who, { district, id: Number(text), note: note || null });
			return { district, total: 1, items: [alert] };
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});

const HOW = {
	zh: '写作 alerts（列出）或 alerts acknowledge 编号（确认）。',
	en: 'Write alerts to list them, or alerts acknowledge ID.'
};
