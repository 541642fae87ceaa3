import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Level } from '../../risk/level.ts';
import { rulesLeftOut, type LeftOut } from '../../risk/clearance/catalogue.ts';
import type { Proposal } from '../../risk/siting/answer.ts';
import { tellSilent } from '../../risk/siting/not-applied.ts';
import type { MetricBox } from '../../risk/siting/near-box.ts';
import type { Neighbours } from '../../siting/api.ts';
import type { Database, Queryable } from '../db/database.ts';
import { ROOT } from '../root.ts';
import { readRuleSet } from '../rules/rule-sets.ts';
import { sendRules } from '../rules/sent.ts';
import { readFeatures } from '../runs/read.ts';
import { SHIPPED, type RuleSet } from '../../risk/rule-set.ts';
import type { DatedAnswer, GroundOrder, MetricParcel, WhereFound } from './ground.ts';
import { freshState, readState, type GroundState } from './ground-state.ts';
import type { SitingQuestion, WorkerAnswer, WorkerOrder } from './siting-worker.ts';

/** A district held by a worker thread. */
export class StandingGround {
	readonly state: GroundState;
	readonly today: string;
	readonly rules: RuleSet;
	sha256 = '';
	readonly #leftOut: readonly LeftOut[];
	readonly #worker: Worker;
	/** Those who wait, in the order in which they asked: the worker answers in that order. */
	#waiting: { resolve: (answer: WorkerAnswer) => void; reject: (error: unknown) => void }[] = [];
	ended = false;
	/** How many use it now: one that was replaced ends when the last of them is done. */
	#uses = 0;
	#isRetired = false;

	constructor(district: string, state: GroundState, today: string, rules: RuleSet) {
		this.state = state;
		this.#leftOut = rulesLeftOut(today, district, rules);
		this.today = today;
		this.rules = rules;
		this.#worker = new Worker(join(ROOT, 'src/lib/server/siting/siting-worker.ts'));
		// It must not keep a process alive that has nothing else to do.
		this.#worker.unref();
		this.#worker.on('message', (answer: WorkerAnswer) => this.#waiting.shift()?.resolve(answer));
		const fail = (error: unknown) => {
			this.ended = true;
			for (const { reject } of this.#waiting.splice(0)) reject(error);
		};
		this.#worker.on('error', fail);
		this.#worker.on('exit', (code) => fail(new Error(`The worker of siting ended with code ${code}.`)));
	}

	post(order: WorkerOrder): void {
		this.#worker.postMessage(order);
	}

	/** Posts a question and waits for its answer. Rejects when the worker fails. */
	async ask(question: SitingQuestion | { type: 'stand' }): Promise<Exclude<WorkerAnswer, { type: 'failed' }>> {
		// While it works the process waits for it.
		this.#worker.ref();
		try {
			const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
				if (this.ended) return reject(new Error('The worker of siting has ended.'));
				this.#waiting.push({ resolve, reject });
				this.post(question);
			});
			if (answer.type === 'failed') throw new Error(`Siting failed: ${answer.message}`);
			return answer;
		} finally {
			if (this.#waiting.length === 0) this.#worker.unref();
		}
	}

