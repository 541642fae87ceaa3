import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Who has a data folder open. */
export interface Owner {
	/** Random, one for each lock taken. */
	id: string;
	pid: number;
	/** When the process began (boot and clock ticks), so that a reused pid is recognised; null where /proc is absent. */
	started: string | null;
	host: string;
	since: string;
	/** Address of the server, `http://localhost:3000`; null while it has none. */
	address: string | null;
	/** What the command line shows the server to be let in. Readable by the owner of the folder only. */
	secret: string;
}

export interface Lock extends Owner {
	/** Publishes the address at which the owner answers. */
	setAddress(address: string): void;
	release(): void;
}

/** The data folder belongs to another process. */
export class DataFolderLocked extends Error {
	override readonly name = 'DataFolderLocked';
	readonly owner: Owner;
	constructor(folder: string, owner: Owner) {
		const where = owner.host === hostname() ? '' : ` on ${owner.host}`;
		const at = owner.address ? ` at ${owner.address}` : '';
		const ofOtherHost = owner.host === hostname() ? '' : ` If it is gone, wait a minute or delete ${NAME} there.`;
		super(
			`数据目录 ${folder} 正由进程 ${owner.pid}${where}${at} 使用（自 ${owner.since}）。请先停止它，或另设 SISE_DATA。 ` +
				`The data folder ${folder} is in use by process ${owner.pid}${where}${at} since ${owner.since}. ` +
				`Stop it first, or set SISE_DATA to another folder.${ofOtherHost}`
		);
		this.owner = owner;
	}
}

const NAME = 'lock.json';
/** A process of another host cannot be looked up: it shows that it lives by touching its lock. */
const TOUCH_MS = 5_000;
const SILENT_MS = 60_000;

/**
 * Takes the folder for this process. A lock whose process is gone is taken over.
 * Throws DataFolderLocked when another process has it.
 */
export function takeLock(folder: string): Lock {
	const path = join(folder, NAME);
	const me: Owner = {
		id: randomBytes(8).toString('hex'),
		pid: process.pid,
		started: startOf(process.pid),
		host: hostname(),
		since: new Date().toISOString(),
		address: null,
		secret: randomBytes(24).toString('base64url')
	};
	const draft = `${path}.${me.id}`;
	try {
		write(draft, me);
		while (!claim(path, draft, me, folder)) pause(20);
	} finally {
		rmSync(draft, { force: true });
	}
	const isOurs = () => read(path)?.id === me.id;
	const touch = setInterval(() => {
		if (isOurs()) utimesSync(path, new Date(), new Date());
	}, TOUCH_MS).unref();
	return {
		...me,
		setAddress(address) {
			this.address = address;
			if (!isOurs()) return;
			write(draft, { ...me, address });
			renameSync(draft, path);
		},
		release() {
			clearInterval(touch);
			if (isOurs()) rmSync(path, { force: true });
		}
	};
}

/** Who has the folder open now; null when nobody has. */
export function readLock(folder: string): Owner | null {
	const path = join(folder, NAME);
	const owner = read(path);
	return owner && lives(owner, path) ? owner : null;
}

/**
 * Makes `path` ours if it is free or its owner is gone; false: look again. Nobody can compare a file and replace it in
 * one step, so the right to replace the lock of a dead owner is itself a lock, named after that owner's id: whoever
 * holds it is alone, and must find the dead owner still there. A holder that died is replaced by the same rule.
 */
function claim(path: string, draft: string, me: Owner, folder: string): boolean {
	if (link(draft, path)) return true;
	const owner = read(path);
	if (!owner) return false;
	if (lives(owner, path)) {
		if (path !== join(folder, NAME)) return false;
		throw new DataFolderLocked(folder, owner);
	}
	const right = `${path}.over-${owner.id}`;
	if (!claim(right, draft, me, folder)) return false;
	try {
		if (read(path)?.id !== owner.id) return false;
		const copy = `${draft}.copy`;
		write(copy, me);
		renameSync(copy, path);
		return true;
	} finally {
		rmSync(right, { force: true });
	}
}

/** Hard link, which is made with its whole content or not at all. */
function link(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

function write(path: string, owner: Owner): void {
	writeFileSync(path, `${JSON.stringify(owner, null, '\t')}\n`, { mode: 0o600 });
}

function read(path: string): Owner | null {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
	try {
		return JSON.parse(text) as Owner;
	} catch {
		// Cut off by a power loss: nobody's, and replaced as such.
		return { id: 'damaged', pid: 0, started: null, host: hostname(), since: '', address: null, secret: '' };
	}
}

function lives(owner: Owner, path: string): boolean {
	if (owner.host !== hostname()) {
		const touched = statSync(path, { throwIfNoEntry: false });
		return touched !== undefined && Date.now() - touched.mtimeMs < SILENT_MS;
	}
	if (owner.pid <= 0) return false;
	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
	}
	return owner.started === null || owner.started === startOf(owner.pid);
}

/** Boot id and start time in clock ticks of a process (proc(5), stat field 22); null where /proc is absent. */
function startOf(pid: number): string | null {
	try {
		const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// Field 2, the name, is in brackets and may hold spaces and brackets itself.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		// A zombie holds no files any more.
		return fields[0] === 'Z' ? null : `${boot}:${fields[19]}`;
	} catch {
		return null;
	}
}

function pause(ms: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
