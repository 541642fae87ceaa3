import type { Drawing, Label, Path, Shape } from './drawing.ts';
import { readable, widthOf } from './typeface.ts';

/** Draws onto the current page, with the drawing's upper left corner at `x`, `y`. */
export function paint(pdf: PDFKit.PDFDocument, drawing: Drawing, x: number, y: number): void {
	pdf.save().translate(x, y);
	for (const { clip, shapes } of drawing.layers) {
		pdf.save();
		if (clip) pdf.rect(clip[0], clip[1], clip[2] - clip[0], clip[3] - clip[1]).clip();
		for (const shape of shapes) paintShape(pdf, shape);
		pdf.restore();
	}
	pdf.restore();
}

function paintShape(pdf: PDFKit.PDFDocument, shape: Shape): void {
	if (shape.kind === 'path') paintPath(pdf, shape);
	else paintLabel(pdf, shape);
}

function paintPath(pdf: PDFKit.PDFDocument, { lines, closed, fill, opacity, stroke, width, dash }: Path): void {
	if (lines.length === 0 || (fill === null && stroke === null)) return;
	for (const line of lines) {
		line.forEach(([x, y], i) => (i === 0 ? pdf.moveTo(x, y) : pdf.lineTo(x, y)));
		if (closed) pdf.closePath();
	}
	pdf.fillOpacity(opacity).lineWidth(width).lineJoin('round').lineCap('butt');
	if (dash) pdf.dash(dash[0], { space: dash[1] });
	if (fill !== null && stroke !== null) pdf.fillAndStroke(fill, stroke, 'even-odd');
	else if (fill !== null) pdf.fill(fill, 'even-odd');
	else pdf.strokeColor(stroke!).stroke();
	if (dash) pdf.undash();
	pdf.fillOpacity(1);
}

function paintLabel(pdf: PDFKit.PDFDocument, { at, text, size, bold, colour, align, upright }: Label): void {
	const weight = bold ? 'bold' : 'regular';
	const said = readable(text);
	const width = widthOf(said, size, weight);
	const shift = align === 'start' ? 0 : align === 'middle' ? width / 2 : width;
	pdf.save().font(weight).fontSize(size).fillColor(colour);
	if (upright) pdf.rotate(-90, { origin: [at[0], at[1]] });
	pdf.text(said, at[0] - shift, at[1], { lineBreak: false, baseline: 'alphabetic' });
	pdf.restore();
}
