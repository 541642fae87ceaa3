import { m } from '$lib/paraglide/messages.js';
import type { RoundStopItem } from '$lib/rounds/api.ts';
import type { Draft } from './draft.ts';
import { stateOfVisit, type QueueItem } from './queue.ts';

/** Where the visit of a stop stands, as the phone knows it. */
export type Standing = 'none' | 'writing' | 'queued' | 'sent' | 'refused' | 'done';

/** `done`: somebody handed it in, on this phone or another, before the round was taken along. */
export function standingOf(stop: RoundStopItem, draft: Draft | null, items: readonly QueueItem[]): Standing {
	if (draft === null) return stop.visitState === 'handed_in' ? 'done' : 'none';
	if (draft.handedInAt === null) return 'writing';
	return stateOfVisit(items, draft.id) ?? 'queued';
}

const NAMES: Record<Standing, () => string> = {
	none: m.go_state_none,
	writing: m.go_state_writing,
	queued: m.go_state_queued,
	sent: m.go_state_sent,
	refused: m.go_state_refused,
	done: m.go_state_done
};

/** 未检查, 填写中, 待上传 … */
export function standingName(standing: Standing): string {
	return NAMES[standing]();
}
