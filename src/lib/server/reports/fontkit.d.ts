/** The part of fontkit that reports use; the package brings no types. */
declare module 'fontkit' {
	export interface Command {
		command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
		args: number[];
	}
	export interface Glyph {
		advanceWidth: number;
		path: { commands: Command[] };
	}
	export interface Font {
		unitsPerEm: number;
		ascent: number;
		descent: number;
		hasGlyphForCodePoint(codePoint: number): boolean;
		glyphForCodePoint(codePoint: number): Glyph;
	}
	export function create(bytes: Uint8Array): Font;
}
