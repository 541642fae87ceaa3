const XHTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';
/** Larger pictures are refused by browsers, or come out empty. */
const PIXELS_AT_MOST = 64e6;

/**
 * Draws an element of the page as it stands, sharp at the screen's pixel ratio: its own marks and the page's own style
 * sheets, laid out once more inside an SVG picture of the same size. Charts are taken over as pictures, and so is the map,
 * whose canvas tells nothing after it was shown; what is marked `data-no-picture` is left out. Throws an Error where the
 * browser draws nothing.
 */
export async function drawElement(element: HTMLElement, map: ImageBitmap): Promise<HTMLCanvasElement> {
	const width = element.clientWidth;
	const height = element.clientHeight;
	const image = new Image(width, height);
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(writeSvg(element, addressOf(map), width, height))}`;
	await image.decode();
	const ratio = Math.min(Math.max(1, window.devicePixelRatio), Math.sqrt(PIXELS_AT_MOST / (width * height)));
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(width * ratio);
	canvas.height = Math.round(height * ratio);
	const pen = canvas.getContext('2d');
	if (pen === null) throw new Error('2d');
	pen.drawImage(image, 0, 0, canvas.width, canvas.height);
	return canvas;
}

/** Written as text: a style element that is made in the page, if only to be written, is refused by the page's policy. */
function writeSvg(element: HTMLElement, map: string, width: number, height: number): string {
	const size = `width="${width}" height="${height}"`;
	const rem = getComputedStyle(document.documentElement).fontSize;
	const styles = `${pageStyles()}\n:root{font-size:${rem}!important}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	const body = new XMLSerializer().serializeToString(copyOf(element, map));
	return (
		`<svg xmlns="${SVG}" ${size} viewBox="0 0 ${width} ${height}"><foreignObject width="100%" height="100%">` +
		`<html xmlns="${XHTML}" lang="${document.documentElement.lang}"><style>${styles}</style><body>${body}</body></html>` +
		`</foreignObject></svg>`
	);
}

/** All rules of the page, but those that only a moving page needs. */
function pageStyles(): string {
	const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
	return [...rules, '*,*::before,*::after{animation:none!important;transition:none!important}'].join('\n');
}

/** A copy whose charts and map are pictures; what the page marks as no part of its picture is left out. */
function copyOf(element: HTMLElement, map: string): Node {
	const copy = element.cloneNode(true) as HTMLElement;
	const drawn = element.querySelectorAll('canvas');
	copy.querySelectorAll('canvas').forEach((canvas, at) => {
		const isMap = canvas.classList.contains('maplibregl-canvas');
		const picture = document.createElement('img');
		picture.className = canvas.className;
		picture.style.cssText = canvas.style.cssText;
		picture.width = drawn[at].clientWidth;
		picture.height = drawn[at].clientHeight;
		picture.src = isMap ? map : drawn[at].toDataURL();
		canvas.replaceWith(picture);
	});
	for (const left of copy.querySelectorAll('[data-no-picture]')) left.remove();
	return copy;
}

/** An image as a data address. */
function addressOf(image: ImageBitmap): string {
	const canvas = document.createElement('canvas');
	canvas.width = image.width;
	canvas.height = image.height;
	canvas.getContext('2d')?.drawImage(image, 0, 0);
	return canvas.toDataURL();
}

/** The bytes of a canvas. Throws an Error where the browser gives none. */
export async function bytesOf(canvas: HTMLCanvasElement, type: 'image/png' | 'image/jpeg'): Promise<Uint8Array> {
	const blob = await new Promise<Blob | null>((give) => canvas.toBlob(give, type, 0.95));
	if (blob === null) throw new Error(type);
	return new Uint8Array(await blob.arrayBuffer());
}
