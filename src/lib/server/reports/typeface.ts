import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

/**
 * Noto Sans Hans as `@embedpdf/fonts-sc` brings it: every ideograph of Unicode's first plane, 20,945 of them, but few
 * signs. Found by Node's own search, so that it works from the sources and from a build alike.
 */
const FOLDER = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');

export type Weight = 'regular' | 'bold';
const FILES: Readonly<Record<Weight, string>> = {
	regular: join(FOLDER, 'NotoSansHans-Regular.otf'),
	bold: join(FOLDER, 'NotoSansHans-Bold.otf')
};

const fonts = new Map<Weight, Font>();
/** Widths in ems by weight and code point; null: there is no glyph. */
const widths: Readonly<Record<Weight, Map<number, number | null>>> = { regular: new Map(), bold: new Map() };

/** The font of a weight, read from its file once. */
export function fontOf(weight: Weight): Font {
	let font = fonts.get(weight);
	if (!font) {
		font = create(readFileSync(FILES[weight]));
		fonts.set(weight, font);
	}
	return font;
}

/** Width of a line of readable text, points. */
export function widthOf(text: string, size: number, weight: Weight): number {
	let ems = 0;
	for (const character of text) ems += emsOf(character, weight) ?? 0;
	return ems * size;
}

function emsOf(character: string, weight: Weight): number | null {
	const code = character.codePointAt(0)!;
	const known = widths[weight].get(code);
	if (known !== undefined) return known;
	const font = fontOf(weight);
	const has = font.hasGlyphForCodePoint(code);
	const ems = has ? font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm : null;
	widths[weight].set(code, ems);
	return ems;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺';
const PLAIN = '0123456789-+';
const RAISED_RUN = new RegExp(`[${RAISED}]+`, 'gu');
/** Controls, marks of direction and joiners: nothing to see, and no glyph. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;

/**
 * The text with what the typeface lacks written in what it has: `10⁻⁷` as `10^-7`, and an ideograph of a higher plane by
 * its number (`[U+20BB7]`), so that nothing that was said is left out. Line feeds stay.
 */
export function readable(text: string): string {
	// The typeface is Chinese: its curly apostrophe is as wide as an ideograph.
	const raised = text
		.replace(/(?<=\p{Script=Latin})’(?=\p{Script=Latin})/gu, "'")
		.replace(RAISED_RUN, (run) =>
			[...run].every(hasGlyph) ? run : `^${[...run].map((one) => PLAIN[RAISED.indexOf(one)]).join('')}`
		);
	let out = '';
	for (const character of raised) {
		if (character === '\n') out += character;
		else if (character === '\t') out += ' ';
		else if (INVISIBLE.test(character)) continue;
		else if (hasGlyph(character)) out += character;
		else out += `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
	}
	return out;
}

function hasGlyph(character: string): boolean {
	return emsOf(character, 'regular') !== null;
}