	/** Whether a proposal may stand on each of these parcels; `whole` lists what does not apply too. */
	async answers(proposal: Proposal, parcels: MetricParcel[], whole: boolean): Promise<DatedAnswer[]> {
		const answer = await this.ask({ type: 'ask', proposal, parcels, whole });
		if (answer.type !== 'answers') throw unexpected(answer);
		for (const { answer: said, silent } of answer.answers)
			said.notApplied = tellSilent(silent, this.#leftOut, this.rules);
		return answer.answers;
	}

	/** What a page needs to answer by itself within a box of the metric plane. */
	async neighbours(proposal: Proposal, box: MetricBox): Promise<Pick<Neighbours, 'answered' | 'layers' | 'outline'>> {
		const answer = await this.ask({ type: 'neighbours', proposal, box });
		if (answer.type !== 'neighbours') throw unexpected(answer);
		return answer.near;
	}

	/** Where a parcel's footprint may stand. */
	async where(proposal: Proposal, parcel: MetricParcel, cellM: number): Promise<WhereFound> {
		const answer = await this.ask({ type: 'where', proposal, parcel, cellM });
		if (answer.type !== 'where') throw unexpected(answer);
		return answer.found;
	}

	/** Gives it to somebody; it does not end before they are done. */
	async use<T>(work: (ground: StandingGround) => Promise<T>): Promise<T> {
		this.#uses++;
		try {
			return await work(this);
		} finally {
			this.#uses--;
			if (this.#isRetired && this.#uses === 0) await this.end();
		}
	}

	/** Ends it as soon as nobody uses it. */
	async retire(): Promise<void> {
		this.#isRetired = true;
		if (this.#uses === 0) await this.end();
	}

	async end(): Promise<void> {
		this.ended = true;
		await this.#worker.terminate();
	}
}

function unexpected({ type }: WorkerAnswer): Error {
	return new Error(`The worker of siting answered ${type}.`);
}

/** The ground of each database: one, of the district that was asked last. */
const grounds = new WeakMap<Database, { district: string; ground: Promise<StandingGround> }>();

/**
 * Has somebody use the ground of a district as it is stored now; it is read when what is held is of another state. Throws
 * an AnswerError 404 for a district that there is not, and what `work` throws.
 */
export async function useGround<T>(
	db: Database,
	district: string,
	today: string,
	work: (ground: StandingGround) => Promise<T>
): Promise<T> {
	for (;;) {
		const state = await freshState(db, district);
		const known = grounds.get(db);
		const held = known?.district === district ? await known.ground.catch(() => null) : null;
		if (held !== null && isOf(held, state, today)) return held.use(work);
		// Whoever asks while it is read waits for the same reading.
		if (grounds.get(db) !== known) continue;
		const ground = load(db, district, today);
		grounds.set(db, { district, ground });
		ground.catch(() => grounds.get(db)?.ground === ground && grounds.delete(db));
		void known?.ground.then((old) => old.retire()).catch(() => {});
		// What is newer than what was asked for is as good: it was read after the question came.
		return (await ground).use(work);
	}
}

/** Lets go of what is held of a database. */
export async function dropGround(db: Database): Promise<void> {
	const known = grounds.get(db);
	grounds.delete(db);
	await known?.ground.then((ground) => ground.end()).catch(() => {});
}

function isOf(ground: StandingGround, state: GroundState, today: string): boolean {
	return !ground.ended && ground.today === today && JSON.stringify(ground.state) === JSON.stringify(state);
}

/** Reads a district in one snapshot and hands it to a worker. */
async function load(db: Database, district: string, today: string): Promise<StandingGround> {
	let ground: StandingGround | null = null;
	try {
		const standing = await db.transaction(async (tx) => {
			await tx.query('set transaction isolation level repeatable read');
			const state = await readState(tx, district);
			const rules = state.rules_version === null ? SHIPPED : await readRuleSet(tx, state.rules_version);
			const begun = new StandingGround(district, state, today, rules);
			ground = begun;
			const order: GroundOrder = {
				district,
				srid: state.metric_srid,
				today,
				rules: sendRules(rules),
				absent: await readAbsent(tx, district),
				levels: state.run === null ? {} : await readLevels(tx, district, state.run),
				days: await readDays(tx, district)
			};
			begun.post({ type: 'begin', order });
			for await (const features of readFeatures(tx, district)) begun.post({ type: 'features', features });
			return begun;
		});
		const answer = await standing.ask({ type: 'stand' });
		if (answer.type === 'standing') standing.sha256 = answer.sha256;
		return standing;
	} catch (error) {
		await (ground as StandingGround | null)?.end();
		throw error;
	}
}

async function readAbsent(tx: Queryable, district: string): Promise<string[]> {
	const { rows } = await tx.query<{ subject: string }>(
		'select subject from absence where district = $1 and withdrawn_at is null',
		[district]
	);
	return rows.map(({ subject }) => subject);
}

/** Levels of what can be extended and has one: enterprises and hazard sources. */
async function readLevels(tx: Queryable, district: string, run: number): Promise<Record<string, Level>> {
	const { rows } = await tx.query<{ feature: string; level: Level }>(
		`select feature, level from assessment
		where district = $1 and run = $2::bigint and level is not null and layer in ('enterprise', 'hazard_source')`,
		[district, run]
	);
	return Object.fromEntries(rows.map(({ feature, level }) => [feature, level]));
}

/** On which day each feature was stored last: no part of what a run reads, but of what a site is told. */
async function readDays(tx: Queryable, district: string): Promise<Map<string, string>> {
	const { rows } = await tx.query<{ id: string; day: string }>(
		`select id, to_char(updated_at, 'YYYY-MM-DD') as day from feature where district = $1`,
		[district]
	);
	return new Map(rows.map(({ id, day }) => [id, day]));
}
