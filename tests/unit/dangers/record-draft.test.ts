import { expect, test } from 'vitest';
import { newId } from '../../../src/lib/ui/new-id.ts';
import { newDraft, orderOf } from '../../../src/lib/dangers/record-draft.ts';

test('what is sent is what says something: no blanks, and criteria only of a major danger', () => {
	const draft = newDraft(newId(), '2026-11-23');
	const unit = { id: 'enterprise/a', layer: 'enterprise', name: '甲' } as const;
	const values = { ...draft.values, text: ' 阀门失效 ', measure: '  ', criteria: [{ set: '121', no: '5' }] };
	const order = orderOf('420199', { ...draft, unit, values, note: ' ', evidence: [] });
	expect(order).toEqual({
		district: '420199',
		id: draft.id,
		feature: 'enterprise/a',
		level: 'general',
		text: '阀门失效',
		source: 'inspection',
		discoveredAt: '2026-11-23'
	});
	const major = orderOf('420199', { ...draft, unit, values: { ...values, level: 'major' } });
	expect(major).toMatchObject({ level: 'major', criteria: [{ set: '121', no: '5' }] });
});

test('ids are those of RFC 9562, version 4, and no two are alike', () => {
	const ids = Array.from({ length: 1000 }, newId);
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(new Set(ids).size).toBe(1000);
});
