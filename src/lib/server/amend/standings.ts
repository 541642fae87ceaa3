import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import type { Override } from '../../risk/adjust/override.ts';
import type { Level } from '../../risk/level.ts';
import type { Database, Queryable } from '../db/database.ts';
import { ROOT } from '../root.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { sendRules } from '../rules/sent.ts';
import type { ComputationOrder } from '../runs/compute.ts';
import { readFeatures, type RawFeature } from '../runs/read.ts';
import { VERSION } from '../version.ts';
import type { Amended, StoredZone } from './amended.ts';
import type { StandingAnswer, StandingOrder } from './standing-worker.ts';

/** What the newest run of a district is, as far as a change to it is concerned. */
export interface NewestRun {
	id: number;
	amendments: number;
	district_version: number;
	rules_version: string;
	input_sha256: string;
	method: 'rings' | 'field';
	cell_m: number;
	today: string | null;
	software: string | null;
	overrides: Override[];
	disputes: { rule: string; source: string; target: string | null; text: { zh: string; en: string } }[];
	/** The district's own: version of its data, plane, rule set that it asks. */
	version: number;
	metric_srid: number;
}

/** The newest run of a district; `null` while there is none. */
export async function readNewest(db: Queryable, district: string): Promise<NewestRun | null> {
	const { rows } = await db.query<NewestRun>(
		`select r.id, r.amendments, r.district_version, r.rules_version, r.input_sha256, r.method, r.cell_m, r.today,
			r.software, r.overrides, r.disputes, d.version, d.metric_srid
		from run r join district d on d.code = r.district where r.district = $1 order by r.id desc limit 1`,
		[district]
	);
	return rows[0] ?? null;
}

/** It lives long and makes little: a large nursery would only be memory that nobody else has. */
const YOUNG_MB = 16;

/** A run held in memory by a worker thread, ready to be amended. */
export class Standing {
	readonly #worker: Worker;
	/** Which run, how often amended: what is stored must be that. */
	readonly run: number;
	amendments: number;
	#waiting: { resolve: (answer: StandingAnswer) => void; reject: (error: unknown) => void } | null = null;
	/** Set when the worker has ended: the standing is of no use any more. */
	ended = false;

	constructor(run: NewestRun) {
		this.run = run.id;
		this.amendments = run.amendments;
		this.#worker = new Worker(join(ROOT, 'src/lib/server/amend/standing-worker.ts'), {
			resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB }
		});
		// It must not keep a process alive that has nothing else to do.
		this.#worker.unref();
		this.#worker.on('message', (answer: StandingAnswer) => this.#waiting?.resolve(answer));
		const fail = (error: unknown) => {
			this.ended = true;
			this.#waiting?.reject(error);
		};
		this.#worker.on('error', fail);
		this.#worker.on('exit', (code) => fail(new Error(`The worker of the standing run ended with code ${code}.`)));
	}

	post(order: StandingOrder): void {
		this.#worker.postMessage(order);
	}

	/** Posts an order that is answered. Rejects when the worker fails. */
	async ask(order: StandingOrder): Promise<StandingAnswer> {
		// While it works the process waits for it.
		this.#worker.ref();
		try {
			return await new Promise((resolve, reject) => {
				this.#waiting = { resolve, reject };
				this.post(order);
			});
		} finally {
			this.#waiting = null;
			this.#worker.unref();
		}
	}

	/** Works changed features into the run; `null` where the whole district has to be computed. */
	async amend(features: RawFeature[], overrides: Override[]): Promise<Amended | null> {
		const answer = await this.ask({ type: 'amend', features, overrides });
		return answer.type === 'amended' ? answer.amended : null;
	}

	async end(): Promise<void> {
		this.ended = true;
		await this.#worker.terminate();
	}
}

/** The standing run of each database: one, of the district that was changed last. */
const standings = new WeakMap<Database, { district: string; standing: Standing }>();

