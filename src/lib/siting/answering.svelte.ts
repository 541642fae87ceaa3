import { onDestroy, untrack } from 'svelte';
import { page } from '$app/state';
import { readDraft, writeDraft, type Draft } from './draft.ts';
import type { Asking } from './live.svelte.ts';
import { boxOf } from './parcel.ts';
import { isSame } from './result.ts';
import { movingParcel, type Siting } from './siting.svelte.ts';

/** Milliseconds to wait for the next change before the server is asked: keys come one after the other. */
const PAUSE_MS = 200;

/** Milliseconds to wait before the neighbours of a changed proposal are asked for. */
const NEIGHBOURS_PAUSE_MS = 150;

/** Asks the server whenever parcels or proposal have changed, and keeps the draft. Called while the page is made. */
export function keepAnswering(siting: Siting): void {
	const code = $derived(siting.view.district?.code ?? null);
	const owner = page.data.me?.name ?? '';
	let recalled: string | null = null;

	$effect(() => {
		const district = code;
		if (district === null || district === recalled) return;
		const isFirst = recalled === null;
		recalled = district;
		untrack(() => begin(siting, district, readDraft(sessionStorage, { owner, district }), isFirst));
	});
	$effect(() => {
		const { draft } = siting;
		if (code !== null && code === recalled) writeDraft(sessionStorage, { owner, district: code }, draft);
	});
	$effect(() => {
		const { variant } = siting;
		const { complete, current } = variant;
		void [variant.sound, variant.proposal, siting.stamp];
		const district = code;
		if (district === null) return;
		if (!complete) return untrack(() => variant.forget());
		if (current && untrack(() => variant.askedOf === siting.stamp)) return;
		const timer = setTimeout(() => void variant.ask(district, siting.stamp), PAUSE_MS);
		return () => clearTimeout(timer);
	});
	keepLive(siting, () => code);
}

/** Begins with the draft that was kept, or with the case that the address names, where the draft is none of it. */
function begin(siting: Siting, district: string, draft: Draft | null, isFirst: boolean): void {
	const asked = isFirst ? Number(page.url.searchParams.get('case') ?? 0) : 0;
	const isDraftOfIt = draft !== null && (asked === 0 || draft.caseId === asked);
	siting.recall(isDraftOfIt ? draft : null);
	const id = asked || (draft?.caseId ?? 0);
	if (Number.isInteger(id) && id > 0) void siting.file.open(district, id, isDraftOfIt);
}

/** Keeps the page's own answers in step with every change, the unfinished ones too. */
function keepLive(siting: Siting, district: () => string | null): void {
	const { live } = siting;
	const moving = $derived(movingParcel(siting));
	const asking = $derived.by<Asking | null>(() => {
		const code = district();
		const { proposal } = siting.variant;
		return code === null || proposal.uses.length === 0 ? null : { district: code, proposal, stamp: siting.stamp };
	});
	onDestroy(() => live.stop());

	$effect(() => {
		const shapes = [...siting.variant.sound, ...(moving ? [moving] : [])].map(({ geometry }) => geometry);
		const wanted = asking;
		if (wanted === null || shapes.length === 0) return;
		// A fact is typed key by key; a shape that leaves what was sent does not wait.
		const pause = untrack(() => live.held?.proposal === wanted.proposal) ? 0 : NEIGHBOURS_PAUSE_MS;
		const timer = setTimeout(() => void live.hold(wanted, boxOf(shapes)), pause);
		return () => clearTimeout(timer);
	});
	$effect(() => {
		void live.held;
		if (moving && asking) live.ask(moving, asking);
	});
	$effect(() => {
		void live.held;
		const { sound } = siting.variant;
		const wanted = asking;
		if (wanted === null) return;
		untrack(() => {
			for (const parcel of sound) {
				const known = live.answers.get(parcel.key);
				const isKnown = known && isSame(known, parcel) && known.standing === live.held?.standing;
				if (!isKnown || known.proposal !== wanted.proposal) live.ask(parcel, wanted);
			}
		});
	});
}
