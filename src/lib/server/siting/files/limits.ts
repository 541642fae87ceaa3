import { LIMITS, type Limits } from '../../imports/limits.ts';
import { FileRefused } from '../../imports/row.ts';

const MB = 1024 * 1024;

/**
 * How large a file of parcels may be (系统设定). A surveyed parcel has tens of corners and a batch a thousand parcels:
 * 20,000 vertices hold both. 6 MB hold them in the wordiest format, and what fills it with anything else is still told
 * within 2 seconds.
 */
export const PARCEL_LIMITS: Limits = {
	...LIMITS,
	bytes: 6 * MB,
	unpackedBytes: 6 * MB,
	zipEntries: 200,
	vertices: 20_000,
	elements: 70_000,
	recordCharacters: MB
};

/** Parcels of one file (系统设定): twice the batch that a planner brings. */
export const MOST_PARCELS = 2_000;

export function tooManyVertices(name: string): FileRefused {
	return new FileRefused({
		zh: `${name} 的顶点超过 ${PARCEL_LIMITS.vertices} 个。请只保留要核查的地块，或简化其边界后重新上传。`,
		en: `${name} has more than ${PARCEL_LIMITS.vertices} vertices. Keep the parcels that are to be tested only, or simplify their boundaries, and upload it again.`
	});
}

export function tooManyParcels(name: string): FileRefused {
	return new FileRefused({
		zh: `${name} 的地块超过 ${MOST_PARCELS} 个。请拆分成几个文件后重新上传。`,
		en: `${name} has more than ${MOST_PARCELS} parcels. Split it into several files.`
	});
}
