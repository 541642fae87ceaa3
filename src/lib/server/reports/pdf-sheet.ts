import { widthOf, type Weight } from './typeface.ts';

export const PAGE_WIDTH = 595.28;
const PAGE_HEIGHT = 841.89;
/** To the left and right, points. */
export const MARGIN = 36;
export const WIDTH = PAGE_WIDTH - 2 * MARGIN;
/** Baselines of what stands above and below on every page. */
export const HEAD_Y = 30;
export const FOOT_Y = PAGE_HEIGHT - 24;
const TOP = 46;
const BOTTOM = PAGE_HEIGHT - 42;

export const INK = '#16191e';
export const FAINT = '#565c66';
const RULE = '#c9cdd3';

interface Look {
	size: number;
	weight?: Weight;
	colour?: string;
	align?: 'start' | 'middle' | 'end';
}

/** The page that is being written, and how far down it is. Text is readable text, one line at a time. */
export class Sheet {
	readonly pdf: PDFKit.PDFDocument;
	y = TOP;

	constructor(pdf: PDFKit.PDFDocument) {
		this.pdf = pdf;
	}

	get isFresh(): boolean {
		return this.y === TOP;
	}

	/** Points that are left on the page. */
	get left(): number {
		return BOTTOM - this.y;
	}

	turn(): void {
		this.pdf.addPage();
		this.y = TOP;
	}

	/** Turns the page where `height` points do not fit any more. */
	need(height: number): void {
		if (this.left < height && !this.isFresh) this.turn();
	}

	/** One line of text with its baseline at `y`. */
	put(text: string, x: number, y: number, { size, weight = 'regular', colour = INK, align = 'start' }: Look): void {
		if (text === '') return;
		const width = align === 'start' ? 0 : widthOf(text, size, weight);
		const from = align === 'start' ? x : align === 'middle' ? x - width / 2 : x - width;
		this.pdf.font(weight).fontSize(size).fillColor(colour);
		this.pdf.text(text, from, y, { lineBreak: false, baseline: 'alphabetic' });
	}

	/** Lines one below the other, from page to page. */
	writeLines(lines: readonly string[], { indent = 0, ...look }: Look & { indent?: number }): void {
		const leading = look.size * 1.45;
		for (const line of lines) {
			this.need(leading);
			this.put(line, MARGIN + indent, this.y + look.size * 1.08, look);
			this.y += leading;
		}
	}

	/** A thin line across the page. */
	rule(y: number): void {
		this.pdf
			.moveTo(MARGIN, y)
			.lineTo(MARGIN + WIDTH, y)
			.lineWidth(0.4)
			.strokeColor(RULE)
			.stroke();
	}
}
