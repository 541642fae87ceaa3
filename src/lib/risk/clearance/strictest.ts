import type { Finding } from '../finding.ts';
import { codeOf } from '../level.ts';
import type { Effect, Rule } from './rule.ts';

/** Effects that somebody can grant: none of them helps where a ban is broken. */
const GRANTED: readonly Effect[] = ['apply', 'document', 'notify'];

/**
 * Where several rules speak of the same pair, the strictest goes: a finding of a rule that asks for an application, a
 * document or a notice yields to a broken ban on the same pair, and names it (管道保护法 Art 35 yields to Art 30, see
 * standards.md §5.2). Of several bans the one of the worst severity, then of the greatest distance, is named.
 */
export function yieldToStricter(findings: readonly Finding[], rules: readonly Rule[]): void {
	const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
	const bans = new Map<string, Finding>();
	for (const finding of findings) {
		if (finding.state !== 'broken' || finding.target === null || ruleOf.get(finding.rule)?.effect !== 'ban') continue;
		const key = pairOf(finding);
		const known = bans.get(key);
		if (known === undefined || isStricter(finding, known, ruleOf)) bans.set(key, finding);
	}
	if (bans.size === 0) return;
	for (const finding of findings) {
		const rule = ruleOf.get(finding.rule);
		if (rule === undefined || !GRANTED.includes(rule.effect)) continue;
		finding.yieldsTo = bans.get(pairOf(finding))?.rule ?? null;
	}
}

/** The same for a pair whichever of the two is source. */
function pairOf({ source, target }: Finding): string {
	const [a, b] = source < (target ?? '') ? [source, target] : [target, source];
	return `${a}\0${b}`;
}

function isStricter(a: Finding, b: Finding, ruleOf: ReadonlyMap<string, Rule>): boolean {
	const severity = (finding: Finding) => codeOf(ruleOf.get(finding.rule)!.severity);
	return severity(a) - severity(b) > 0 || (severity(a) === severity(b) && (a.requiredM ?? 0) > (b.requiredM ?? 0));
}
