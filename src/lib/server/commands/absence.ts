import * as v from 'valibot';
import type { Absence } from '../../siting/api.ts';
import { AnswerError, parse } from '../http.ts';
import { districtCode } from '../schemas.ts';
import { absenceOrder, confirmAbsence, listAbsences, withdrawAbsence } from '../siting/absences.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

/** What the district has none of: an empty layer, or what there is no layer for, then answers in siting. */
export const absence = command({
	input: v.object({
		action: v.picklist(['list', 'confirm', 'withdraw']),
		subjects: v.optional(v.array(v.string()), []),
		basis: v.optional(v.string(), ''),
		id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
		district: v.optional(districtCode)
	}),
	async perform(sise, { action, subjects, basis, id, district: named }): Promise<Absence[]> {
		const district = await meantDistrict(sise, named);
		try {
			if (action === 'list') return await listAbsences(sise.db, district);
			if (action === 'confirm') {
				return await confirmAbsence(sise.db, sise.who, parse(absenceOrder, { district, subjects, basis }));
			}
			if (id === undefined) throw new CommandError({ zh: '请用 --id 指明撤回哪一条。', en: 'Say which one by --id.' });
			return [await withdrawAbsence(sise.db, sise.who, district, id)];
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});
