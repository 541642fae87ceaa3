import type { Attributes, LayerId } from '../layer.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { SubjectField } from '../layers/subject-field.ts';

interface Assignment {
	id: string;
	layer: string;
	/** Where both stand, the attribute must hold one of the values. */
	attribute?: string;
	values?: string[];
	field: number;
}

/** The subject field of a unit, and how it came there: `stated`, a row of subject-fields.json, or its industry code. */
export interface FieldOfUnit {
	field: SubjectField;
	by: string;
}

const assignmentsOf = perRuleSet((tables) => {
	const { assignment, rows } = tables.subjectFields;
	const byNo = new Map(rows.map((row): [number, SubjectField] => [row.no, row]));
	const byIndustry = new Map<string, SubjectField>();
	for (const row of rows) {
		for (const code of row.industries) if (!byIndustry.has(code)) byIndustry.set(code, row);
	}
	return { assignments: assignment.rules as Assignment[], byNo, byIndustry };
});

/**
 * Which of the 26 subject fields a unit belongs to: the one that its register states, else the first row of the
 * assignment that fits, else that of the longest front of its industry code (GB/T 4754-2017). `null` where none fits.
 */
export function fieldOf(layer: LayerId, attributes: Attributes, rules: RuleSet): FieldOfUnit | null {
	const { assignments, byNo, byIndustry } = assignmentsOf(rules);
	const stated = byNo.get(Number(attributes.subjectField ?? NaN));
	if (stated !== undefined) return { field: stated, by: 'stated' };
	const fitting = assignments.find((row) => row.layer === layer && fits(row, attributes));
	const assigned = fitting && byNo.get(fitting.field);
	if (assigned !== undefined) return { field: assigned, by: fitting!.id };
	const code = /^[A-Z]?(\d{2,4})/.exec(String(attributes.industry ?? ''))?.[1] ?? '';
	for (let length = code.length; length >= 2; length--) {
		const field = byIndustry.get(code.slice(0, length));
		if (field !== undefined) return { field, by: `GB/T 4754 ${code.slice(0, length)}` };
	}
	return null;
}

function fits({ attribute, values }: Assignment, attributes: Attributes): boolean {
	return attribute === undefined || values === undefined || values.includes(String(attributes[attribute] ?? ''));
}
