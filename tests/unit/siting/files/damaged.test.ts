import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileRefused } from '../../../../src/lib/server/imports/row.ts';
import { inCrs, PARCEL, read } from './parcel.ts';
import { WRITERS } from './writers.ts';

test.each(Object.keys(WRITERS))(
	'%s, damaged anywhere, is read or refused in words, and never breaks',
	async (format) => {
		const { name, bytes } = await WRITERS[format](inCrs('EPSG:4526', PARCEL));
		const damage = fc.record({
			from: fc.nat(bytes.length),
			with: fc.uint8Array({ maxLength: 24 }),
			cut: fc.option(fc.nat(bytes.length), { freq: 3 })
		});
		await fc.assert(
			fc.asyncProperty(damage, async ({ from, with: put, cut }) => {
				const damaged = bytes.slice(0, cut ?? bytes.length);
				damaged.set(put.subarray(0, Math.max(0, damaged.length - from)), Math.min(from, damaged.length));
				try {
					const { parcels, refused } = await read({ name, bytes: damaged });
					expect(parcels.length + refused.length).toBeGreaterThan(0);
					for (const { text: words } of refused) expect(words.zh.length * words.en.length).toBeGreaterThan(0);
				} catch (error) {
					if (!(error instanceof FileRefused)) throw error;
				}
			}),
			{ numRuns: 100 }
		);
	},
	60_000
);
