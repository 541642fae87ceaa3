import { widthOf, type Weight } from './typeface.ts';

/** What does not begin a line, and what does not end one (GB/T 15834-2011, 附录 A). */
const NEVER_FIRST = '，。、；：！？）》】」』〕”’%‰…—·～,.;:!?)]}°';
const NEVER_LAST = '（《【「『〔“‘([{';

/** Words and numbers hold together, up to a slash; everything else is one sign at a time. */
const PIECE = /[!-.0-~À-ʯ]*\/|[!-.0-~À-ʯ]+|\s|./gsu;

/**
 * Breaks readable text into lines no wider than `width` points: Chinese between any two signs, Latin between words, and
 * within a word that is wider than a line, so that nothing is cut off.
 */
export function breakLines(text: string, width: number, size: number, weight: Weight): string[] {
	return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, size, weight));
}

function breakParagraph(text: string, width: number, size: number, weight: Weight): string[] {
	const lines: string[] = [];
	let line = '';
	let used = 0;
	for (const piece of piecesOf(text)) {
		const needed = widthOf(piece, size, weight);
		if (used + needed <= width) {
			line += piece;
			used += needed;
			continue;
		}
		if (line.trim() !== '') lines.push(line.trimEnd());
		line = piece.trimStart();
		for (;;) {
			used = widthOf(line, size, weight);
			const fits = used > width ? fittingLength(line, width, size, weight) : line.length;
			if (fits >= line.length) break;
			lines.push(line.slice(0, fits));
			line = line.slice(fits);
		}
	}
	if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
	return lines;
}

/** Pieces between which a line may break: a sign that must not begin or end a line stays with its neighbour. */
function piecesOf(text: string): string[] {
	const pieces: string[] = [];
	let glued = false;
	for (const [piece] of text.matchAll(PIECE)) {
		const joins = pieces.length > 0 && (glued || NEVER_FIRST.includes(piece));
		if (joins) pieces[pieces.length - 1] += piece;
		else pieces.push(piece);
		glued = NEVER_LAST.includes(piece);
	}
	return pieces;
}

/** How many characters of a line fit, one at least; a surrogate pair is not torn. */
function fittingLength(line: string, width: number, size: number, weight: Weight): number {
	let fits = 0;
	let used = 0;
	for (const character of line) {
		used += widthOf(character, size, weight);
		if (used > width && fits > 0) break;
		fits += character.length;
	}
	return fits;
}
