import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../db/database.ts';
import type { RawFeature } from './read.ts';
import { BUCKETS, bucketOf, compareIds, PageWriter, readPage } from './snapshot-page.ts';

/** One page of what a run was computed from: the features of one bucket of ids, compressed. */
export interface SnapshotPage {
	bucket: number;
	sha256: string;
	bytes: Uint8Array;
}

/** A run that keeps no snapshot: it was made before snapshots were kept. */
export class NoSnapshot extends Error {
	constructor(run: number) {
		super(`Run ${run} keeps no snapshot.`);
		this.name = 'NoSnapshot';
	}
}

/** Features that readSnapshot gives at once. */
const PAGE = 2_000;
/** Bytes of pages that go into one statement, or come out of it. */
const STATEMENT_BYTES = 8 * 2 ** 20;
/** Pages that are read in one statement: a page of a million features has some 300 kB. */
const PAGES_AT_ONCE = 16;

/** Gathers the features of a run, which come in the byte order of their ids, into pages that runs can share. */
export class SnapshotBuilder {
	readonly #open = new Map<number, PageWriter>();

	add(feature: RawFeature): void {
		const bucket = bucketOf(feature.id);
		let writer = this.#open.get(bucket);
		if (writer === undefined) {
			writer = new PageWriter();
			this.#open.set(bucket, writer);
		}
		writer.add(feature);
	}

	/** The pages that hold something, by bucket. */
	finish(): SnapshotPage[] {
		return [...this.#open].sort(([a], [b]) => a - b).map(([bucket, writer]) => ({ bucket, ...writer.finish() }));
	}
}

/** Stores the pages that are not there yet. Throws a DatabaseError. */
export async function storeSnapshot(tx: Queryable, district: string, pages: readonly SnapshotPage[]): Promise<void> {
	const { rows } = await tx.query<{ sha256: string }>(
		'select sha256 from snapshot_page where district = $1 and sha256 = any($2::text[])',
		[district, pages.map((page) => page.sha256)]
	);
	const known = new Set(rows.map((row) => row.sha256));
	const missing = pages.filter((page) => !known.has(page.sha256));
	for (let from = 0; from < missing.length;) {
		let to = from;
		for (let bytes = 0; to < missing.length && (to === from || bytes < STATEMENT_BYTES); to++) {
			bytes += missing[to].bytes.length;
		}
		const some = missing.slice(from, to);
		await tx.query(
			`insert into snapshot_page (district, sha256, bytes)
			select $1, p.sha256, decode(p.bytes, 'hex') from unnest($2::text[], $3::text[]) as p (sha256, bytes)
			on conflict (district, sha256) do nothing`,
			[district, some.map((page) => page.sha256), some.map((page) => Buffer.from(page.bytes).toString('hex'))]
		);
		from = to;
	}
}

/**
 * The features that a run was computed from, in pages, in the byte order of their ids: the order in which runs read
 * them. Throws a NoSnapshot, and an Error that names the page which is missing or does not hold what it should.
 */
export async function* readSnapshot(db: Queryable, district: string, run: number): AsyncGenerator<RawFeature[]> {
	const named = await namedPages(db, district, run);
	if (named.size === 0) throw new NoSnapshot(run);
	const pages = await readPages(db, district, [...named.values()]);
	const heap = new ReaderHeap();
	for (const sha256 of named.values()) heap.push(new PageReader(pages.get(sha256)!, sha256));
	let features: RawFeature[] = [];
	for (let reader = heap.first(); reader !== null; reader = heap.first()) {
		features.push(reader.head);
		reader.step();
		heap.settle();
		if (features.length === PAGE) {
			yield features;
			features = [];
			// Requests are answered between two pages.
			await setImmediate();
		}
	}
	if (features.length > 0) yield features;
}

/** Those of the ids whose features are in the snapshot of a run; throws what readSnapshot throws. */
export async function withinSnapshot(
	db: Queryable,
	district: string,
	run: number,
	ids: readonly string[]
): Promise<string[]> {
	const named = await namedPages(db, district, run);
	if (named.size === 0) throw new NoSnapshot(run);
	const asked = new Set(ids);
	const held: string[] = [];
	for (const bucket of new Set(ids.map(bucketOf))) {
		const sha256 = named.get(bucket);
		if (sha256 === undefined) continue;
		const pages = await readPages(db, district, [sha256]);
		for (const frame of readPage(pages.get(sha256)!, sha256)) {
			for (const { id } of frame) if (asked.has(id)) held.push(id);
		}
	}
	return held;
}

/**
 * Keeps the snapshot of a run true to what it was amended by: `changed` features replace those of their ids or are
 * new, `removed` ids go. Only the pages of their buckets are read and written anew; other runs keep theirs. A run without
 * a snapshot stays without. Throws a DatabaseError, and what readSnapshot throws.
 */
export async function replaceInSnapshot(
	tx: Queryable,
	district: string,
	run: number,
	changed: readonly RawFeature[],
	removed: readonly string[]
): Promise<void> {
	const named = await namedPages(tx, district, run);
	if (named.size === 0) return;
	const buckets = new Set([...changed.map((feature) => feature.id), ...removed].map(bucketOf));
	const touched = [...buckets].flatMap((bucket) => named.get(bucket) ?? []);
	const before = await readPages(tx, district, touched);
	const gone = new Set(removed);
	const written: SnapshotPage[] = [];
	for (const bucket of buckets) {
		const sha256 = named.get(bucket);
		const features = new Map<string, RawFeature>();
		if (sha256 !== undefined) {
			for (const frame of readPage(before.get(sha256)!, sha256)) {
				for (const feature of frame) if (!gone.has(feature.id)) features.set(feature.id, feature);
			}
		}
		for (const feature of changed) if (bucketOf(feature.id) === bucket) features.set(feature.id, feature);
		named.delete(bucket);
		if (features.size === 0) continue;
		const writer = new PageWriter();
		for (const feature of [...features.values()].sort((a, b) => compareIds(a.id, b.id))) writer.add(feature);
		const page = { bucket, ...writer.finish() };
		named.set(bucket, page.sha256);
		written.push(page);
	}
	await storeSnapshot(tx, district, written);
	await tx.query(
		'update run set snapshot = $3::text::jsonb where district = $1 and id = $2::bigint',
		[district, run, JSON.stringify(Object.fromEntries(named))],
		1
	);
}

/** The page of each bucket that a run names; empty where it keeps no snapshot. */
async function namedPages(db: Queryable, district: string, run: number): Promise<Map<number, string>> {
	const { rows } = await db.query<{ snapshot: Record<string, string> }>(
		'select snapshot from run where district = $1 and id = $2::bigint',
		[district, run],
		1
	);
	const pages = Object.entries(rows[0].snapshot).map(([bucket, sha256]) => [Number(bucket), sha256] as const);
	const strange = pages.find(([bucket]) => !(bucket >= 0 && bucket < BUCKETS));
	if (strange !== undefined) throw new Error(`Run ${run} names a snapshot page of bucket ${strange[0]}.`);
	return new Map(pages);
}

async function readPages(db: Queryable, district: string, hashes: readonly string[]): Promise<Map<string, Uint8Array>> {
	const pages = new Map<string, Uint8Array>();
	for (let first = 0; first < hashes.length; first += PAGES_AT_ONCE) {
		const some = hashes.slice(first, first + PAGES_AT_ONCE);
		const { rows } = await db.query<{ sha256: string; bytes: Uint8Array }>(
			'select sha256, bytes from snapshot_page where district = $1 and sha256 = any($2::text[])',
			[district, some]
		);
		for (const row of rows) pages.set(row.sha256, row.bytes);
		const missing = some.find((sha256) => !pages.has(sha256));
		if (missing !== undefined) throw new Error(`Snapshot page ${missing} is missing.`);
	}
	return pages;
}

/** Reads one page feature by feature, a frame unpacked at a time. */
class PageReader {
	readonly #frames: Generator<RawFeature[]>;
	#frame: RawFeature[] = [];
	#at = 0;
	/** The feature that comes next; undefined at the end. */
	head!: RawFeature;

