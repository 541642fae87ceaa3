import type { Drawing, Label, Path } from './drawing.ts';
import { readable } from './typeface.ts';

/** Chinese typefaces of Word's own machine first. */
const FAMILY = "'Microsoft YaHei', SimHei, 'PingFang SC', 'Noto Sans CJK SC', sans-serif";

/** A drawing as SVG, for Word. */
export function svgOf({ width, height, layers, alt }: Drawing): string {
	const body = layers.map(({ clip, shapes }, i) => {
		const inner = shapes.map((shape) => (shape.kind === 'path' ? pathOf(shape) : textOf(shape))).join('');
		if (clip === null) return `<g>${inner}</g>`;
		const [left, top, right, bottom] = clip;
		const box = `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>`;
		return `<clipPath id="clip${i}">${box}</clipPath><g clip-path="url(#clip${i})">${inner}</g>`;
	});
	const size = `width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}"`;
	return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${escapeXml(alt)}</title>${body.join('')}</svg>`;
}

function pathOf({ lines, closed, fill, opacity, stroke, width, dash }: Path): string {
	if (lines.length === 0) return '';
	const d = lines
		.map((line) => `M${line.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${closed ? 'Z' : ''}`)
		.join('');
	const filled = fill === null ? 'fill="none"' : `fill="${fill}" fill-rule="evenodd" fill-opacity="${opacity}"`;
	const dashed = dash === null ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
	const stroked = stroke === null ? '' : ` stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"${dashed}`;
	return `<path d="${d}" ${filled}${stroked}/>`;
}

function textOf({ at: [x, y], text, size, bold, colour, align, upright }: Label): string {
	const turn = upright ? ` transform="rotate(-90 ${round(x)} ${round(y)})"` : '';
	const weight = bold ? ' font-weight="bold"' : '';
	const place = `x="${round(x)}" y="${round(y)}" text-anchor="${align}"`;
	const look = `font-family="${FAMILY}" font-size="${size}"${weight} fill="${colour}"`;
	return `<text ${place} ${look}${turn}>${escapeXml(readable(text))}</text>`;
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}

export function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
