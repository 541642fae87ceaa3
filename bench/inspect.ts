import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAsked } from '../src/lib/inspect/address.ts';
import { EVERYTHING, sightOf, type Sight } from '../src/lib/server/access/sight.ts';
import type { Database } from '../src/lib/server/db/database.ts';
import { openDatabase } from '../src/lib/server/db/open.ts';
import { listUnits, placesOf } from '../src/lib/server/inspect/list.ts';
import { drawMany, MANY, MANY_NOW } from '../tests/db/many-units.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';

const UNITS = 100_000;
const MOST_MS = 150;
const TIMES = 7;
const FILTERS: [name: string, query: string][] = [
	['all', ''],
	['two levels', 'level=red&level=orange'],
	['overdue dangers in one field', 'danger=overdue&field=14'],
	['a text', 'q=加油站 12'],
	['everything at once', 'level=red&level=none&layer=enterprise&due=overdue&visit=older&visit=d365&q=化工']
];

/**
 * The list of units to inspect in a district of 100,000, on the embedded database: a page of it with the counts of every
 * facet, each time of another question so that no answer is one that was kept.
 */
export async function benchInspect(report: (row: Row) => void): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'sise-bench-'));
	const db = await openDatabase({ folder });
	try {
		await drawMany(db, UNITS);
		const began = performance.now();
		await ask(db, EVERYTHING, '');
		const firstMs = performance.now() - began;
		report(rowOf('first question: reads and ranks the district', UNITS, firstMs, ''));
		await moved(db, report);
		const inspector = sightOf('inspector', { [MANY]: ['area/2', 'area/3'] });
		for (const [who, sight] of [
			['all', EVERYTHING],
			['two subdistricts', inspector]
		] as const) {
			for (const [name, query] of FILTERS) await filtered(db, sight, `${name}, sees ${who}`, query, report);
		}
		await near(db, report);
		const places = await medianOf(5, () => placesOf(db, EVERYTHING, MANY, readAsked(new URLSearchParams()), MANY_NOW));
		report({ ...places, name: 'places of all units', count: places.result.id.length, note: load() });
	} finally {
		await db.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

const PART = { offset: 0, limit: 100, counts: true };

function ask(db: Database, sight: Sight, query: string) {
	return listUnits(db, sight, MANY, readAsked(new URLSearchParams(query)), PART, MANY_NOW);
}

async function filtered(db: Database, sight: Sight, name: string, query: string, report: (row: Row) => void) {
	const filter = readAsked(new URLSearchParams(query));
	let k = 0;
	const timing = await medianOf(TIMES, () => {
		// A grade that no unit has beside all that some have: the same units, another question.
		const facets = { ...filter.facets, grade: ['一级', '二级', 'C', 'none', `new ${++k}`] };
		return listUnits(db, sight, MANY, { ...filter, facets }, PART, MANY_NOW);
	});
	const isFast = timing.medianMs <= MOST_MS;
	report({ ...timing, name, count: timing.result.total, note: `${isFast ? '' : `over ${MOST_MS} ms, `}${load()}` });
}

async function moved(db: Database, report: (row: Row) => void): Promise<void> {
	const timing = await medianOf(3, async () => {
		await db.query(`update danger set version = version + 1 where district = $1 and feature = 'enterprise/000007'`, [
			MANY
		]);
		return ask(db, EVERYTHING, '');
	});
	report({ ...timing, name: 'after a danger was moved', count: timing.result.total, note: load() });
}

async function near(db: Database, report: (row: Row) => void): Promise<void> {
	for (const query of ['near=pipeline:200', 'near=protection_target.school:500']) {
		const began = performance.now();
		const { total } = await ask(db, EVERYTHING, query);
		report(rowOf(`${query}, the first time`, total, performance.now() - began, load()));
		await filtered(db, EVERYTHING, `${query}, again with other filters`, query, report);
	}
}

function rowOf(name: string, count: number, ms: number, note: string): Row {
	return { name, count, medianMs: ms, minMs: ms, maxMs: ms, note };
}

function load(): string {
	return `load ${loadavg()[0].toFixed(1)}`;
}
