import type { Geometry } from 'geojson';
import { planeOf } from '../../geo/plane.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { ParcelAnswer, SitingAnswer } from '../../siting/api.ts';
import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { Language } from '../reports/document.ts';
import { siteView, type Surrounding } from '../reports/site-map.ts';
import type { Overruled, SitingInput } from '../reports/siting-input.ts';
import { writeReport, type Format } from '../reports/write-report.ts';
import { askSiting } from './ask.ts';
import { readCase } from './cases.ts';
import type { GivenOrder } from './order.ts';
import { readProjectTypes } from './types.ts';

/** Parcels of a report with maps, a page or more each; a workbook takes all of them. */
const MOST_MAPS = 50;
/** Features on the map of one parcel: more would hide it. */
const MOST_SURROUNDINGS = 600;

export interface ReportFile {
	bytes: Uint8Array;
	/** Chinese, without the ending. */
	name: string;
}

/** Asks an order and writes the report on it. Throws as askSiting does, and 422 for more maps than anybody reads. */
export async function orderReport(
	db: Database,
	who: Who,
	order: GivenOrder,
	format: Format,
	language: Language
): Promise<ReportFile> {
	mustBeReadable(order.parcels.length, format);
	const answer = await askSiting(db, who, order);
	return write(db, who, { name: null, answer, overruled: [] }, format, language);
}

/** The report on an answer that was given. */
export function answerReport(db: Database, who: Who, answer: SitingAnswer, format: Format): Promise<ReportFile> {
	return write(db, who, { name: null, answer, overruled: [] }, format, 'zh');
}

/** The report on what was said last of one variant of a case. Throws an AnswerError 404 for a case or variant that there is not. */
export async function caseReport(
	db: Database,
	who: Who,
	district: string,
	{ id, variant }: { id: number; variant: number },
	format: Format,
	language: Language
): Promise<ReportFile> {
	const { name, variants, answers } = await readCase(db, district, id);
	const answer = answers[variant];
	if (answer === undefined) {
		throw new AnswerError(404, 'no-variant', {
			zh: `方案 ${id} 没有第 ${variant + 1} 个比选方案。`,
			en: `Case ${id} has no alternative ${variant + 1}.`
		});
	}
	mustBeReadable(answer.parcels.length, format);
	const title = variants.length > 1 ? `${name} · ${variants[variant].name}` : name;
	return write(db, who, { name: title, answer, overruled: overruledIn(answer) }, format, language);
}

async function write(
	db: Database,
	who: Who,
	{ name, answer, overruled }: Pick<SitingInput, 'name' | 'answer' | 'overruled'>,
	format: Format,
	language: Language
): Promise<ReportFile> {
	const { code, name: districtName } = answer.provenance.district;
	const { types } = await readProjectTypes(db, code);
	const used = new Set(answer.proposal.uses.map(({ type }) => type));
	const input: SitingInput = {
		name,
		asker: who.name,
		answer: withoutOverrides(answer),
		types: types.filter(({ id }) => used.has(id)),
		surroundings: format === 'xlsx' ? [] : await surroundingsOf(db, answer),
		overruled,
		language
	};
	const bytes = await writeReport({ report: 'siting', input }, format);
	const { dataVersion, rulesVersion } = answer.provenance;
	const after = { name, format, parcels: answer.parcels.length, dataVersion, rulesVersion };
	await recordAlone(db, { who, action: 'siting.report', district: code, object: name, after });
	return { bytes, name: `选址核查报告-${name ?? districtName}-${answer.provenance.today}` };
}

/** What stands on the maps: everything in view of each parcel, and what the findings are of. */
async function surroundingsOf(db: Queryable, answer: SitingAnswer): Promise<Surrounding[]> {
	const { code, metricSrid } = answer.provenance.district;
	const known = new Map<string, Surrounding>();
	for (const parcel of answer.parcels) {
		for (const one of await readInView(db, code, metricSrid, parcel)) known.set(one.id, one);
	}
	return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readInView(db: Queryable, district: string, srid: number, parcel: ParcelAnswer): Promise<Surrounding[]> {
	const [west, south, east, north] = siteView(parcel, srid).ground;
	const plane = planeOf(srid);
	const corners = [plane.unproject(west, south), plane.unproject(east, north)];
	const named = parcel.findings.flatMap(({ other, counts }) =>
		other === null || counts === 'clear' ? [] : [other.id]
	);
	const { rows } = await db.query<{ id: string; layer: LayerId; name: string | null; geometry: string }>(
		`select id, layer, name, ST_AsGeoJSON(geom, 8) as geometry from feature
		where district = $1 and layer <> 'area'
			and (geom && ST_MakeEnvelope($2, $3, $4, $5, 4326) or id = any($6::text[]))
		order by id = any($6::text[]) desc, id limit ${MOST_SURROUNDINGS}`,
		[district, corners[0][0], corners[0][1], corners[1][0], corners[1][1], named]
	);
	return rows.map(({ geometry, ...row }) => ({ ...row, geometry: JSON.parse(geometry) as Geometry }));
}

function overruledIn(answer: SitingAnswer): Overruled[] {
	return answer.parcels.flatMap(({ findings }, parcel) =>
		findings.flatMap(({ override }, finding) => {
			if (override === undefined) return [];
			const { counts, reason, approver, madeAt } = override;
			return [{ parcel, finding, counts, reason, by: approver, on: madeAt.slice(0, 10) }];
		})
	);
}

/** What the rules give, by itself: the report tells the overrides beside it. */
function withoutOverrides(answer: SitingAnswer): SitingAnswer {
	return {
		...answer,
		parcels: answer.parcels.map(({ overridden: _, findings, ...parcel }) => ({
			...parcel,
			findings: findings.map(({ override: _own, ...finding }) => finding)
		}))
	};
}

function mustBeReadable(parcels: number, format: Format): void {
	if (format === 'xlsx' || parcels <= MOST_MAPS) return;
	throw new AnswerError(422, 'too-many-maps', {
		zh: `${parcels} 个地块的报告会有上千页，最多 ${MOST_MAPS} 个。请导出 XLSX，或用 npm run sise -- site 为每个地块各出一份。`,
		en: `A report on ${parcels} parcels would have a thousand pages; at most ${MOST_MAPS}. Take the XLSX, or npm run sise -- site, which writes one for each.`
	});
}
