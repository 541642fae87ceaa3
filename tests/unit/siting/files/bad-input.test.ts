import { expect, test } from 'vitest';
import { FileRefused } from '../../../../src/lib/server/imports/row.ts';
import type { Words } from '../../../../src/lib/risk/words.ts';
import { BAD_FILES, type BadFile } from './bad-files.ts';
import { read } from './parcel.ts';

/** What is said of a bad file, and whether of the whole of it. */
async function refusalOf({ file, crs }: BadFile): Promise<{ of: BadFile['refuses']; text: Words }> {
	const written = await file();
	try {
		const { parcels, refused } = await read(written, crs ?? null);
		expect(parcels).toEqual([]);
		expect(refused).toHaveLength(1);
		return { of: 'parcel', text: refused[0].text };
	} catch (error) {
		if (error instanceof FileRefused) return { of: 'file', text: error.words };
		throw error;
	}
}

test.each(BAD_FILES)('$what: refused in words that say what to do', { timeout: 60_000 }, async (bad) => {
	const { of, text } = await refusalOf(bad);
	expect(text.zh).toContain(bad.zh);
	expect(text.en).toContain(bad.en);
	expect(of).toBe(bad.refuses);
});
