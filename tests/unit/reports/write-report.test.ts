import { expect, test } from 'vitest';
import { pdfOf } from '../../../src/lib/server/reports/pdf.ts';
import { sitingReport } from '../../../src/lib/server/reports/siting-report.ts';
import { writeReport } from '../../../src/lib/server/reports/write-report.ts';
import { sitingInput } from './siting-fixture.ts';

test(
	'the worker writes the same bytes, several orders at once, and goes on after one that cannot be written',
	{ timeout: 60_000 },
	async () => {
		const input = sitingInput();
		const broken = { ...input, answer: { ...input.answer, parcels: [] } };
		const [pdf, workbook, failed] = await Promise.allSettled([
			writeReport({ report: 'siting', input }, 'pdf'),
			writeReport({ report: 'siting', input }, 'xlsx'),
			writeReport({ report: 'siting', input: broken }, 'pdf')
		]);
		expect(failed.status).toBe('rejected');
		expect(workbook.status).toBe('fulfilled');
		expect(pdf.status === 'fulfilled' && Buffer.compare(pdf.value, await pdfOf(sitingReport(input)))).toBe(0);
		const again = await writeReport({ report: 'siting', input }, 'pdf');
		expect(pdf.status === 'fulfilled' && Buffer.compare(again, pdf.value)).toBe(0);
	}
);
