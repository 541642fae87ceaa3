import { expect, test } from 'vitest';
import type { DistrictInfo, RunSummary, Status } from '../../../src/lib/api.ts';
import { amended, stampOf } from '../../../src/lib/map/stamp.ts';

const district = { code: '420112', version: 4 } as DistrictInfo;
const run = { id: 7, districtVersion: 4 } as RunSummary;
const status = { districts: [district], current: '420112', run } as Status;

test('an amended run is another state of the data before the status says so', () => {
	const after = amended(status, 7, 5);
	expect(stampOf(after?.districts[0] ?? null, after?.run ?? null)).not.toBe(stampOf(district, run));
	// The run holds the change already: it is not out of date.
	expect(after?.run?.districtVersion).toBe(5);
});

test('what happened to another run changes nothing', () => {
	expect(amended(status, 6, 5)).toBe(status);
	expect(amended(null, 7, 5)).toBe(null);
});
