/** A picture as it goes on a page: JPEG bytes and pixels. */
export interface PagePicture {
	jpeg: Uint8Array;
	width: number;
	height: number;
}

/** The long side of an A4 page, points. The page has the shape of the picture. */
const LONG_SIDE_PT = 842;

/** A PDF of one page that the picture fills: ISO 32000-1, with a DCTDecode image. */
export function writePdf({ jpeg, width, height }: PagePicture, title: string): Uint8Array {
	const scale = LONG_SIDE_PT / Math.max(width, height);
	const [w, h] = [width, height].map((side) => (side * scale).toFixed(2));
	const drawing = `q ${w} 0 0 ${h} 0 0 cm /P Do Q`;
	const image = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8`;
	const objects: (string | Uint8Array)[][] = [
		['<< /Type /Catalog /Pages 2 0 R >>'],
		['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
		[
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>`
		],
		[`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`],
		[`<< ${image} /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`, jpeg, '\nendstream'],
		[`<< /Title ${hexText(title)} /Producer (Sise) >>`]
	];
	const parts: Uint8Array[] = [];
	let length = 0;
	const put = (part: string | Uint8Array) => {
		const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
		parts.push(bytes);
		length += bytes.length;
	};
	put('%PDF-1.4\n');
	const offsets = objects.map((object, at) => {
		const offset = length;
		put(`${at + 1} 0 obj\n`);
		object.forEach(put);
		put('\nendobj\n');
		return offset;
	});
	const table = length;
	put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
	for (const offset of offsets) put(`${String(offset).padStart(10, '0')} 00000 n \n`);
	put(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${table}\n%%EOF\n`);
	const all = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

/** Text in UTF-16 as a hexadecimal string, which every reader takes. */
function hexText(text: string): string {
	const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'));
	return `<feff${units.join('')}>`;
}
