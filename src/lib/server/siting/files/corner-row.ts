import type { Geometry, Position } from 'geojson';
import { shapeOfCorners, type ShapeKind } from './shape-of-corners.ts';
import type { RowNote } from '../../imports/row.ts';

const JOINED: RowNote = {
	field: null,
	text: {
		zh: '角点表未重复首点，已由末点连回首点闭合。',
		en: 'The list of corners does not repeat its first; the last was joined to it.'
	}
};

/** The shape of lists of corners, and the note that a row carries where a list was closed. */
export function cornerRow(
	lists: readonly Position[][],
	kind: ShapeKind
): { geometry: Geometry; mended: RowNote[] | null } {
	const { geometry, joined } = shapeOfCorners(lists, kind);
	return { geometry, mended: joined ? [JOINED] : null };
}
