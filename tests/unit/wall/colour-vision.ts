import { rgbOf } from '../../../src/lib/ui/levels.ts';

type Triple = [number, number, number];

/**
 * What the three kinds of colour blindness make of linear red, green and blue, at full severity: G. M. Machado, M. M.
 * Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15
 * (2009) 1291–1298, the tables of its supplement, row for severity 1.0.
 */
const MATRICES = {
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039]
	],
	none: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	]
} as const;

export type Vision = keyof typeof MATRICES;
export const VISIONS = Object.keys(MATRICES) as Vision[];

/** How a colour over a ground looks, as `#rrggbb`: what a fill of that opacity makes of the two. */
export function over(colour: string, opacity: number, ground: string): string {
	const under = rgbOf(ground);
	return hexOf(rgbOf(colour).map((value, k) => value * opacity + under[k] * (1 - opacity)) as Triple);
}

/** CIEDE2000 of two `#rrggbb` colours as somebody with that vision sees them; about 1 is just seen, 10 at a glance. */
export function differenceOf(one: string, other: string, vision: Vision): number {
	return ciede2000(labOf(seen(one, vision)), labOf(seen(other, vision)));
}

/** Linear red, green and blue of a colour as it is seen. */
function seen(hex: string, vision: Vision): Triple {
	const linear = rgbOf(hex).map((value) => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return MATRICES[vision].map((row) =>
		Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]))
	) as Triple;
}

/** CIE L*a*b* under D65 of linear sRGB. */
function labOf([r, g, b]: Triple): Triple {
	const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
	const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
	const z = (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883;
	const [fx, fy, fz] = [x, y, z].map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116));
	return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Res. Appl. 30 (2005) 21–30. */
export function ciede2000([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
	const rad = Math.PI / 180;
	const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
	const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)));
	const [c1, c2] = [Math.hypot(a1 * (1 + g), b1), Math.hypot(a2 * (1 + g), b2)];
	const hue = (a: number, b: number) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / rad + 360) % 360);
	const [h1, h2] = [hue(a1 * (1 + g), b1), hue(a2 * (1 + g), b2)];
	let turn = h2 - h1;
	if (c1 * c2 === 0) turn = 0;
	else if (turn > 180) turn -= 360;
	else if (turn < -180) turn += 360;
	const dL = l2 - l1;
	const dC = c2 - c1;
	const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * rad);
	const meanL = (l1 + l2) / 2;
	const c = (c1 + c2) / 2;
	let h = h1 + h2;
	if (c1 * c2 !== 0) h = Math.abs(h1 - h2) <= 180 ? h / 2 : h < 360 ? (h + 360) / 2 : (h - 360) / 2;
	const t =
		1 -
		0.17 * Math.cos((h - 30) * rad) +
		0.24 * Math.cos(2 * h * rad) +
		0.32 * Math.cos((3 * h + 6) * rad) -
		0.2 * Math.cos((4 * h - 63) * rad);
	const sL = 1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2);
	const sC = 1 + 0.045 * c;
	const sH = 1 + 0.015 * c * t;
	const rotation =
		-Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * rad) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
	return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rotation * (dC / sC) * (dH / sH));
}

function hexOf(rgb: Triple): string {
	return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
