import type { Exposure } from '../../risk/exposure/exposure.ts';
import { codeOf } from '../../risk/level.ts';
import { OVERRIDE_RULE, type Reason } from '../../risk/reason.ts';
import { seenReasons } from '../access/seen-reasons.ts';
import type { Sight } from '../access/sight.ts';

/** The reasons that give a level, as they are disclosed, the worst first; what was set by hand goes before all others. */
export function levelReasons(sight: Sight, reasons: readonly Reason[], exposure: Exposure | null): Reason[] {
	return seenReasons(sight, reasons, exposure)
		.filter(({ level }) => level !== null)
		.sort((a, b) => weightOf(b) - weightOf(a));
}

function weightOf({ rule, level }: Reason): number {
	return rule === OVERRIDE_RULE ? Infinity : codeOf(level);
}
