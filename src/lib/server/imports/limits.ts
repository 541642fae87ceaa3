/**
 * How large a file may be before it is refused: bounds that keep a hostile file from taking the machine, far above
 * what a city needs (系统设定).
 */
export interface Limits {
	/** Bytes of a file that is read whole: all but GeoPackage. */
	bytes: number;
	/** Bytes of a GeoPackage, which is read row by row. */
	packageBytes: number;
	zipEntries: number;
	/** Bytes of all entries of a zip together, unpacked. */
	unpackedBytes: number;
	/** Unpacked bytes for each packed one. */
	zipRatio: number;
	/** Vertices of one geometry. */
	vertices: number;
	/** Depth of nested objects and arrays in JSON, and of elements in XML. */
	depth: number;
	/** Elements of one XML. */
	elements: number;
	/** Characters of one CSV record. */
	recordCharacters: number;
}

const MB = 1024 * 1024;

export const LIMITS: Limits = {
	bytes: 256 * MB,
	packageBytes: 16 * 1024 * MB,
	zipEntries: 1000,
	unpackedBytes: 512 * MB,
	zipRatio: 1000,
	vertices: 1_000_000,
	depth: 64,
	elements: 20_000_000,
	recordCharacters: 10 * MB
};
