import { expect, test } from 'vitest';
import type { ServerEvent } from '../../src/lib/api.ts';
import { EVERYTHING, sightOf, type Sight } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openEventLines } from '../../src/lib/server/event-lines.ts';
import { openEvents } from '../../src/lib/server/events.ts';
import { setOverride } from '../../src/lib/server/overrides/set.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { dayFromNow } from '../day-from-now.ts';
import { describeBoth } from './both.ts';
import { draw } from './small-district.ts';
import { DISTRICT, HALVES, INSPECTOR } from './two-subdistricts.ts';

const PATIENTLY = { timeout: 20_000 };

/** One open line, and what came on it. */
class Line {
	readonly chunks: Uint8Array[] = [];
	readonly send = (chunk: Uint8Array) => void this.chunks.push(chunk);

	get text(): string {
		return this.chunks.map((chunk) => Buffer.from(chunk).toString()).join('');
	}
	get beats(): number {
		return this.text.split('event: beat\n').length - 1;
	}
	get events(): ServerEvent[] {
		return [...this.text.matchAll(/^data: (\{"type".*)$/gm)].map(([, json]) => JSON.parse(json) as ServerEvent);
	}
}

const until = dayFromNow(20);
const redden = (db: Database, feature: string) =>
	setOverride(db, SYSTEM, { district: DISTRICT, feature, level: 'red', reason: '周边有集会', approver: '王五', until });

describeBoth('Open event lines', (open) => {
	test('an alert is on every line that sees it, written once for each sight; a line that is closed hears no more', async () => {
		const db = await open();
		const unit = (key: string, x: number) => ({
			layer: 'enterprise' as const,
			key,
			attributes: { kind: 'general', L: 1, E: 1, C: 1 },
			geometry: { type: 'Point' as const, coordinates: [x, 300] }
		});
		await draw(db, [...HALVES, unit('west', -500), unit('east', 500)]);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		const failed: unknown[] = [];
		const lines = openEventLines(db, await openEvents(db), (error) => failed.push(error));
		const opened: (() => void)[] = [];
		const openMany = (count: number, sightOfOne: () => Sight) =>
			Array.from({ length: count }, () => {
				const line = new Line();
				opened.push(lines.open(sightOfOne(), line.send));
				return line;
			});
		// Each who comes has a sight of their own that is equal to others'.
		const leaders = openMany(200, () => sightOf('leader', {}));
		const inspectors = openMany(200, () => ({ rows: new Map(INSPECTOR.rows!), tiers: new Set(INSPECTOR.tiers) }));
		const everything = openMany(1, () => EVERYTHING);
		for (const line of [...leaders, ...inspectors, ...everything]) expect(line.beats).toBe(1);

		await redden(db, 'enterprise/east');
		await redden(db, 'enterprise/west');
		const alertsOn = (line: Line) =>
			line.events.flatMap((event) => (event.type === 'alert' ? [`${event.what} ${event.alert.feature?.id}`] : []));
		const all = ['raised enterprise/east', 'raised enterprise/west'];
		await expect.poll(() => leaders.map(alertsOn), PATIENTLY).toEqual(leaders.map(() => all));
		await expect.poll(() => inspectors.map(alertsOn), PATIENTLY).toEqual(inspectors.map(() => all.slice(1)));
		for (const line of inspectors) expect(line.text).not.toContain('enterprise/east');
		const written = (of: Line[]) => new Set(of.map(({ chunks }) => chunks.at(-1))).size;
		expect([written(leaders), written(inspectors)]).toEqual([1, 1]);

		await expect.poll(() => leaders[0].beats, PATIENTLY).toBeGreaterThanOrEqual(3);
		for (const close of opened) close();
		const before = leaders.map(({ chunks }) => chunks.length);
		await redden(db, 'enterprise/west');
		await new Promise((resolve) => setTimeout(resolve, 2_500));
		expect(leaders.map(({ chunks }) => chunks.length)).toEqual(before);
		expect(failed).toEqual([]);
	});

	test('a line that fails does not keep the others from hearing', async () => {
		const db = await open();
		const failed: unknown[] = [];
		const events = await openEvents(db);
		const lines = openEventLines(db, events, (error) => failed.push(error));
		const line = new Line();
		let broken = false;
		const closes = [
			lines.open(EVERYTHING, () => {
				if (broken) throw new Error('the line is down');
			}),
			lines.open(EVERYTHING, line.send)
		];
		broken = true;
		events.tell({ type: 'data', district: DISTRICT, version: 7 });
		await expect.poll(() => line.events, PATIENTLY).toEqual([{ type: 'data', district: DISTRICT, version: 7 }]);
		expect(failed).toHaveLength(1);
		for (const close of closes) close();
	});
});
