import { randomUUID } from 'node:crypto';
import { DEMO_MOVERS, demoDangers, type DemoDanger, type DemoUnit } from '../../../../data/demo/dangers.ts';
import { RIGHTS } from '../../access/roles.ts';
import type { Danger, DangerEvent } from '../../risk/dangers/danger.ts';
import { daysAfter, districtDay } from '../../risk/dangers/district-day.ts';
import { escalateDanger } from '../../risk/dangers/escalate.ts';
import { moveDanger } from '../../risk/dangers/move.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import { SYSTEM, type Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { addStep } from './history.ts';
import { foundDanger } from './record.ts';
import { insertDanger } from './row.ts';

/** How many units of each subdistrict have a general danger. */
const GENERAL = 6;
const DAY_MS = 86_400_000;

/** Something that happened to a danger of the demo. */
interface Happened {
	event: DangerEvent;
	who: Who;
	at: Date;
	version: number;
}

/**
 * Records dangers of the made-up units of a district that say what the register of units says, by the steps that lead there;
 * none where there are dangers on record.
 */
export async function recordDemoDangers(db: Database, who: Who, district: string, now = new Date()): Promise<number> {
	return db.transaction(async (tx) => {
		const { count } = await tx.query('select 1 from danger where district = $1 limit 1', [district]);
		if (count > 0) return 0;
		const today = districtDay(now, SHIPPED);
		const dangers = demoDangers(await unitsOf(tx, district), (daysAgo) => daysAfter(today, -daysAgo));
		for (const demo of dangers) {
			const { danger, happened } = lifeOf(demo, now);
			await insertDanger(tx, district, danger);
			for (const [i, { event, who, at, version }] of happened.entries()) {
				const id = i === 0 ? danger.id : randomUUID();
				await addStep(tx, district, danger.id, { id, event, who, at, version, content: null });
			}
		}
		await record(tx, { who, district, action: 'danger.record', object: 'demo', after: { dangers: dangers.length } });
		return dangers.length;
	});
}

/** The life of a danger of the demo to the day of today: its own steps, and those that time made. */
export function lifeOf(demo: DemoDanger, now: Date): { danger: Danger; happened: Happened[] } {
	const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
	const finder = moverOf('inspector');
	const at = ago(demo.foundDaysAgo);
	const found = foundDanger(
		{
			district: '',
			id: demo.id,
			feature: demo.feature,
			discoveredAt: districtDay(at, SHIPPED),
			...demo.fields
		},
		finder,
		at,
		SHIPPED
	);
	let { danger } = found;
	const happened: Happened[] = [{ event: found.event, who: finder, at, version: 1 }];
	const pass = (until: Date) => {
		const late = escalateDanger(danger, until, SHIPPED);
		for (const event of late.events) {
			const when = new Date(`${event.day}T00:01:00+08:00`);
			happened.push({ event, who: SYSTEM, at: when, version: happened.length + 1 });
		}
		danger = late.danger;
	};
	for (const { step, by, daysAgo, given } of demo.steps) {
		const when = ago(daysAgo);
		pass(when);
		const mover = moverOf(by);
		const moved = moveDanger(danger, step, given, mover, when, SHIPPED);
		if ('refused' in moved) throw new Error(`${demo.feature} ${step}: ${moved.refused.text.en}`);
		danger = moved.danger;
		happened.push({ event: moved.event, who: mover, at: when, version: danger.version });
	}
	pass(now);
	return { danger, happened };
}

function moverOf(by: keyof typeof DEMO_MOVERS): Who {
	return { ...SYSTEM, kind: 'person', id: `demo-${by}`, name: DEMO_MOVERS[by], rights: new Set(RIGHTS) };
}

/** Units with a state in their register, and enterprises without one: of each subdistrict the first by id. */
async function unitsOf(tx: Queryable, district: string): Promise<DemoUnit[]> {
	const { rows } = await tx.query<DemoUnit>(
		`(select id, layer, coalesce(name, split_part(id, '/', 2)) as name, attributes ->> 'majorDanger' as "majorDanger",
				attributes ->> 'responsiblePerson' as "responsiblePerson"
			from feature where district = $1 and attributes ? 'majorDanger' order by id)
		union all
		(select id, layer, name, null, attributes ->> 'responsiblePerson' from (
				select f.*, row_number() over (partition by p.subdistrict order by f.id) as n
				from feature f join feature_place p on p.district = f.district and p.feature = f.id
				where f.district = $1 and f.layer = 'enterprise' and not f.attributes ? 'majorDanger' and f.name is not null
			) numbered where n <= $2::integer order by id)`,
		[district, GENERAL]
	);
	return rows;
}
