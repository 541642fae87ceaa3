import type { DangerLife } from '../risk/dangers/life.ts';
import { say } from '$lib/ui/words.ts';

/** What is lacking, by name: 整改措施、治理方案（治理的目标和任务）. */
export function lackingWords(lacking: readonly string[], { fields }: Pick<DangerLife, 'fields'>): string {
	const names = lacking.map((one) => {
		const [id, part] = one.split('.');
		const row = fields.find((field) => field.id === id);
		const inner = row?.parts?.find((each) => each.id === part);
		const name = row === undefined ? id : say(row.name);
		return inner === undefined ? name : `${name}（${say(inner.name)}）`;
	});
	return names.join('、');
}
