import { expect, test } from 'vitest';
import { changeableFields, changeDanger } from '../../../../src/lib/risk/dangers/change.ts';
import type { Danger, DangerLevel, DangerState, Given } from '../../../../src/lib/risk/dangers/danger.ts';
import { dangerLifeOf } from '../../../../src/lib/risk/dangers/life.ts';
import { moveDanger } from '../../../../src/lib/risk/dangers/move.ts';
import { stepsFrom } from '../../../../src/lib/risk/dangers/steps-from.ts';
import { ruleSetOf, SHIPPED } from '../../../../src/lib/risk/rule-set.ts';
import { changeRules } from '../../../../src/lib/risk/rules/change.ts';
import { anybody, danger, GIVEN, holding, NOW, PHOTO, SCHEME } from './drawn.ts';

const move = (from: Danger, step: string, given: Given) => moveDanger(from, step, given, anybody, NOW, SHIPPED);
const FIVE = ['responsibleUnit', 'responsiblePerson', 'measure', 'fund', 'deadline', 'plan'];

/** What each step asks for, by hand: fields that have to stand there, and what has to come with it. */
const ASKED: [DangerLevel, DangerState, string, held: string[], fresh: string[]][] = [
	['major', 'found', 'declare', ['criteria', 'responsibleUnit'], []],
	['major', 'declared', 'recognise', ['criteria'], []],
	['major', 'declared', 'refuse', [], ['note']],
	[
		'major',
		'recognised',
		'list',
		['responsibleUnit', 'responsiblePerson', 'deadline', 'supervisingUnit'],
		['publicityUrl']
	],
	['major', 'listed', 'rectify', [...FIVE, 'scheme'], []],
	['major', 'suspended', 'ask_acceptance', [...FIVE, 'scheme'], ['evidence']],
	['major', 'acceptance_asked', 'entrust', [], ['thirdParty']],
	['major', 'assessing', 'fail_acceptance', ['thirdParty'], ['thirdPartyReport', 'note']],
	['major', 'assessing', 'delist', ['thirdParty'], ['thirdPartyReport', 'delistingUrl']],
	['general', 'found', 'order', ['responsibleUnit', 'responsiblePerson', 'measure', 'deadline'], []],
	['general', 'found', 'mend_on_spot', ['measure'], ['evidence']],
	['general', 'rectifying', 'report_mended', ['responsibleUnit', 'responsiblePerson', 'measure'], ['evidence']],
	['general', 'acceptance_asked', 'verify', [], []],
	['general', 'acceptance_asked', 'send_back', [], ['note']],
	['general', 'verified', 'close', [], []],
	['general', 'summoned', 'enforce', [], ['note']]
];

test.each(ASKED)('%s, %s: %s says which field it lacks, each by itself', (level, state, step, held, fresh) => {
	const rows = dangerLifeOf(SHIPPED).steps.find(({ id }) => id === step)!;
	expect([...rows.needs].sort()).toEqual([...held].sort());
	expect([...rows.fresh].sort()).toEqual([...fresh].sort());
	for (const field of held) {
		for (const nothing of field === 'criteria' ? [[]] : [null, ...(field === 'scheme' ? [] : ['  '])]) {
			const from = danger(level, state, { [field]: nothing });
			const others = Object.entries(GIVEN[step].fields ?? {}).filter(([key]) => key !== field);
			const given = { ...GIVEN[step], fields: Object.fromEntries(others) };
			const name = field === 'scheme' ? 'scheme.goal' : field;
			expect(move(from, step, given), field).toMatchObject({ refused: { code: 'missing', field: name } });
			expect(stepsFrom(from, anybody, SHIPPED).find(({ id }) => id === step)?.missing).toContain(name);
		}
	}
	for (const field of fresh) {
		const { fields, note, evidence } = GIVEN[step];
		const given = {
			fields: Object.fromEntries(Object.entries(fields ?? {}).filter(([key]) => key !== field)),
			...(note !== undefined && field !== 'note' && { note }),
			...(evidence !== undefined && field !== 'evidence' && { evidence })
		};
		expect(move(danger(level, state), step, given), field).toMatchObject({ refused: { code: 'missing', field } });
	}
});

