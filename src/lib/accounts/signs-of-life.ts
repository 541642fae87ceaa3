/** What somebody does who is there. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** The server writes a sign of life only where the last is older than this, so a session may end that much earlier. */
const SLACK_SECONDS = 20;

/** How long before the end one is warned, and how few minutes are too short for a warning. */
export const WARN_SECONDS = 60;
const WARN_ABOVE_MINUTES = 2;

export interface IdleTimes {
	/** Seconds between two signs of life that are told. */
	tellS: number;
	/** Seconds after the last one told when one is warned; null: not at all. */
	warnS: number | null;
	endS: number;
}

/** The times of an idle limit in minutes. The page ends a little before the server does, never after it. */
export function idleTimes(idleMinutes: number): IdleTimes {
	const idleS = idleMinutes * 60;
	const endS = idleS - Math.min(SLACK_SECONDS, idleS / 10);
	return {
		tellS: Math.min(60, idleS / 5),
		warnS: idleMinutes > WARN_ABOVE_MINUTES ? endS - WARN_SECONDS : null,
		endS
	};
}

/** Hears whether somebody is there. Returns what ends it. */
export function hearSigns(heard: () => void): () => void {
	for (const sign of SIGNS) window.addEventListener(sign, heard, { passive: true, capture: true });
	return () => {
		for (const sign of SIGNS) window.removeEventListener(sign, heard, { capture: true });
	};
}
