import { fieldOf } from '../../risk/areas/field-of.ts';
import { checklistFor, type Checklist } from '../../risk/checklists/checklist.ts';
import { checklistRows } from '../../risk/checklists/table.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';

/** What is on record of a unit that decides what it is asked. */
export interface AskedUnit {
	layer: LayerId;
	attributes: Attributes;
}

/** The checklist of a unit on a day of the district, by its subject field. */
export function checklistOf({ layer, attributes }: AskedUnit, today: string, rules: RuleSet): Checklist {
	const field = fieldOf(layer, attributes, rules)?.field.no ?? null;
	return checklistFor({ field, ...kindOf(attributes) }, today, rules);
}

/** The checklist of an id, as it is asked of a unit; the musts alone where there is no list of that id. */
export function checklistOfId(id: string, attributes: Attributes, today: string, rules: RuleSet): Checklist {
	const list = [...checklistRows(rules).byField.values()].find((row) => row.id === id);
	return checklistFor({ field: list?.no ?? null, ...kindOf(attributes) }, today, rules);
}

function kindOf({ kind, industry }: Attributes): { kind: string | null; industry: string | null } {
	return { kind: textOf(kind), industry: textOf(industry) };
}

function textOf(value: Attributes[string] | undefined): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
