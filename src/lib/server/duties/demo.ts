import { randomUUID } from 'node:crypto';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { dutyCalendar } from '../../risk/duties/calendar.ts';
import { daysAfter } from '../../risk/duties/day-count.ts';
import { holidaysOf } from '../../risk/duties/holidays.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { subdistrictNames } from '../sheets/send-sheet.ts';

interface DemoBearer {
	name: string;
	account: string | null;
	roles: string[];
	department: string | null;
	subdistrict: string | null;
	/** Of each hundred duties so many are done. */
	diligence: number;
}

/** Since when the demo's bearers bear their duties: three quarters and what has gone of the fourth. */
const SINCE_DAYS = 330;
const MOST_AHEAD = 92;
const EARLY_DAYS = 7;
const RECORDER = '示范数据管理员';

const OFFICE: readonly DemoBearer[] = [
	bearer('示范区长', 'demo.leader', ['government_head'], '区政府办公室', 100),
	bearer('示范副区长', null, ['government_other'], '区政府办公室', 97),
	bearer('示范安委办主任', 'demo.data_keeper', ['committee_office', 'special_committee'], '区应急局', 92),
	bearer('示范应急局局长', null, ['department_head'], '区应急局', 100),
	bearer('示范检查员', 'demo.inspector', ['supervisor'], '区应急局', 88),
	bearer('示范住建局局长', null, ['department_head'], '区住建局', 85),
	bearer('示范住建局副局长', null, ['department_deputy'], '区住建局', 90),
	bearer('示范消防大队长', null, ['department_head', 'department_deputy'], '区消防救援大队', 95),
	bearer('示范市场监管局局长', null, ['department_head'], '区市场监管局', 65),
	bearer('示范城管局局长', null, ['department_head'], '区城管局', 50),
	bearer('示范宣传部副部长', null, ['publicity'], '区委宣传部', 80)
];

function bearer(name: string, account: string | null, roles: string[], department: string, diligence: number) {
	return { name, account, roles, department, subdistrict: null, diligence } satisfies DemoBearer;
}

/** Who bears which duties in the made-up district, and what they did of them; none where there are bearers. */
export async function recordDemoDuties(db: Database, who: Who, district: string, now = new Date()): Promise<void> {
	await db.transaction(async (tx) => {
		const { count } = await tx.query('select 1 from duty_bearer where district = $1 limit 1', [district]);
		if (count > 0) return;
		const today = districtDay(now, SHIPPED);
		const since = daysAfter(today, -SINCE_DAYS);
		const heads = [...(await subdistrictNames(tx, district))].map(([id, name], i): DemoBearer => ({
			name: `示范${name}主任`,
			account: null,
			roles: ['subdistrict_head', 'administrative'],
			department: null,
			subdistrict: id,
			diligence: 100 - ((i * 7) % 45)
		}));
		const bearers = [...OFFICE, ...heads].map((one) => ({ ...one, id: randomUUID() }));
		await tx.query(
			`insert into duty_bearer (district, id, version, name, account, roles, since, department, subdistrict)
			select $1, b.id, 1, b.name, b.account, array(select jsonb_array_elements_text(b.roles)), $2::date, b.department,
				b.subdistrict
			from jsonb_to_recordset($3::text::jsonb) as
				b(id uuid, name text, account text, roles jsonb, department text, subdistrict text)`,
			[district, since, JSON.stringify(bearers)],
			bearers.length
		);
		const records = bearers.flatMap((one) => doneBy(one, since, today));
		await tx.query(
			`insert into duty_record (district, id, duty, bearer, day, count, by_id, by_name, at)
			select $1, r.id, r.duty, r.bearer, r.day, r.count, 'demo', $2, r.day
			from jsonb_to_recordset($3::text::jsonb) as r(id uuid, duty text, bearer uuid, day date, count integer)`,
			[district, RECORDER, JSON.stringify(records)],
			records.length
		);
		const after = { bearers: bearers.length, records: records.length };
		await record(tx, { who, district, action: 'duty.bearer', object: 'demo', after });
	});
}

/** What a bearer did of what was due until today: by turns, so that the same day gives the same demo. */
function doneBy({ id, roles, diligence }: DemoBearer & { id: string }, since: string, today: string) {
	const as = { today, holidays: holidaysOf(SHIPPED) };
	const asked = { person: id, roles, since, department: null, subdistrict: null };
	// What is due today is left to whoever looks at the demo; of what runs on, half is done early.
	const dues = dutyCalendar(asked, { from: since, to: daysAfter(today, MOST_AHEAD) }, [], as, SHIPPED);
	const early = daysAfter(today, -EARLY_DAYS);
	return dues
		.filter(({ period }, i) => {
			const share = period.to < today ? diligence : period.from < early && period.to > today ? diligence / 2 : 0;
			return (i * 37) % 100 < share;
		})
		.map(({ duty, period }) => {
			const day = period.from < since ? period.to : period.from;
			return { id: randomUUID(), duty: duty.id, bearer: id, day, count: duty.times };
		});
}