/** The standing run of a district, read and computed when there is none; `null` where there is no run to amend. */
export async function standingOf(db: Database, district: string, today: string): Promise<Standing | null> {
	const known = standings.get(db);
	const newest = await readNewest(db, district);
	if (newest === null) return null;
	if (known?.district === district && isOf(known.standing, newest)) return known.standing;
	await dropStanding(db);
	const standing = await load(db, district, today);
	if (standing !== null) standings.set(db, { district, standing });
	return standing;
}

/** Whether a standing run is what is stored as the newest. */
export function isOf(standing: Standing, newest: NewestRun | null): boolean {
	if (newest === null || standing.ended) return false;
	const isSame = standing.run === newest.id && standing.amendments === newest.amendments;
	return isSame && newest.district_version === newest.version;
}

/** Forgets the standing run of a database: what was worked into it was not stored, say. */
export async function dropStanding(db: Database): Promise<void> {
	const known = standings.get(db);
	standings.delete(db);
	await known?.standing.end();
}

/** Reads a district in one snapshot and has a worker compute on it. */
async function load(db: Database, district: string, today: string): Promise<Standing | null> {
	let standing: Standing | null = null;
	try {
		const answer = await db.transaction(async (tx) => {
			await tx.query('set transaction isolation level repeatable read');
			const newest = await readNewest(tx, district);
			if (newest === null || !(await canBeAmended(tx, district, newest, today))) return null;
			const worker = new Standing(newest);
			standing = worker;
			worker.post(await orderOf(tx, district, newest));
			for await (const features of readFeatures(tx, district)) worker.post({ type: 'features', features });
			const zones = await readStoredZones(tx, district, newest.id);
			return { worker, order: { type: 'stand' as const, inputSha256: newest.input_sha256, zones } };
		});
		if (answer === null) return null;
		const { type } = await answer.worker.ask(answer.order);
		if (type === 'standing') return answer.worker;
		await answer.worker.end();
		return null;
	} catch (error) {
		await (standing as Standing | null)?.end();
		throw error;
	}
}

/** Whether the newest run is of the data, the rules, the day and the software of now. */
export async function canBeAmended(
	tx: Queryable,
	district: string,
	newest: NewestRun,
	today: string
): Promise<boolean> {
	if (newest.district_version !== newest.version || newest.today !== today || newest.software !== VERSION) return false;
	return newest.rules_version === (await currentRuleSet(tx, district)).version;
}

async function orderOf(tx: Queryable, district: string, newest: NewestRun): Promise<ComputationOrder> {
	const rules = await currentRuleSet(tx, district);
	const before = await levelsBefore(tx, district, newest.id);
	return {
		type: 'begin',
		district,
		srid: newest.metric_srid,
		today: newest.today!,
		method: newest.method,
		cellM: newest.cell_m,
		rules: sendRules(rules),
		overrides: newest.overrides,
		...(before !== null && { before }),
		snapshot: false
	};
}

/** Levels of the subdistricts in the run before, as the newest run was given them; `null`: there was none. */
async function levelsBefore(
	tx: Queryable,
	district: string,
	run: number
): Promise<Record<string, Level | null> | null> {
	const { rows } = await tx.query<{ subdistricts: { id: string; level: Level | null }[] }>(
		`select summary -> 'subdistricts' as subdistricts from run where district = $1 and id < $2 order by id desc limit 1`,
		[district, run]
	);
	return rows.length === 0 ? null : Object.fromEntries(rows[0].subdistricts.map(({ id, level }) => [id, level]));
}

async function readStoredZones(tx: Queryable, district: string, run: number): Promise<StoredZone[]> {
	const { rows } = await tx.query<StoredZone>(
		`select id, md5(ST_AsBinary(geom_m, 'NDR')) as md5, level, features from zone where district = $1 and run = $2`,
		[district, run]
	);
	return rows;
}
