import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Limits } from './limits.ts';
import { FileRefused } from './row.ts';

/** A file given by its path, or by its name and its bytes as an upload gives them. */
export type File = string | { name: string; bytes: Uint8Array };

/** A file that is there and is not too large. */
export interface Source {
	/** Name without folders, as reports show it. */
	name: string;
	/** Path on this machine; null for bytes. */
	path: string | null;
	size: number;
	bytes(): Uint8Array;
	/** A path for readers that need one; bytes are written to a temporary file until `close`. */
	asPath(): string;
	/** Bytes of the file beside this one that differs by its extension only (`.dbf` of `.shp`); null: not there. */
	beside(extension: string): Uint8Array | null;
	close(): void;
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/**
 * Opens a file. Throws a FileRefused when it is missing, is not a file, is empty, or is larger than `maxBytes`.
 */
export function openSource(file: File, limits: Limits): Source {
	const name = typeof file === 'string' ? basename(file) : file.name;
	const maxBytes = /\.gpkg$/i.test(name) ? limits.packageBytes : limits.bytes;
	const size = typeof file === 'string' ? sizeOf(file, name) : file.bytes.byteLength;
	if (size === 0)
		throw new FileRefused({
			zh: `${name} 是空文件，请检查导出是否完成。`,
			en: `${name} is empty; check that its export finished.`
		});
	refuseLarge(name, size, maxBytes);
	let whole: Uint8Array | null = typeof file === 'string' ? null : file.bytes;
	let folder: string | null = null;
	return {
		name,
		path: typeof file === 'string' ? file : null,
		size,
		bytes() {
			whole ??= readFileSync(file as string);
			return whole;
		},
		asPath() {
			if (typeof file === 'string') return file;
			if (folder === null) {
				folder = mkdtempSync(join(tmpdir(), 'sise-import-'));
				writeFileSync(join(folder, 'file'), file.bytes);
			}
			return join(folder, 'file');
		},
		beside(extension) {
			if (typeof file !== 'string') return null;
			const stem = file.replace(/\.[^.]*$/, '');
			for (const candidate of [stem + extension, stem + extension.toUpperCase()]) {
				if (!existsSync(candidate)) continue;
				refuseLarge(basename(candidate), statSync(candidate).size, limits.bytes);
				return readFileSync(candidate);
			}
			return null;
		},
		close() {
			if (folder !== null) rmSync(folder, { recursive: true, force: true });
			whole = null;
		}
	};
}

/** SHA-256 of the file, in hex. A path is read in a stream. */
export async function sha256Of(source: Source): Promise<string> {
	const hash = createHash('sha256');
	if (source.path === null) hash.update(source.bytes());
	else for await (const chunk of createReadStream(source.path)) hash.update(chunk as Uint8Array);
	return hash.digest('hex');
}

function sizeOf(path: string, name: string): number {
	const stat = statSync(path, { throwIfNoEntry: false });
	if (stat === undefined)
		throw new FileRefused({ zh: `找不到文件 ${path}，请检查路径。`, en: `There is no file ${path}; check the path.` });
	if (!stat.isFile())
		throw new FileRefused({
			zh: `${name} 不是文件。请给出一个文件；Shapefile 请给出其中的 .shp 或打包的 .zip。`,
			en: `${name} is not a file. Give one file; of a shapefile the .shp, or all of it as a .zip.`
		});
	return stat.size;
}

function refuseLarge(name: string, size: number, maxBytes: number): void {
	if (size <= maxBytes) return;
	throw new FileRefused({
		zh: `${name} 有 ${megabytes(size)}，超过上限 ${megabytes(maxBytes)}。请拆分，或改用 GeoPackage。`,
		en: `${name} has ${megabytes(size)}; at most ${megabytes(maxBytes)} are read. Split it, or use GeoPackage.`
	});
}
