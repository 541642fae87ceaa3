import * as v from 'valibot';
import { MEDIA_TYPE, type Format } from './write-report.ts';

/** How a report is asked for in an address: `?as=pdf&language=zh`. */
export const reportQuery = {
	as: v.optional(v.picklist(['pdf', 'docx', 'xlsx']), 'pdf'),
	language: v.optional(v.picklist(['zh', 'en']), 'zh')
};

/** A report as a file to keep. */
export function reportResponse(bytes: Uint8Array, name: string, format: Format): Response {
	const file = encodeURIComponent(`${name}.${format}`);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'cache-control': 'no-store',
			'content-type': MEDIA_TYPE[format],
			'content-disposition': `attachment; filename="report.${format}"; filename*=UTF-8''${file}`
		}
	});
}
