import { VERSION } from '../version.ts';
import type { DistrictInput } from './district-input.ts';
import { districtReport } from './district-report.ts';
import type { Document } from './document.ts';
import { pdfOf } from './pdf.ts';
import type { CarriedReport } from './read-report.ts';
import type { SitingInput } from './siting-input.ts';
import { sitingReport } from './siting-report.ts';

/**
 * Whether the pages of a report are those that its own input gives: it is made again and compared byte by byte, so that a
 * number that was changed on a page is found, whatever the hash says. `other-version`: another version of Sise made it,
 * whose pages this one cannot make.
 */
export async function reprint(
	bytes: Uint8Array,
	{ report, version, input }: CarriedReport
): Promise<'same' | 'different' | 'other-version'> {
	if (version !== VERSION) return 'other-version';
	let document: Document;
	try {
		document =
			report === 'siting'
				? sitingReport(input as unknown as SitingInput)
				: districtReport(input as unknown as DistrictInput);
	} catch {
		// An input that makes no report made none of these pages.
		return 'different';
	}
	return Buffer.compare(await pdfOf(document), bytes) === 0 ? 'same' : 'different';
}