test('the field that is missing may come with the step', () => {
	const from = danger('major', 'listed', { scheme: null, measure: null });
	const { times: _, ...without } = SCHEME;
	const measure = '更换全部法兰';
	expect(move(from, 'rectify', { fields: { measure, scheme: without } })).toMatchObject({
		refused: { code: 'missing', field: 'scheme.times' }
	});
	expect(move(from, 'rectify', { fields: { measure, scheme: SCHEME } })).toMatchObject({
		danger: { measure, scheme: SCHEME, state: 'rectifying' },
		event: { given: { measure, scheme: SCHEME } }
	});
});

test('a step takes its own fields and no others: whoever mends sets no deadline', () => {
	const outcome = move(danger('major', 'listed'), 'rectify', { fields: { deadline: '2027-12-31' } });
	expect(outcome).toMatchObject({ refused: { code: 'not-taken', field: 'deadline' } });
	// Why, and what shows it, may stand beside any step.
	expect(move(danger('general', 'verified'), 'close', { note: '归档', evidence: [PHOTO] })).toMatchObject({
		event: { note: '归档', evidence: [PHOTO] }
	});
});

test.each<[string, Danger, string, Given, string]>([
	['a deadline that is over', danger('general', 'found'), 'order', { fields: { deadline: '2026-11-22' } }, 'deadline'],
	['a day that is none', danger('general', 'found'), 'order', { fields: { deadline: '2027-02-30' } }, 'deadline'],
	[
		'the unit as its own third party',
		danger('major', 'acceptance_asked'),
		'entrust',
		{ fields: { thirdParty: ' 甲化工' } },
		'thirdParty'
	],
	[
		'a criterion that is not stored',
		danger('major', 'found'),
		'declare',
		{ fields: { criteria: [{ set: 'AQ3067', no: '9.9' }] } },
		'criteria'
	],
	[
		'a criterion of a standard that did not hold when it was found',
		danger('major', 'found', { discoveredAt: '2026-09-29' }),
		'declare',
		{ fields: { criteria: [{ set: 'AQ3067', no: '5.2.2' }] } },
		'criteria'
	]
])('%s is refused by its field', (_, from, step, given, field) => {
	expect(move(from, step, given)).toMatchObject({ refused: { code: 'wrong', field } });
});

test('where no set is stored for a sector, the standard is cited in words', () => {
	const criteria = [{ set: 'other', no: '城镇燃气经营安全重大隐患判定标准 第五条' }];
	expect(move(danger('major', 'found'), 'declare', { fields: { criteria } })).toMatchObject({ danger: { criteria } });
	expect(
		move(danger('major', 'found'), 'declare', { fields: { criteria: [{ set: 'other', no: ' ' }] } })
	).toMatchObject({
		refused: { field: 'criteria' }
	});
});

test('steps stamp their day: recognised, listed, accepted, closed', () => {
	const day = '2026-11-23';
	expect(move(danger('major', 'declared'), 'recognise', {})).toMatchObject({ danger: { recognisedAt: day } });
	expect(move(danger('major', 'recognised'), 'list', GIVEN.list)).toMatchObject({ danger: { listedAt: day } });
	expect(move(danger('major', 'assessing'), 'delist', GIVEN.delist)).toMatchObject({
		danger: { acceptedAt: day, closedAt: day, delistingUrl: '区政府网站公告第 9 号' }
	});
	expect(move(danger('general', 'found'), 'mend_on_spot', GIVEN.mend_on_spot)).toMatchObject({
		danger: { acceptedAt: day, closedAt: day }
	});
	expect(move(danger('general', 'rectifying'), 'report_mended', GIVEN.report_mended)).toMatchObject({
		danger: { askedBy: 'somebody' }
	});
	// The district's day, wherever the server stands: one in the morning there, the day before in London.
	const night = new Date('2026-11-23T17:30:00Z');
	expect(moveDanger(danger('general', 'verified'), 'close', {}, anybody, night, SHIPPED)).toMatchObject({
		danger: { closedAt: '2026-11-24' }
	});
});

test('a danger that is not recognised becomes a general one, found', () => {
	expect(move(danger('major', 'declared'), 'refuse', GIVEN.refuse)).toMatchObject({
		danger: { level: 'general', state: 'found', recognisedAt: null }
	});
});

