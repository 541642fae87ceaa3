import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { drawBySize, type DrawSize } from './draw-by-size.ts';
import { sendInspectors, type Recused } from './draw-inspectors.ts';
import type { DrawKey } from './draw-sites.ts';

/** A draw as it is kept: what it was made from, and what came of it. */
export interface KeptDraw {
	seed: string;
	size: DrawSize;
	pool: readonly (DrawKey & { level: Level | null })[];
	drawn: readonly string[];
	/** `null`: who was sent is not disclosed, and is not repeated. */
	inspectors: readonly { id: string }[] | null;
	recused: readonly Pick<Recused, 'site' | 'inspector'>[];
	pairs: readonly { site: string; inspectors: readonly string[] }[];
}

export interface Repeated {
	/** How many numbers, sites and people were compared. */
	keys: number;
	sites: number;
	people: number;
	/** Where the repeated draw differs; none: it agrees. */
	differences: Words[];
}

/** Two engines of JavaScript may give a logarithm that differs in its last digits; the order of the keys may not. */
const TOLERANCE = 1e-12;

/**
 * Makes a kept draw again from its seed and its pool, and compares everything: each key, who was drawn in which order, and
 * who was sent where. Throws a RangeError for a draw that cannot be made at all.
 */
export function repeatDraw(kept: KeptDraw, rules: RuleSet): Repeated {
	const { keys, drawn } = drawBySize(kept.pool, kept.size, kept.seed, rules);
	const differences: Words[] = [];
	keys.forEach((key, i) => {
		const was = kept.pool[i];
		if (was?.id !== key.id || !isNear(was.key, key.key) || !isNear(was.u, key.u) || was.weight !== key.weight) {
			differences.push({
				zh: `第 ${i + 1} 位应为 ${key.id}（键 ${key.key}），记录为 ${was?.id}（键 ${was?.key}）。`,
				en: `No. ${i + 1} is ${key.id} (key ${key.key}); ${was?.id} (key ${was?.key}) is on record.`
			});
		}
	});
	if (drawn.join('\n') !== kept.drawn.join('\n')) {
		differences.push({
			zh: `应抽中 ${drawn.join('、')}；记录为 ${kept.drawn.join('、')}。`,
			en: `Drawn are ${drawn.join(', ')}; on record are ${kept.drawn.join(', ')}.`
		});
	}
	let people = 0;
	if (kept.inspectors !== null && kept.inspectors.length > 0) {
		const sites = drawn.map((id) => ({ id }));
		const was = new Map(kept.pairs.map(({ site, inspectors }) => [site, [...inspectors].sort().join('\n')]));
		for (const { site, inspectors } of sendInspectors(sites, kept.inspectors, kept.recused, kept.seed, rules)) {
			people += inspectors.length;
			if ([...inspectors].sort().join('\n') === was.get(site)) continue;
			differences.push({
				zh: `${site} 应派 ${inspectors.join('、')}，与记录不符。`,
				en: `${inspectors.join(', ')} are sent to ${site}; the record says otherwise.`
			});
		}
	}
	return { keys: keys.length, sites: drawn.length, people, differences };
}

function isNear(a: number, b: number): boolean {
	return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
