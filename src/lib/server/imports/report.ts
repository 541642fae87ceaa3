import type { LayerId } from '../../risk/layer.ts';
import type { Words } from '../../risk/words.ts';

/** One row of a file and what is said of it. */
export interface RowReport {
	table: string;
	row: number;
	/** The column or member it is about; null: the row as a whole. */
	field: string | null;
	text: Words;
}

/** What an import did, row by row. A batch with refused rows lands only when that was asked for. */
export interface ImportReport {
	/** False: nothing of the file is in the database. */
	landed: boolean;
	batch: number | null;
	district: { code: string; name: string; metricSrid: number; created: boolean };
	file: string;
	format: string;
	sha256: string;
	/** The coordinate systems of its tables, and what was done to reach longitude and latitude. */
	crs: string;
	transform: string;
	/** Rows read. */
	rows: number;
	/** Features stored; one row can give several. */
	kept: number;
	/** Features of those that took the place of one with the same key. */
	replaced: number;
	byLayer: Partial<Record<LayerId, number>>;
	/** Rows that were mended, and how; at most LISTED of `repairedCount`. */
	repaired: RowReport[];
	repairedCount: number;
	/** Rows that cannot be taken, and why; at most LISTED of `refusedCount`. */
	refused: RowReport[];
	refusedCount: number;
	/** Rows, or parts of rows, that are not of any layer asked for. */
	skipped: { why: Words; count: number }[];
	/** Columns that no attribute takes, by layer. */
	unknownColumns: { layer: LayerId; column: string; count: number }[];
	/** What a person should know of the file as a whole. */
	notes: Words[];
	/** Milliseconds, and features stored a second over the whole import. */
	durationMs: number;
	featuresPerSecond: number;
}

/** How many rows a report lists by name; beyond that it counts. */
export const LISTED = 10_000;

/** Collects what is said of rows while they pass. */
export class Ledger {
	readonly repaired: RowReport[] = [];
	readonly refused: RowReport[] = [];
	repairedCount = 0;
	refusedCount = 0;
	kept = 0;
	replaced = 0;
	readonly byLayer: Partial<Record<LayerId, number>> = {};
	readonly #skipped = new Map<string, { why: Words; count: number }>();
	readonly #unknown = new Map<string, { layer: LayerId; column: string; count: number }>();

	repair(said: RowReport): void {
		this.repairedCount++;
		if (this.repaired.length < LISTED) this.repaired.push(said);
	}

	refuse(said: RowReport): void {
		this.refusedCount++;
		if (this.refused.length < LISTED) this.refused.push(said);
	}

	skip(why: Words): void {
		const entry = this.#skipped.get(why.en);
		if (entry === undefined) this.#skipped.set(why.en, { why, count: 1 });
		else entry.count++;
	}

	unknown(layer: LayerId, column: string): void {
		const entry = this.#unknown.get(`${layer}/${column}`);
		if (entry === undefined) this.#unknown.set(`${layer}/${column}`, { layer, column, count: 1 });
		else entry.count++;
	}

	keep(layer: LayerId): void {
		this.kept++;
		this.byLayer[layer] = (this.byLayer[layer] ?? 0) + 1;
	}

	/** What was left out, the commonest first. */
	skipped(): ImportReport['skipped'] {
		return [...this.#skipped.values()].sort((a, b) => b.count - a.count);
	}

	unknownColumns(): ImportReport['unknownColumns'] {
		return [...this.#unknown.values()].sort((a, b) => b.count - a.count);
	}
}
