import { LIMITS, type Limits } from '../../imports/limits.ts';

const MB = 1024 * 1024;

/**
 * How large a file of parcels may be (系统设定). A surveyed parcel has tens of corners and a batch a thousand parcels:
 * 20,000 vertices hold both, and are answered well within 2 seconds. 16 MB hold them in the wordiest format.
 */
export const PARCEL_LIMITS: Limits = {
	...LIMITS,
	bytes: 16 * MB,
	unpackedBytes: 64 * MB,
	zipEntries: 200,
	vertices: 20_000,
	recordCharacters: MB
};

/** Parcels of one file (系统设定): twice the batch that the planner's desk asks for. */
export const MOST_PARCELS = 2_000;
