import type { Checklist, ChecklistItem } from '../../../src/lib/risk/checklists/checklist.ts';
import { NO_FIELDS, type DangerDraft, type Draft, type KeptPhoto } from '../../../src/lib/go/draft.ts';
import { queueOf, type QueueItem } from '../../../src/lib/go/queue.ts';

export const PERSON = 'inspector-1';

export const photo = (sha256: string): KeptPhoto => ({
	sha256,
	type: 'image/jpeg',
	bytes: 1000,
	takenAt: '2026-11-30T02:00:00.000Z',
	place: null,
	thumb: 'data:image/jpeg;base64,AA=='
});

export const danger = (changes: Partial<DangerDraft> = {}): DangerDraft => ({
	id: 'danger-1',
	item: null,
	level: 'general',
	text: '灭火器失效',
	criteria: [],
	measure: '',
	responsiblePerson: '',
	deadline: '',
	foundAt: '2026-11-30',
	photos: [],
	...changes
});

/** A visit with one photo and one danger, handed in. */
export const draft = (changes: Partial<Draft> = {}): Draft => ({
	id: 'visit-1',
	person: PERSON,
	district: '420112',
	round: 'round-1',
	feature: 'enterprise/1',
	name: '甲厂',
	checklist: { id: 'field-1', version: '1' },
	version: 0,
	base: NO_FIELDS,
	fields: { answers: { a: { value: 'yes', note: '', photos: ['p1'] } }, note: '', metWith: '' },
	dangers: [danger()],
	photos: { p1: photo('p1') },
	startedAt: '2026-11-30T01:00:00.000Z',
	handedInAt: '2026-11-30T03:00:00.000Z',
	place: null,
	...changes
});

export const queued = (of: Draft, seq = 1, before: QueueItem[] = []): QueueItem[] =>
	queueOf(of, before, { sending: `sending-${of.id}-${seq}`, subjectField: 1, seq });

export const item = (changes: Partial<ChecklistItem>): ChecklistItem => ({
	id: 'a',
	text: { zh: '甲', en: 'A' },
	answer: 'yes_no',
	mayNotApply: true,
	wantsPhoto: false,
	range: null,
	limit: null,
	criteria: [],
	clause: '',
	confidence: 'DESIGN',
	...changes
});

export const checklist = (items: ChecklistItem[]): Checklist => ({
	id: 'field-1',
	version: '1',
	field: 1,
	name: { zh: '表', en: 'List' },
	items,
	remarks: []
});