const change = (from: Danger, fields: Partial<Danger>, ...rights: string[]) =>
	changeDanger(from, fields, holding(...rights), NOW, SHIPPED);

test('fields are set right by whom the table names, while it names them', () => {
	const found = danger('general', 'found');
	expect(change(found, { text: '法兰渗漏', level: 'major' }, 'dangers.record')).toMatchObject({
		danger: { text: '法兰渗漏', level: 'major', version: 2 },
		event: { step: 'change', given: { text: '法兰渗漏', level: 'major' } }
	});
	expect(change(found, { text: '法兰渗漏' }, 'dangers.mend')).toMatchObject({
		refused: { code: 'no-right', field: 'text' }
	});
	const declared = danger('major', 'declared');
	expect(change(declared, { level: 'general' }, 'dangers.record')).toMatchObject({ refused: { field: 'level' } });
	const listed = danger('major', 'listed');
	expect(change(listed, { measure: '停罐' }, 'dangers.mend')).toMatchObject({ danger: { measure: '停罐' } });
	expect(change(listed, { supervisingUnit: '市安委办' }, 'dangers.mend')).toMatchObject({
		refused: { code: 'no-right', field: 'supervisingUnit' }
	});
	for (const state of ['listed', 'rectifying', 'suspended', 'acceptance_asked'] as const) {
		for (const field of ['deadline', 'listedAt', 'closedAt', 'acceptedAt'] as const) {
			const outcome = changeDanger(danger('major', state), { [field]: '2027-12-31' }, anybody, NOW, SHIPPED);
			expect(outcome, `${state} ${field}`).toMatchObject({ refused: { code: 'not-taken', field } });
		}
	}
	expect(changeableFields(danger('major', 'closed'), anybody, SHIPPED)).toEqual([]);
	expect(change(found, { discoveredAt: '2026-11-24' }, 'dangers.record')).toMatchObject({
		refused: { code: 'wrong', field: 'discoveredAt' }
	});
});

test('another deadline is a switch of the district, off where nobody set it', () => {
	const rules = changeRules(SHIPPED, [{ path: 'dangerLife.steps.rows.extend.on', value: true }]);
	const from = danger('major', 'summoned', { deadline: '2026-11-20', overdueSince: '2026-11-21' });
	expect(moveDanger(from, 'extend', GIVEN.extend, anybody, NOW, rules)).toMatchObject({
		danger: { state: 'rectifying', deadline: '2027-01-31', overdueSince: null }
	});
	expect(moveDanger(from, 'extend', GIVEN.extend, anybody, NOW, SHIPPED)).toMatchObject({
		refused: { code: 'switched-off' }
	});
});

test('that somebody else verifies is a switch', () => {
	const rules = changeRules(SHIPPED, [{ path: 'dangerLife.byAnother.on', value: false }]);
	const who = { ...anybody, id: 'finder' };
	const from = danger('general', 'acceptance_asked');
	expect(moveDanger(from, 'verify', {}, who, NOW, rules)).toHaveProperty('danger');
	expect(moveDanger(from, 'verify', {}, who, NOW, SHIPPED)).toMatchObject({ refused: { code: 'by-another' } });
});

test('a rule set from before there was a life of dangers takes the one that is shipped', () => {
	const { dangerLife: _, ...older } = SHIPPED.tables;
	expect(dangerLifeOf(ruleSetOf('2026.08', older as typeof SHIPPED.tables))).toEqual(dangerLifeOf(SHIPPED));
});

test('every field, state, level and right that the table names is there', () => {
	const life = dangerLifeOf(SHIPPED);
	const fields = life.fields.map(({ id }) => id as string);
	const states = life.states.map(({ id }) => id);
	for (const step of life.steps) {
		for (const field of [...step.takes, ...step.needs]) expect(fields, step.id).toContain(field);
		for (const field of step.fresh) expect(step.takes, step.id).toContain(field);
		for (const state of [...step.from, ...(step.to === null ? [] : [step.to])])
			expect(states, step.id).toContain(state);
	}
	for (const { fields: named } of life.changes) for (const field of named) expect(fields).toContain(field);
	for (const id of life.byAnother.steps) expect(life.steps.map((step) => step.id)).toContain(id);
});
