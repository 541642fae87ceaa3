import { gradeFeature } from '../../risk/grade-feature.ts';
import type { Layer } from '../../risk/layer.ts';
import { parseAttributes } from '../../risk/layers/parse.ts';
import type { Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { notGraded } from '../../risk/standards/grade.ts';
import type { Words } from '../../risk/words.ts';
import { layerMapping } from '../imports/layer-mapping.ts';
import { LIMITS } from '../imports/limits.ts';
import type { Mapped } from '../imports/mapping.ts';
import { readFile } from '../imports/read-file.ts';
import type { Row } from '../imports/row.ts';
import { openSource, type File } from '../imports/source.ts';

/** One feature of a file, graded by itself. */
export interface Assessed {
	/** As the file has it; the number of the row where it has none. */
	id: string;
	/** Row of the file, as a person counts it. */
	row: number;
	name: string | null;
	level: Level | null;
	/** In the standard's own words: 一级 … 四级, A … D. */
	grade: string | null;
	/** Every number on the way: `S`, `R`, `alpha`, `β·q/Q 氨`, score items, `D` … */
	values: Record<string, number>;
	reasons: Reason[];
	/** Keys of the attributes without which there is no level. */
	missing: string[];
	/** Values that could not be read, by field. A feature with one of these has no level. */
	problems: { field: string; text: Words }[];
}

/**
 * Grades every feature of a file by its own attributes, nothing stored. What takes its level from its surroundings
 * (a pipeline from its clearances) has none here, and says so. A row that cannot be read is there without a level.
 * Throws a FileRefused for a file that cannot be read at all.
 */
export async function assessFile(file: File, layer: Layer, today: string, rules: RuleSet): Promise<Assessed[]> {
	const source = openSource(file, LIMITS);
	try {
		const reading = await readFile(source, LIMITS);
		const mapping = layerMapping(layer.id);
		const assessed: Assessed[] = [];
		for (const table of reading.tables) {
			for await (const row of table.rows()) {
				const mapped = mapping.map(row);
				if (Array.isArray(mapped)) assessed.push(...mapped.map((one) => assess(row, one, layer, today, rules)));
			}
		}
		reading.close();
		return assessed;
	} finally {
		source.close();
	}
}

function assess(row: Row, mapped: Mapped, layer: Layer, today: string, rules: RuleSet): Assessed {
	const head = { id: mapped.key ?? String(row.number), row: row.number, name: mapped.name };
	const { attributes, problems } = parseAttributes(layer, mapped.raw);
	const wrong = [
		// A feature is graded by its attributes: where it lies does not matter here.
		...(row.refused === null || row.refused.field === 'geometry'
			? []
			: [{ field: row.refused.field ?? 'row', text: row.refused.text }]),
		...problems.map(({ attribute, text }) => ({ field: attribute, text }))
	];
	if (wrong.length > 0) return { ...head, ...unreadable(wrong), problems: wrong };
	const { level, grade, values, reasons, missing } = gradeFeature(layer, attributes, {
		rules,
		today,
		findings: null,
		hca: null,
		exposure: null,
		override: null
	});
	return { ...head, level, grade, values, reasons, missing, problems: [] };
}

function unreadable(problems: Assessed['problems']) {
	const { level, grade, values, reasons, missing } = notGraded(
		problems.map(({ field, text }) => ({ key: field, name: text })),
		'系统设定: 无法读取的值不参与评定',
		{
			zh: `未评估: ${problems.map(({ text }) => text.zh.replace(/。$/, '')).join('；')}`,
			en: `Not assessed: ${problems.map(({ text }) => text.en).join('; ')}`
		}
	);
	return { level, grade, values, reasons, missing };
}
