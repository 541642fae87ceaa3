import { randomUUID } from 'node:crypto';
import { RIGHTS } from '../../access/roles.ts';
import type { DrawSize } from '../../risk/draw/draw-by-size.ts';
import { EVERYTHING } from '../access/sight.ts';
import { SYSTEM, type Who } from '../access/who.ts';
import { demoPerson, demoPersonNamed, giveSubdistricts } from '../accounts/demo-persons.ts';
import type { Database } from '../db/database.ts';
import { makeDraw } from './make.ts';
import { publishDraw } from './publish.ts';

const DAY_MS = 86_400_000;
/** A lot asks more than one: the colleagues of the demo's inspector, who see all subdistricts. */
const COLLEAGUES = ['甲 A', '乙 B', '丙 C', '丁 D', '戊 E'];
const EVERY_SUBDISTRICT = 1000;

const MADE: readonly { name: string; daysAgo: number; size: DrawSize }[] = [
	{ name: '春季双随机抽查（示范）', daysAgo: 230, size: { share: { red: 40, orange: 6, yellow: 1 } } },
	{ name: '秋季双随机抽查（示范）', daysAgo: 70, size: { count: 30 } }
];

/** The demo's inspectors and its draws of this year, published; none where there are draws. */
export async function makeDemoDraws(db: Database, district: string, now = new Date()): Promise<void> {
	const { count } = await db.query('select 1 from draw where district = $1 limit 1', [district]);
	if (count > 0) return;
	await giveSubdistricts(db, (await demoPerson(db, 'inspector')).id);
	for (const [i, colleague] of COLLEAGUES.entries()) {
		const made = await demoPersonNamed(db, 'inspector', `demo.inspector-${i + 2}`, `示范检查员${colleague}`);
		await giveSubdistricts(db, made.id, EVERY_SUBDISTRICT);
	}
	const leader: Who = {
		...SYSTEM,
		kind: 'person',
		id: 'demo-leader',
		name: '示范领导',
		rights: new Set(RIGHTS),
		sight: EVERYTHING
	};
	for (const { name, daysAgo, size } of MADE) {
		const at = new Date(now.getTime() - daysAgo * DAY_MS);
		const id = randomUUID();
		await makeDraw(db, leader, { district, id, name, filter: {}, size }, at);
		await publishDraw(db, leader, district, id, at);
	}
}
