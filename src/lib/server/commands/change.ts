import * as v from 'valibot';
import type { FeatureChanged } from '../../api.ts';
import { changeFeature } from '../amend/change.ts';
import { readUpdatedAt } from '../features/updated-at.ts';
import { AnswerError } from '../http.ts';
import { RunError } from '../runs/run.ts';
import { districtCode, featureId } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

/** Changes attributes of one feature (`name` is its name, an empty value takes one away) and amends the newest run. */
export const change = command({
	input: v.object({
		district: v.optional(districtCode),
		id: featureId,
		changes: v.pipe(v.array(v.string()), v.minLength(1))
	}),
	async perform(sise, { district, id, changes }): Promise<FeatureChanged> {
		const { name, ...attributes } = readChanges(changes);
		const meant = await meantDistrict(sise, district);
		// Whoever types a command changes the feature as it is now.
		const updatedAt = await readUpdatedAt(sise.db, meant, id);
		try {
			const answer = await changeFeature(sise.db, sise.who, meant, id, {
				updatedAt: updatedAt ?? '',
				...(name !== undefined && { name }),
				attributes
			});
			await sise.db.flush();
			return answer;
		} catch (error) {
			throw error instanceof AnswerError || error instanceof RunError ? new CommandError(error.text) : error;
		}
	}
});

function readChanges(changes: readonly string[]): Record<string, string | null> {
	return Object.fromEntries(
		changes.map((text) => {
			const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
			if (key === undefined) {
				throw new CommandError({
					zh: `“${text}”应写成 属性=值，例如 people=320。`,
					en: `Write "${text}" as key=value, for example people=320.`
				});
			}
			return [key.trim(), value === '' ? null : value];
		})
	);
}
