import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { noteList, noteListExport } from '$lib/server/audit/watched.ts';
import { AnswerError, failure, parse, readQuery } from '$lib/server/http.ts';
import { LIST_TITLE, listCsv } from '$lib/server/lists/csv.ts';
import { readListNames } from '$lib/server/lists/names.ts';
import { readRiskList } from '$lib/server/lists/read.ts';
import { localDay } from '$lib/server/local-day.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Params = v.object({ list: v.picklist(['risk', 'responsibility']) });
const Query = v.object({ district: districtCode, format: v.optional(v.picklist(['json', 'csv']), 'json') });

export const GET: RequestHandler = async ({ params, url, locals }) => {
	try {
		const { list: which } = parse(Params, params);
		const { district, format } = readQuery(url, Query);
		const { db } = app();
		const list = await readRiskList(db, district, localDay(new Date()));
		if (list === null) {
			throw new AnswerError(404, 'no-run', {
				zh: `${district} 还没有评估批次，没有清单。请先评估全区。`,
				en: `${district} has no run yet, so it has no list. Run an assessment first.`
			});
		}
		if (format === 'json') {
			await noteList(db, locals.who, district, which);
			return Response.json(list, { headers: { 'cache-control': 'no-store' } });
		}
		await noteListExport(db, locals.who, district, which, list.run);
		const file = encodeURIComponent(`${LIST_TITLE[which]}-${district}-${list.run}.csv`);
		return new Response(listCsv(list, which, await readListNames(db, district, list.run)), {
			headers: {
				'cache-control': 'no-store',
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="${which}-${list.run}.csv"; filename*=UTF-8''${file}`
			}
		});
	} catch (error) {
		return failure(error);
	}
};
