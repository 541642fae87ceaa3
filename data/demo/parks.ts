import type { Attributes } from '../../src/lib/risk/layer.ts';
import { personName, phoneNumber, PLACE } from './names.ts';
import type { Plan } from './plan.ts';
import type { Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

export interface Park {
	name: string;
	ring: Point[];
	attributes: Attributes;
}

const WORDS = ['澄江', '星渚', '白鹭', '锦帆', '丹枫', '听涛', '青禾', '望川', '芦月', '桐影', '麦浪', '云栖'] as const;

/** Scores by 应急〔2023〕123号, by turns: a low score is a bad park. `null`: the register holds the grade only. */
const SCORES = [66, 88, 79, 91, 74, 64, 55, 69, 68, 93, null, 77] as const;

/** The industrial parks: every fourth is a chemical park. One holds a grade without a score, one an old assessment. */
export function parksOf(plan: Plan): Park[] {
	const random = randomOf(plan.seed, 'park register');
	return plan.land.parks.map((site, k) => {
		const word = WORDS[k % WORDS.length];
		const round = Math.floor(k / WORDS.length);
		const kind = site.chemical ? 'chemical' : k % 4 === 2 ? 'logistics' : 'industrial';
		const label = { chemical: '化工园区', logistics: '物流园', industrial: '工业园' }[kind];
		const score = SCORES[k % SCORES.length];
		const attributes: Attributes = {
			kind,
			lastAssessed: k % 12 === 8 ? '2022-05-20' : `202${random.integer(4, 6)}-0${random.integer(1, 9)}-15`,
			operator: `${PLACE}${word}园区管理办公室`,
			responsiblePerson: personName(random),
			phone: phoneNumber(random)
		};
		if (score === null) attributes.grade = 'C';
		else attributes.score = score;
		return { name: `${word}${label}${round > 0 ? `${round + 1}区` : ''}`, ring: site.ring, attributes };
	});
}
