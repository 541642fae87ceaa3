import data from '../../../../data/rules/geohazard.json' with { type: 'json' };
import type { Attributes } from '../layer.ts';
import type { Level } from '../level.ts';
import type { Grade, Reason } from '../reason.ts';
import type { Confidence } from '../words.ts';
import { gradeFromReasons, notGraded } from './grade.ts';

const RISK = { key: 'risk', name: { zh: '风险等级', en: 'Risk' } };

/**
 * Grades a geohazard zone by its `risk` class, else by its `susceptibility`. The classes are those of the risk survey,
 * their colours 系统设定. Neither on record: not graded.
 */
export function gradeGeohazard(attributes: Attributes): Grade {
	const byRisk = data.risk.rows.find((row) => row.class === attributes.risk);
	if (byRisk !== undefined) {
		const text = { zh: `${byRisk.class}风险区`, en: `Risk class ${byRisk.class}` };
		return grade('GEOHAZARD-RISK', data.risk, text, byRisk, { risk: byRisk.class });
	}
	const bySusceptibility = data.susceptibility.rows.find((row) => row.class === attributes.susceptibility);
	if (bySusceptibility !== undefined) {
		const text = { zh: `${bySusceptibility.class}易发区`, en: `Susceptibility class ${bySusceptibility.class}` };
		const inputs = { susceptibility: bySusceptibility.class };
		return grade('GEOHAZARD-SUSCEPTIBILITY', data.susceptibility, text, bySusceptibility, inputs);
	}
	return notGraded([RISK], `${data.risk.standard} ${data.risk.clause}`);
}

function grade(
	rule: string,
	table: { standard: string; clause: string; confidence: string },
	text: Reason['text'],
	row: { class: string; level: string },
	inputs: Reason['inputs']
): Grade {
	const reason: Reason = {
		rule,
		clause: `${table.standard} ${table.clause}`,
		text,
		inputs,
		measured: null,
		limit: null,
		unit: null,
		confidence: table.confidence as Confidence,
		level: row.level as Level
	};
	return gradeFromReasons([reason], text.zh, {});
}
