import { randomUUID } from 'node:crypto';
import { roleOf, type RoleId } from '../../src/lib/access/roles.ts';
import type { DangerDetail, DangerMove, DangerOrder } from '../../src/lib/dangers/api.ts';
import { EVERYTHING, sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import { makeStep } from '../../src/lib/server/dangers/move.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openDatabase } from '../../src/lib/server/db/open.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { AnswerError } from '../../src/lib/server/http.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { serverUrl } from './both.ts';
import { databaseUrl } from './postgres-server.ts';
import { draw, type Drawn } from './small-district.ts';
import { DISTRICT, EAST, HALVES, WEST } from './two-subdistricts.ts';

export const YELLOW = { L: 3, E: 6, C: 7 };
export const point = (x: number, y: number) => ({ type: 'Point' as const, coordinates: [x, y] });
export const UNIT: Drawn = {
	layer: 'enterprise',
	key: 'plant',
	name: '西化工',
	attributes: { ...YELLOW, measures: '每日巡查', responsiblePerson: '赵示安' },
	geometry: point(-500, 300)
};
export const EASTERN: Drawn = { ...UNIT, key: 'east-plant', name: '东化工', geometry: point(500, 300) };
export const PLANT = 'enterprise/plant';
export const EAST_PLANT = 'enterprise/east-plant';

const person = (id: string, role: RoleId, own = [WEST]): Who => ({
	...SYSTEM,
	kind: 'person',
	id,
	name: `${id}先生`,
	role,
	rights: new Set(roleOf(role).rights),
	sight: sightOf(role, { [DISTRICT]: own })
});
export const finder = person('finder', 'inspector');
export const other = person('other', 'inspector');
export const stranger = person('stranger', 'inspector', [EAST]);
export const keeper = person('keeper', 'data_keeper');
export const leader = person('leader', 'leader');
export const wall: Who = { ...person('wall', 'wall'), kind: 'wall' };

/** Noon of a day in the district. */
export const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
export const NOW = noon('2026-11-23');
export const PHOTO = { sha256: 'ab'.repeat(32), name: '整改后.jpg' };
export const SCHEME = {
	goal: '消除泄漏',
	methods: '更换法兰',
	means: '12 万元',
	staff: '李四',
	times: '年底前',
	safety: '停罐'
};

export const order = (changes: Partial<DangerOrder> = {}): DangerOrder => ({
	district: DISTRICT,
	id: randomUUID(),
	feature: PLANT,
	level: 'major',
	text: '罐区未装紧急切断阀',
	discoveredAt: '2026-11-20',
	criteria: [{ set: 'AQ3067', no: '5.2.2' }],
	responsibleUnit: '西化工',
	responsiblePerson: '李四',
	...changes
});
export const step = (danger: DangerDetail, name: string, more: Partial<DangerMove> = {}): DangerMove => ({
	district: DISTRICT,
	version: danger.version,
	step: name,
	...more
});

export async function refusal(work: Promise<unknown>): Promise<AnswerError> {
	const error: unknown = await work.then(
		() => new Error('It was not refused.'),
		(thrown: unknown) => thrown
	);
	if (!(error instanceof AnswerError)) throw error;
	return error;
}

export async function assessed(db: Database, drawn: Drawn[] = [UNIT, EASTERN]): Promise<Database> {
	await dropStanding(db);
	await draw(db, [...HALVES, ...drawn]);
	await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
	return db;
}

export async function unitOf(db: Database, feature = PLANT) {
	const { level, attributes, reasons } = (await readFeature(db, EVERYTHING, DISTRICT, feature))!;
	const danger = reasons.find(({ rule }) => rule === 'UP-MAJOR-DANGER');
	return {
		level,
		says: attributes.find(({ key }) => key === 'majorDanger')?.value ?? null,
		reason: danger?.text.en ?? null
	};
}

/** A major danger that is listed until a day, with its plan. */
export async function rectifying(db: Database, deadline: string): Promise<DangerDetail> {
	let danger = await recordDanger(db, finder, order(), NOW);
	danger = await makeStep(db, finder, danger.id, step(danger, 'declare'), NOW);
	danger = await makeStep(db, leader, danger.id, step(danger, 'recognise'), NOW);
	const fields = { deadline, supervisingUnit: '区安委会办公室', publicityUrl: '区政府公告第 7 号' };
	danger = await makeStep(db, leader, danger.id, step(danger, 'list', { fields }), NOW);
	const mending = { measure: '加装切断阀', fund: '12 万元', plan: '罐区泄漏预案', scheme: SCHEME };
	return makeStep(db, keeper, danger.id, step(danger, 'rectify', { fields: mending }), NOW);
}

/** The same database, as another process opens it. */
export async function anotherProcess(db: Database): Promise<Database> {
	const { rows } = await db.query<{ name: string }>('select current_database() as name');
	return openDatabase({ url: databaseUrl(serverUrl(), rows[0].name), folder: '' });
}

export function fail(error: unknown): never {
	throw error;
}

export function majorDangerIn(json: string | null): string {
	const { majorDanger = '' } = JSON.parse(json ?? '{}') as { majorDanger?: string | null };
	return majorDanger ?? '';
}
