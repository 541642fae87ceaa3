import { SHIPPED } from '../rule-set.ts';
import type { Words } from '../words.ts';

/** One of the 26 special campaigns with the department that leads it. */
export interface SubjectField {
	no: number;
	name: Words;
	aliases: string[];
	lead: Words;
	/** Codes of GB/T 4754-2017 that belong to it (系统设定); empty where it cuts across industries. */
	industries: string[];
}

export const SUBJECT_FIELDS: readonly SubjectField[] = SHIPPED.tables.subjectFields.rows;
