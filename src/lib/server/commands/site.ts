import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { FileAnswer, ProjectTypes, SitingAnswer } from '../../siting/api.ts';
import { AnswerError } from '../http.ts';
import { districtCode, featureId } from '../schemas.ts';
import { askSiting } from '../siting/ask.ts';
import { PARCEL_LIMITS } from '../siting/files/limits.ts';
import { readParcelFile } from '../siting/read-file.ts';
import { answerReport } from '../siting/report.ts';
import { readProjectTypes } from '../siting/types.ts';
import { command, CommandError, type Asked, type Step } from './command.ts';
import { meantDistrict } from './district.ts';
import { readBytes } from './read-bytes.ts';

export type SiteCommandAnswer =
	(ProjectTypes & { asked: 'types' }) | (SitingAnswer & Pick<FileAnswer, 'refused'> & { asked: 'file' });

/** Whether each parcel of a file may be built on; without a type, the types that there are and what each is asked for. */
export const site = command({
	input: v.object({
		/** Path on the machine where Sise runs; the word `types` in place of a file. */
		file: v.pipe(v.string(), v.minLength(1)),
		type: v.optional(v.pipe(v.string(), v.maxLength(60))),
		facts: v.optional(v.record(v.string(), v.string()), {}),
		crs: v.optional(v.pipe(v.string(), v.maxLength(40))),
		district: v.optional(districtCode),
		extends: v.optional(featureId),
		months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1200))),
		/** A folder into which a PDF of each parcel and a table of all are written. */
		reports: v.optional(v.pipe(v.string(), v.minLength(1)))
	}),
	async perform(sise, { file, type, facts, crs, months, reports, ...given }, tell): Promise<SiteCommandAnswer> {
		const district = await meantDistrict(sise, given.district);
		if (basename(file) === 'types') return { asked: 'types', ...(await readProjectTypes(sise.db, district)) };
		if (type === undefined) {
			throw new CommandError({
				zh: '请用 --type 指明项目类型；npm run sise -- site types 列出全部。',
				en: 'Say the type of the project by --type; npm run sise -- site types lists them.'
			});
		}
		try {
			// What is too large is refused in the reader's own words, without being read.
			const bytes = (await readBytes(file, PARCEL_LIMITS.bytes)) ?? new Uint8Array(PARCEL_LIMITS.bytes + 1);
			const { parcels, refused } = await readParcelFile(sise.db, district, basename(file), bytes, crs ?? null);
			if (parcels.length === 0) throw new CommandError(refused[0].text, { refused });
			tell({ done: null, text: { zh: `核查 ${parcels.length} 个地块`, en: `Asking of ${parcels.length} parcels` } });
			const proposal = {
				uses: [{ type, facts }],
				extends: given.extends ?? null,
				existingAreaM2: null,
				months: months ?? null
			};
			const plain = parcels.map(({ name, geometry, accuracyM }) => ({ name, geometry, accuracyM }));
			const answer = await askSiting(sise.db, sise.who, { district, parcels: plain, proposal });
			if (reports !== undefined) await writeReports(sise, answer, reports, tell);
			return { asked: 'file', ...answer, refused };
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});

/** A report on each parcel, named by its place in the file and its name, and a workbook of all. */
async function writeReports(
	sise: Asked,
	answer: SitingAnswer,
	folder: string,
	tell: (step: Step) => void
): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
		const table = await answerReport(sise.db, sise.who, answer, 'xlsx');
		await writeFile(join(folder, `${table.name}.xlsx`), table.bytes);
		for (const [i, parcel] of answer.parcels.entries()) {
			const { bytes } = await answerReport(sise.db, sise.who, { ...answer, parcels: [parcel] }, 'pdf');
			const name = parcel.parcel.name.replaceAll(UNSAFE, '_').slice(0, 80);
			await writeFile(join(folder, `${String(i + 1).padStart(4, '0')}-${name}.pdf`), bytes);
			tell({ done: (i + 1) / answer.parcels.length, text: { zh: '生成报告', en: 'Writing the reports' } });
		}
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === undefined || error instanceof AnswerError) throw error;
		throw new CommandError({ zh: `不能写入 ${folder}（${code}）。`, en: `${folder} cannot be written to (${code}).` });
	}
}

/** What no file name holds somewhere. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;