	constructor(bytes: Uint8Array, sha256: string) {
		this.#frames = readPage(bytes, sha256);
		this.step();
	}

	step(): void {
		if (this.#at === this.#frame.length) {
			const next = this.#frames.next();
			this.#frame = next.done ? [] : next.value;
			this.#at = 0;
		}
		this.head = this.#frame[this.#at++];
	}
}

/** A binary heap of the pages by the id that comes next. */
class ReaderHeap {
	readonly #readers: PageReader[] = [];

	push(reader: PageReader): void {
		this.#readers.push(reader);
		for (let i = this.#readers.length - 1; i > 0;) {
			const parent = (i - 1) >> 1;
			if (!this.#isBefore(i, parent)) break;
			this.#swap(i, parent);
			i = parent;
		}
	}

	first(): PageReader | null {
		return this.#readers[0] ?? null;
	}

	/** Puts the first where it belongs after a step, or takes it out at its end. */
	settle(): void {
		if (this.#readers[0].head === undefined) {
			const last = this.#readers.pop()!;
			if (this.#readers.length === 0) return;
			this.#readers[0] = last;
		}
		for (let i = 0; ;) {
			const [left, right] = [2 * i + 1, 2 * i + 2];
			let least = i;
			if (left < this.#readers.length && this.#isBefore(left, least)) least = left;
			if (right < this.#readers.length && this.#isBefore(right, least)) least = right;
			if (least === i) return;
			this.#swap(i, least);
			i = least;
		}
	}

	#isBefore(i: number, j: number): boolean {
		return compareIds(this.#readers[i].head.id, this.#readers[j].head.id) < 0;
	}

	#swap(i: number, j: number): void {
		[this.#readers[i], this.#readers[j]] = [this.#readers[j], this.#readers[i]];
	}
}
