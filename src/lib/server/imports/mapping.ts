import type { Geometry } from 'geojson';
import type { GeometryKind, LayerId } from '../../risk/layer.ts';
import type { Words } from '../../risk/words.ts';
import type { Box } from '../../geo/bounds.ts';
import type { Row, RowNote } from './row.ts';

/** What a row becomes in one layer. A row can become features of several layers. */
export interface Mapped {
	layer: LayerId;
	/** What is unique within the layer; null: the row has nothing of the kind. */
	key: string | null;
	name: string | null;
	/** Columns as `parseAttributes` takes them. */
	raw: Record<string, unknown>;
	/** Positional accuracy that the row itself states, metres. */
	accuracyM: number | null;
	notes: RowNote[];
}

/** The area of the whole district, where a file holds it. */
export interface DistrictArea {
	name: string | null;
	code: string | null;
	/** In the coordinates of its table. */
	box: Box;
	table: string;
}

/** How the rows of a file become features. */
export interface Mapping {
	/** True where the same key in two rows is the same thing told twice; else it is a mistake of the file. */
	readonly repeatsAreSame: boolean;
	/** Sees every row once before the first is mapped. */
	look(row: Row, table: string): void;
	/** The area of the whole district among the rows seen; null: there is none. */
	district(): DistrictArea | null;
	/** The features of a row, or why there are none. */
	map(row: Row): Mapped[] | Words;
}

/** The kind of a geometry in the words of a layer; null for a collection. */
export function geometryKindOf(geometry: Geometry): GeometryKind | null {
	switch (geometry.type) {
		case 'Point':
		case 'MultiPoint':
			return 'point';
		case 'LineString':
		case 'MultiLineString':
			return 'line';
		case 'Polygon':
		case 'MultiPolygon':
			return 'area';
		default:
			return null;
	}
}
