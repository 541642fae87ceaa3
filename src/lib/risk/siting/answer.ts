import type { Cause, Finding } from '../finding.ts';
import type { Attributes, LayerId } from '../layer.ts';
import type { Level } from '../level.ts';
import type { Effect } from '../clearance/rule.ts';
import type { Value } from '../reason.ts';
import type { Confidence, Words } from '../words.ts';

/**
 * `veto`: something forbids it (一票否决). `undecided`: something relevant could not be asked or lies within the accuracy
 * of the positions (未能判定). `conditional`: it needs applications or documents first (有条件). `clear`: everything that
 * is asked of such a project was asked and nothing was found against it (未见不符合), which is never a permission.
 * The worst goes first.
 */
export type Verdict = 'veto' | 'undecided' | 'conditional' | 'clear';
export const VERDICTS: readonly Verdict[] = ['veto', 'undecided', 'conditional', 'clear'];

/** What binds: a law or mandatory standard, a recommended standard, or a choice of this house. */
export type Force = 'mandatory' | 'recommended' | 'house';

/** What is built on the site: one use, or several of mixed use. */
export interface Use {
	/** Id of a project type of data/rules/projects.json. */
	type: string;
	/** What its rules need to know, by the key of the attribute; an absent one leaves those rules undecided. */
	facts: Attributes;
}

/** A project that is not real yet. */
export interface Proposal {
	uses: readonly Use[];
	/** The feature that it extends; null: it stands by itself. */
	extends: string | null;
	/** Area of what stands already, square metres, where it extends something; null: not told. */
	existingAreaM2: number | null;
	/** Months for which it stands, where it is temporary; null: for good. */
	months: number | null;
}

/** What a finding is of on the other side. */
export interface Other {
	id: string;
	layer: LayerId;
	name: string | null;
}

/** One rule asked of the site and one feature near it, or of the site alone. */
export interface SiteFinding extends Finding {
	/** Which side of the rule the site is; its id on that side is `SITE`. */
	side: 'source' | 'target';
	/** Position in the proposal's uses. */
	use: number;
	name: Words;
	clause: string;
	confidence: Confidence;
	force: Force;
	effect: Effect;
	severity: Level;
	/** Null: the rule asks of the site alone, or found nothing to hold against. */
	other: Other | null;
	/** Stated positional accuracy of the other feature, metres; null: not stated. That of the site is the parcel's. */
	otherAccuracyM: number | null;
	/** What is said about it besides its state: a small rule that speaks of it, a note of the rule. */
	notes: Words[];
	/** How the finding counts in the verdict. */
	counts: Verdict;
}

/** Stands for the site in the findings. */
export const SITE = '@site';

/** An application, a document or a notice without which it may not begin. */
export interface Condition {
	/** Rules that ask for it. */
	rules: string[];
	what: Words;
	/** Who grants it or has to be heard. */
	who: Words;
	documents: Words[];
	clause: string;
	confidence: Confidence;
}

/**
 * Something relevant that could not be asked: a layer that is empty here (`layer:power_line`), a role for which there is
 * no layer (`role:airport`), or a source that has no stated distance. Undecided, until somebody records it, or confirms
 * that the district has none.
 */
export interface Unasked {
	/** `layer:…` or `role:…`; what can be confirmed as absent. */
	subject: string;
	name: Words;
	rules: string[];
	cause: Cause;
}

/** A rule that is not asked of this project, and why: what does not apply is listed too. */
export interface NotApplied {
	rule: string;
	name: Words;
	clause: string;
	why: Words;
	/** The nearest feature of which it would be asked, where there is one: how far away it is, metres. */
	nearestM: number | null;
}

/** One of the small rules (straddling, several hazards, mixed use, small extension, temporary works) that spoke. */
export interface SmallRule {
	rule: 'SITE-STRADDLE' | 'SITE-SEVERAL' | 'SITE-MIXED' | 'SITE-EXTENSION' | 'SITE-TEMPORARY';
	name: Words;
	clause: string;
	confidence: Confidence;
	text: Words;
	inputs: Record<string, Value>;
}

/** A policy of the district that speaks of such a project. */
export interface PolicyAnswer {
	policy: string;
	name: Words;
	clause: string;
	confidence: Confidence;
	text: Words;
	counts: Verdict;
}

/** What is said of one site. Distances in metres, points in the metric plane. */
export interface SiteAnswer {
	verdict: Verdict;
	/** Those that count most first; within that broken, uncertain, undecided, met, and the worst margin first. */
	findings: SiteFinding[];
	conditions: Condition[];
	policies: PolicyAnswer[];
	smallRules: SmallRule[];
	unasked: Unasked[];
	notApplied: NotApplied[];
	/** Subjects (layers, and roles without one) that the project's rules ask, and those that answered. */
	subjects: { asked: number; answered: number };
	/** Area of the site, square metres; 0 of points and lines. */
	areaM2: number;
}
