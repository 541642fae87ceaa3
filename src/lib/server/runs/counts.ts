import type { ByLevel, RunSummary } from '../../api.ts';
import { STATES, type Finding, type State } from '../../risk/finding.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';

/** Nothing of any level. */
export function noLevels(): ByLevel {
	return { red: 0, orange: 0, yellow: 0, blue: 0, none: 0 };
}

/** Nothing in any state. */
export function noStates(): Record<State, number> {
	return Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
}

/** Graded features by level, in all and by layer. */
export function countLevels(
	graded: Iterable<{ layer: LayerId; level: Level | null }>
): Pick<RunSummary, 'levels' | 'levelsByLayer'> {
	const levels = noLevels();
	const levelsByLayer: RunSummary['levelsByLayer'] = {};
	for (const { level, layer } of graded) {
		levels[level ?? 'none']++;
		(levelsByLayer[layer] ??= noLevels())[level ?? 'none']++;
	}
	return { levels, levelsByLayer };
}

/** Findings by state, and the broken ones by rule. */
export function countStates(
	findings: Iterable<Pick<Finding, 'state' | 'rule'>>
): Pick<RunSummary, 'states' | 'brokenByRule'> {
	const states = noStates();
	const brokenByRule: Record<string, number> = {};
	for (const { state, rule } of findings) {
		states[state]++;
		if (state === 'broken') brokenByRule[rule] = (brokenByRule[rule] ?? 0) + 1;
	}
	return { states, brokenByRule };
}
