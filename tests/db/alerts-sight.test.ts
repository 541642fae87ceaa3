import { expect, test } from 'vitest';
import type { ServerEvent } from '../../src/lib/api.ts';
import { seenEvent } from '../../src/lib/server/access/seen-event.ts';
import { sightOf, type Sight } from '../../src/lib/server/access/sight.ts';
import { acknowledgeAlert } from '../../src/lib/server/alerts/acknowledge.ts';
import { markSeen } from '../../src/lib/server/alerts/mark-seen.ts';
import { openEvents } from '../../src/lib/server/events.ts';
import { refusal } from './access.ts';
import { all, assessed, EAST, houseAt, redden, run, WEST, whoIs } from './alerting-district.ts';
import { describeBoth } from './both.ts';
import { draw } from './small-district.ts';
import { DISTRICT, INSPECTOR } from './two-subdistricts.ts';

describeBoth('Alerts of another subdistrict', (open) => {
	test('an inspector is told of their own subdistrict alone, by list and by event, and acknowledges nothing else', async () => {
		const db = await assessed(open);
		const events = await openEvents(db);
		const heard: Record<'leader' | 'inspector' | 'planner', (ServerEvent | null)[]> = {
			leader: [],
			inspector: [],
			planner: []
		};
		const sights = { leader: sightOf('leader', {}), inspector: INSPECTOR, planner: sightOf('planner', {}) };
		events.hear((event) => {
			if (event.type !== 'alert') return;
			for (const [name, sight] of Object.entries(sights) as [keyof typeof heard, Sight][]) {
				void seenEvent(db, sight, event).then((seen) => heard[name].push(seen));
			}
		});
		await redden(db, EAST);
		await redden(db, WEST);
		await expect.poll(() => heard.planner.length, { timeout: 20_000 }).toBe(2);
		expect(heard.leader).toMatchObject([
			{ type: 'alert', district: DISTRICT, what: 'raised', alert: { feature: { id: EAST } } },
			{ type: 'alert', what: 'raised', alert: { feature: { id: WEST } } }
		]);
		expect(heard.inspector).toMatchObject([null, { alert: { feature: { id: WEST } } }]);
		expect(JSON.stringify(heard.inspector)).not.toMatch(/东厂|east/);
		// A planner sees no names of persons.
		expect(JSON.stringify(heard.leader)).toContain('赵示安');
		expect(JSON.stringify(heard.planner)).not.toContain('赵示安');
		expect((await all(db, INSPECTOR)).map(({ feature }) => feature?.id)).toEqual([WEST]);
		const [east, west] = (await all(db)).sort((a, b) => a.id - b.id);
		const inspector = await whoIs(db, 'inspector', INSPECTOR);
		const other = acknowledgeAlert(db, inspector, { district: DISTRICT, id: east.id, note: null });
		expect((await refusal(other)).status).toBe(404);
		expect(await markSeen(db, inspector, DISTRICT, [east.id, west.id])).toEqual([west.id]);
		await acknowledgeAlert(db, inspector, { district: DISTRICT, id: west.id, note: null });
		await expect.poll(() => heard.leader.length, { timeout: 20_000 }).toBe(4);
		expect(heard.leader.slice(2)).toMatchObject([{ what: 'seen' }, { what: 'acknowledged' }]);
	});

	test('a violation across the border names to each side only its own', async () => {
		const db = await assessed(open);
		await draw(db, [houseAt(2)]);
		await run(db);
		const [seen] = (await all(db, INSPECTOR)).filter(({ kind }) => kind === 'violation');
		expect(seen.title.zh).toMatch(/^输气干线 与 其他街道的建筑 不合规/);
		const onlyEast = sightOf('inspector', { [DISTRICT]: ['area/east'] });
		const [both] = (await all(db, onlyEast)).filter(({ kind }) => kind === 'violation');
		// The pipeline runs through both.
		expect(both.title.zh).toMatch(/^输气干线 与 东屋 不合规/);
		expect(await all(db, sightOf('inspector', { [DISTRICT]: [] }))).toEqual([]);
	});
});
