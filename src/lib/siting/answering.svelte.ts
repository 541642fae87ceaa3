import { untrack } from 'svelte';
import type { Siting } from './siting.svelte.ts';

/** Milliseconds to wait for the next change before the server is asked: keys come one after the other. */
const PAUSE_MS = 200;

/** Asks the server whenever parcels or proposal have changed, and keeps the draft. Called while the page is made. */
export function keepAnswering(siting: Siting): void {
	const code = $derived(siting.view.district?.code ?? null);
	let recalled: string | null = null;

	$effect(() => {
		const district = code;
		if (district === null || district === recalled) return;
		recalled = district;
		untrack(() => siting.recall(district));
	});
	$effect(() => {
		const { draft } = siting;
		if (code !== null && code === recalled) siting.keep(code, draft);
	});
	$effect(() => {
		const { variant } = siting;
		const { complete, current } = variant;
		void [variant.sound, variant.proposal, siting.view.stamp];
		const district = code;
		if (district === null) return;
		if (!complete) return untrack(() => variant.forget());
		if (current && untrack(() => variant.askedOf === siting.view.stamp)) return;
		const timer = setTimeout(() => void variant.ask(district, siting.view.stamp), PAUSE_MS);
		return () => clearTimeout(timer);
	});
}
