import { readFile, stat } from 'node:fs/promises';
import { CommandError } from './command.ts';

/**
 * The bytes of a file that somebody named; null where it has more than `most`: that is said in words of whoever asked,
 * without reading it. Throws a CommandError for a file that cannot be read.
 */
export async function readBytes(file: string, most: number): Promise<Uint8Array | null> {
	try {
		const { size } = await stat(file);
		return size > most ? null : await readFile(file);
	} catch {
		throw new CommandError({ zh: `不能读取 ${file}。请核对路径。`, en: `${file} cannot be read. Check the path.` });
	}
}
