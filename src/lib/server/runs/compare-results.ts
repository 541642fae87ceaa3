import type { Comparison, FindingChange, LevelChange, Some } from '../../api.ts';
import type { Finding, State } from '../../risk/finding.ts';
import { STATES } from '../../risk/finding.ts';
import { codeOf } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import {
	clauseOf,
	compareGrids,
	compareSummaries,
	decidingWords,
	FEATURE_KINDS,
	NAMED,
	nothing,
	type FeatureKind
} from './comparison.ts';
import type { Sight } from '../access/sight.ts';
import type { Assessment, RunResult } from './result.ts';
import { compareIds } from './snapshot-page.ts';

export interface ComparedResult {
	label: string;
	at: string;
	rules: RuleSet;
	result: RunResult;
}

/**
 * What two results differ in that were computed from the same features. A building that one of them leaves out has no
 * level there. The names of features are not known here: they are null.
 */
export function compareResults(sight: Sight, a: ComparedResult, b: ComparedResult): Comparison {
	return {
		a: { label: a.label, run: null, rulesVersion: a.rules.version, at: a.at },
		b: { label: b.label, run: null, rulesVersion: b.rules.version, at: b.at },
		features: compareAssessments(sight, a.result.assessments, b.result.assessments),
		findings: compareFindings(a, b),
		cells: compareGrids(a.result.grid, b.result.grid),
		...compareSummaries(a.result.summary, b.result.summary)
	};
}

function compareAssessments(sight: Sight, a: readonly Assessment[], b: readonly Assessment[]): Comparison['features'] {
	const before = new Map(a.map((one) => [one.feature, one]));
	const after = new Map(b.map((one) => [one.feature, one]));
	const sets = Object.fromEntries(FEATURE_KINDS.map((kind) => [kind, [] as LevelChange[]])) as Record<
		FeatureKind,
		LevelChange[]
	>;
	let otherReasons = 0;
	for (const id of new Set([...before.keys(), ...after.keys()])) {
		const [was, is] = [before.get(id), after.get(id)];
		const kind = kindOf(was, is);
		if (kind === 'same') continue;
		if (kind === 'other-reasons') {
			otherReasons++;
			continue;
		}
		sets[kind].push({
			id,
			layer: (is ?? was)!.layer,
			name: null,
			before: was?.level ?? null,
			after: is?.level ?? null,
			because: decidingWords(sight, is?.reasons ?? null),
			was: decidingWords(sight, was?.reasons ?? null)
		});
	}
	const worstFirst = (x: LevelChange, y: LevelChange) =>
		codeOf(y.after) - codeOf(x.after) || codeOf(y.before) - codeOf(x.before) || compareIds(x.id, y.id);
	const entries = FEATURE_KINDS.map((kind) => [kind, firstOf(sets[kind], worstFirst)]);
	return { ...(Object.fromEntries(entries) as Record<FeatureKind, Some<LevelChange>>), otherReasons };
}

function kindOf(was: Assessment | undefined, is: Assessment | undefined): FeatureKind | 'other-reasons' | 'same' {
	if (was === undefined && is!.layer !== 'building') return 'appeared';
	if (is === undefined && was!.layer !== 'building') return 'gone';
	const [before, after] = [codeOf(was?.level ?? null), codeOf(is?.level ?? null)];
	if (before !== after) {
		if (after === 0) return 'newlyUnassessed';
		if (before === 0) return 'newlyAssessed';
		return after > before ? 'worse' : 'better';
	}
	return JSON.stringify(was?.reasons) === JSON.stringify(is?.reasons) ? 'same' : 'other-reasons';
}

function compareFindings(a: ComparedResult, b: ComparedResult): Some<FindingChange> {
	const keyOf = ({ rule, source, target }: Finding) => `${rule}\0${source}\0${target ?? ''}`;
	const before = new Map(a.result.findings.map((finding) => [keyOf(finding), finding]));
	const changes: FindingChange[] = [];
	const add = (was: Finding | undefined, is: Finding | undefined) => {
		if (was?.state === is?.state) return;
		const { rule, source, target, measuredM, requiredM } = (is ?? was)!;
		const clause = clauseOf(rule, b.rules, a.rules);
		changes.push({
			rule,
			clause,
			source,
			target,
			before: was?.state ?? null,
			after: is?.state ?? null,
			measuredM,
			requiredM
		});
	};
	for (const finding of b.result.findings) {
		const key = keyOf(finding);
		add(before.get(key), finding);
		before.delete(key);
	}
	for (const finding of before.values()) add(finding, undefined);
	const rank = (state: State | null) => (state === null ? STATES.length : STATES.indexOf(state));
	return firstOf(
		changes,
		(x, y) =>
			rank(x.after) - rank(y.after) ||
			rank(x.before) - rank(y.before) ||
			compareIds(x.rule, y.rule) ||
			compareIds(x.source, y.source) ||
			compareIds(x.target ?? '', y.target ?? '')
	);
}

function firstOf<T>(all: T[], order: (a: T, b: T) => number): Some<T> {
	return all.length === 0 ? nothing() : { total: all.length, items: all.sort(order).slice(0, NAMED) };
}
