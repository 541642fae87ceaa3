import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { unprojectGeometry } from '../../src/lib/geo/densify.ts';
import { operator } from '../../src/lib/server/access/who.ts';
import type { Asked } from '../../src/lib/server/commands/command.ts';
import { verifyReport } from '../../src/lib/server/commands/verify-report.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { dropGround } from '../../src/lib/server/siting/grounds.ts';
import { orderReport } from '../../src/lib/server/siting/report.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const WHO = operator('规划员');
const PLANE = planeOf(4547);
const SHOP: Drawn = {
	layer: 'enterprise',
	key: 'shop',
	attributes: { kind: 'firework_retail' },
	geometry: { type: 'Point', coordinates: [100, 95] }
};

/** A report on a school of 30 m, 40 m from the trunk pipeline. */
async function reportOn(db: Database): Promise<Uint8Array> {
	const ring = (square(100, 40, 30) as { coordinates: number[][][] }).coordinates[0];
	const metric = { type: 'Polygon' as const, coordinates: [ring.map(([e, n]) => [MIDDLE[0] + e, MIDDLE[1] + n])] };
	const parcels = [{ name: '小学地块', geometry: unprojectGeometry(metric, PLANE), accuracyM: null }];
	const proposal = {
		uses: [{ type: 'school', facts: { 人数: 300 } }],
		extends: null,
		existingAreaM2: null,
		months: null
	};
	return (await orderReport(db, WHO, { district: DISTRICT, parcels, proposal }, 'pdf', 'zh')).bytes;
}

async function verify(db: Database, bytes: Uint8Array) {
	const folder = mkdtempSync(join(tmpdir(), 'sise-report-'));
	try {
		const file = join(folder, '报告.pdf');
		writeFileSync(file, bytes);
		return await verifyReport.perform({ db, who: WHO } as Asked, { file }, () => {});
	} finally {
		rmSync(folder, { recursive: true });
	}
}

describeBoth('A report that is computed again', (open) => {
	test('is the same, until the data change, and then says what became otherwise', async () => {
		const db = await open();
		await dropGround(db);
		await draw(db, [...AREAS, TRUNK]);
		const bytes = await reportOn(db);
		expect(await verify(db, bytes)).toMatchObject({ report: 'siting', pages: 'same', answer: 'same', changes: [] });
		await draw(db, [SHOP]);
		const later = await verify(db, bytes);
		expect(later).toMatchObject({ pages: 'same', answer: 'different' });
		expect(later.changes).toMatchObject([{ verdict: { before: 'undecided', after: 'veto' }, because: ['data'] }]);
		expect(later.changes[0].appeared.map(({ rule }) => rule)).toEqual(['FW-100']);
	});

	test('that somebody changed is found, and a file that is none is refused in words', async () => {
		const db = await open();
		await dropGround(db);
		await draw(db, [...AREAS, TRUNK]);
		const bytes = await reportOn(db);
		const changedAt = (at: number) => Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
		const text = Buffer.from(bytes).toString('latin1');
		// What it carries stands in front; what is drawn on the pages, and the typeface, behind.
		expect((await verify(db, changedAt(text.lastIndexOf('\nstream\n') + 40))).pages).toBe('different');
		await expect(verify(db, changedAt(text.indexOf('\nstream\n') + 40))).rejects.toMatchObject({
			text: { zh: expect.stringContaining('文件已被改动或损坏') }
		});
		await expect(verify(db, new TextEncoder().encode('%PDF-1.7 no report'))).rejects.toMatchObject({
			text: { zh: expect.stringContaining('不是四色导出的') }
		});
	});
});
