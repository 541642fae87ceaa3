import type { AuditVerification } from '../../access/api.ts';
import type { Words } from '../../risk/words.ts';
import { fileWords, readHead, restoredWords, type Head, type Remembering } from './head.ts';
import { readRows } from './read.ts';
import { BEGINNING, hashOf, type AuditRow } from './record.ts';

type Fault = AuditVerification['faults'][number];

/** As many faults as somebody reads; the others are counted. */
const SHOWN = 200;

/**
 * Walks the whole audit and names each row that is not as it was written: changed, missing, out of order or put in
 * between, and an end that was cut or a chain that was written anew, which the row that the data folder remembers
 * shows. Nobody is held up: what is added meanwhile is walked too.
 */
export async function verifyAudit(at: Remembering): Promise<AuditVerification> {
	const startedMs = performance.now();
	const walk = new Walk(at);
	for await (const rows of readRows(at.db)) for (const row of rows) walk.step(row);
	walk.end();
	const { last, count, faults, total } = walk;
	return {
		rows: count,
		head: last === null ? null : { seq: last.seq, hash: last.hash },
		whole: total === 0,
		faults,
		faultsTotal: total,
		ms: Math.round(performance.now() - startedMs)
	};
}

class Walk {
	count = 0;
	total = 0;
	last: AuditRow | null = null;
	readonly faults: Fault[] = [];
	readonly #remembered: Head | null = null;
	/** The last row stands where it does not belong: that the next one does not follow it says nothing of the next. */
	#isAstray = false;

	constructor(at: Remembering) {
		try {
			this.#remembered = readHead(at);
		} catch (error) {
			this.#find(0, 'cut', fileWords(error));
		}
	}

	step(row: AuditRow): void {
		const expected = (this.last?.seq ?? 0) + 1;
		if (row.seq > expected) this.#miss(expected, row.seq - 1);
		const follows = row.seq > expected || this.#isAstray || row.previous === (this.last?.hash ?? BEGINNING);
		const fits = hashOf(row) === row.hash;
		if (row.seq < expected || !follows) this.#find(row.seq, 'out-of-order', astray(row, fits));
		else if (!fits) this.#find(row.seq, 'changed', changed(row));
		else if (row.seq === this.#remembered?.seq && row.hash !== this.#remembered.hash) {
			this.#find(row.seq, 'changed', anew(row, this.#remembered));
		}
		this.#isAstray = row.seq < expected || (!follows && !fits);
		this.last = row;
		this.count++;
	}

	end(): void {
		const seq = this.last?.seq ?? 0;
		if (this.#remembered === null || this.#remembered.seq <= seq) return;
		this.#find(seq + 1, 'cut', restoredWords(seq, this.#remembered));
	}

	#miss(first: number, last: number): void {
		const [zh, en] =
			first === last ? [`第 ${first} 条`, `Row ${first}`] : [`第 ${first} 至 ${last} 条`, `Rows ${first} to ${last}`];
		this.#find(first, 'missing', {
			zh: `${zh}审计记录缺失${this.last === null ? '，链条没有从头开始' : `，应在${told(this.last).zh}之后`}。`,
			en: `${en} of the audit ${first === last ? 'is' : 'are'} missing${this.last === null ? ': the chain does not begin at its beginning' : `, after ${told(this.last).en}`}.`
		});
	}

	#find(seq: number, kind: Fault['kind'], text: Words): void {
		this.total++;
		if (this.faults.length < SHOWN) this.faults.push({ seq, kind, text });
	}
}

function changed(row: AuditRow): Words {
	return {
		zh: `${told(row).zh}的内容与其哈希值不符：写入之后被改动。`,
		en: `${told(row).en} does not fit its hash: it was changed after it was written.`
	};
}

function astray(row: AuditRow, fits: boolean): Words {
	if (row.seq === 1 && fits) {
		return {
			zh: `${told(row).zh}不是链条的开头：它之前的记录被删去，编号被改写。`,
			en: `${told(row).en} is not the beginning of the chain: what stood before it was taken away.`
		};
	}
	return fits
		? {
				zh: `${told(row).zh}不接在前一条之后：前一条被改写，或此条是插入的。`,
				en: `${told(row).en} does not follow the row before it: that one was written anew, or this one was put in.`
			}
		: {
				zh: `${told(row).zh}不在原来的位置：被插入、调换或改号。`,
				en: `${told(row).en} does not stand where it was written: it was put in, exchanged or numbered anew.`
			};
}

function anew(row: AuditRow, { at }: Head): Words {
	return {
		zh: `${told(row).zh}不是数据库之外记下的那一条（写于 ${at}）：此条或它之前的链条被整体改写。`,
		en: `${told(row).en} is not the row that was noted outside the database (written ${at}): the chain was written anew up to here.`
	};
}

/** A row as a person finds it again. */
function told({ seq, at, actor_name, action }: AuditRow): Words {
	return {
		zh: `第 ${seq} 条审计记录（${at}，${actor_name}，${action}）`,
		en: `Row ${seq} of the audit (${at}, ${actor_name}, ${action})`
	};
}
