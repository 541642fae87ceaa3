import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import { CENTRE } from '../data/demo/demo-numbers.ts';
import { operator, SYSTEM } from '../src/lib/server/access/who.ts';
import { importDemo } from '../src/lib/server/demo.ts';
import { dataFolder, openSise, type Sise } from '../src/lib/server/sise.ts';
import { askSiting } from '../src/lib/server/siting/ask.ts';
import { dropGround } from '../src/lib/server/siting/grounds.ts';
import type { GivenOrder } from '../src/lib/server/siting/order.ts';
import { askWhere } from '../src/lib/server/siting/where.ts';
import { databaseUrl, onServer } from '../tests/db/postgres-server.ts';
import type { Row } from './row.ts';
import { benchSitingPage } from './siting-page.ts';
import { benchSitingPeers } from './siting-peers.ts';
import { parcelAt, proposalOf, sitingQuestions } from './siting-questions.ts';

const DATABASE = 'sise_bench_siting';
const WHO = operator('bench');
const QUESTIONS = 300;
const MOST_P95_MS = 30;
const CLIENTS = 4;
const LEAST_A_SECOND = 1000;
const ROUNDS = 5;
const BATCH = 1000;
const CELL_M = 25;
const WHERE = ['housing', 'warehouse', 'hazchem_production', 'petrol_station'];

/**
 * Siting in the demo district of 67,000 features: one site after the other, four who ask at once, a batch of a thousand,
 * and where a footprint could stand, on both databases; then the page's own engine, and the peers. An answer is whole, as
 * POST /api/siting gives it: what does not apply is in it too.
 */
export async function benchSiting(report: (row: Row) => void): Promise<void> {
	const server = process.env.SISE_BENCH_DATABASE_URL!;
	await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
	const url = databaseUrl(server, DATABASE);
	await withDemo({ url, folder: dataFolder() }, async (sise, questions) => {
		await oneByOne('native PostGIS', sise, questions, report);
		await atOnce(sise, questions, report);
		await batch('native PostGIS', sise, questions, report);
		await benchSitingPeers(sise.db, questions, report);
	});
	const folder = mkdtempSync(join(tmpdir(), 'sise-bench-'));
	try {
		await withDemo({ folder }, async (sise, questions) => {
			await oneByOne('embedded', sise, questions, report);
			await batch('embedded', sise, questions, report);
			await where(sise, report);
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	benchSitingPage(report);
}

async function withDemo(
	place: Parameters<typeof openSise>[0],
	work: (sise: Sise, questions: GivenOrder[]) => Promise<void>
): Promise<void> {
	const sise = await openSise(place);
	try {
		await importDemo(sise, SYSTEM, 1, () => {});
		await work(sise, await sitingQuestions(sise.db, BATCH));
	} finally {
		await dropGround(sise.db);
		await sise.close();
	}
}

async function oneByOne(name: string, { db }: Sise, questions: GivenOrder[], report: (row: Row) => void) {
	const first = await timed(() => askSiting(db, WHO, questions[0]));
	let findings = 0;
	const ms: number[] = [];
	for (let k = -QUESTIONS; k < QUESTIONS; k++) {
		const [taken, { parcels }] = await timed(() => askSiting(db, WHO, questions[Math.abs(k) % QUESTIONS]));
		if (k < 0) continue;
		ms.push(taken);
		findings += parcels[0].findings.length;
	}
	ms.sort((a, b) => a - b);
	const note = `p95 ${p95Of(ms).toFixed(1)} ms of at most ${MOST_P95_MS}; ${findings} findings; the first, which reads the district, ${first[0].toFixed(0)} ms; ${load()}`;
	report({ ...rowOf(`one site, ${name}`, ms), note });
}

/** Milliseconds each, in rounds of every question once. */
async function atOnce({ db }: Sise, questions: GivenOrder[], report: (row: Row) => void) {
	const ms: number[] = [];
	for (let round = -1; round < ROUNDS; round++) {
		let next = 0;
		const [taken] = await timed(() =>
			Promise.all(
				Array.from({ length: CLIENTS }, async () => {
					while (next < questions.length) await askSiting(db, WHO, questions[next++]);
				})
			)
		);
		if (round >= 0) ms.push(taken / questions.length);
	}
	ms.sort((a, b) => a - b);
	const perSecond = (each: number) => (1000 / each).toFixed(0);
	const note = `${perSecond(ms[ROUNDS >> 1])} answers a second of at least ${LEAST_A_SECOND}, at best ${perSecond(ms[0])}; ${load()}`;
	report({
		...rowOf(`each of ${CLIENTS} clients' questions at once, native PostGIS`, ms),
		count: questions.length,
		note
	});
}

async function batch(name: string, { db }: Sise, questions: GivenOrder[], report: (row: Row) => void) {
	const areas = questions.map(({ parcels }) => parcels[0]);
	const order = { district: DEMO_DISTRICT.code, parcels: areas, proposal: proposalOf('housing') };
	const ms: number[] = [];
	let count = 0;
	for (let k = 0; k < ROUNDS; k++) {
		const [taken, { parcels }] = await timed(() => askSiting(db, WHO, order));
		ms.push(taken);
		count = parcels.length;
	}
	report({
		...rowOf(
			`a batch, housing, ${name}`,
			ms.sort((a, b) => a - b)
		),
		count,
		note: `at most 10 s; ${load()}`
	});
}

async function where({ db }: Sise, report: (row: Row) => void) {
	const parcel = parcelAt(...CENTRE, 60, 60);
	for (const type of WHERE) {
		const order = { district: DEMO_DISTRICT.code, parcel, proposal: proposalOf(type), cellM: CELL_M };
		const [firstMs, { columns, rows }] = await timed(() => askWhere(db, WHO, order));
		const ms: number[] = [];
		for (let k = 0; k < ROUNDS; k++) ms.push((await timed(() => askWhere(db, WHO, order)))[0]);
		const note = `cells of ${CELL_M} m; the first ${firstMs.toFixed(0)} ms; at most 5 s; ${load()}`;
		report({
			...rowOf(
				`where could it stand, ${type}`,
				ms.sort((a, b) => a - b)
			),
			count: columns * rows,
			note
		});
	}
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
	const began = performance.now();
	const result = await work();
	return [performance.now() - began, result];
}

/** `ms` in ascending order. */
function rowOf(name: string, ms: readonly number[]): Row {
	return { name, count: ms.length, medianMs: ms[ms.length >> 1], minMs: ms[0], maxMs: ms.at(-1)!, note: '' };
}

function p95Of(ms: readonly number[]): number {
	return ms[Math.ceil(0.95 * ms.length) - 1];
}

function load(): string {
	return `load ${loadavg()[0].toFixed(1)}`;
}
