import { onMount } from 'svelte';
import { replaceState } from '$app/navigation';
import { resolve } from '$app/paths';
import type { Standing } from './standing.ts';
import { readAddress } from '$lib/map/address.ts';
import type { DangerEvent } from '$lib/dangers/api.ts';
import { hearServer } from '$lib/map/live.ts';
import { setView, View } from '$lib/map/view.svelte.ts';
import type { AlertEvent } from '$lib/wall/api.ts';

/** The pages beside the map. */
export type Path =
	'/lists' | '/alerts' | '/runs' | '/rules' | '/audit' | '/siting' | InspectPath | DangersPath | DrawsPath | DutiesPath;
type DangersPath = '/dangers' | '/dangers/new' | '/dangers/lists' | '/dangers/published';
type InspectPath = '/inspect' | '/inspect/plan' | '/inspect/rounds';
type DrawsPath = '/draws';
type DutiesPath = '/duties' | '/duties/sheet' | '/duties/ranking';

/** What the top bar and the page share; it hears the server until the page closes, and tells on alerts and dangers. */
export function openView(
	{ status, failure }: Standing,
	heard: (event: AlertEvent) => void = () => {},
	heardOfDanger: (event: DangerEvent) => void = () => {}
): View {
	const view = setView(new View(readAddress(new URLSearchParams()), status, failure));
	onMount(() => hearServer(view, heard, heardOfDanger));
	return view;
}

/** What an address holds; pairs where one key stands more than once. */
type Query = Record<string, string | number | null> | [key: string, value: string][];

/** Keeps the address in step with what the page shows: reload or share it, and the same comes back. */
export function keepAddress(path: Path, query: () => Query): void {
	$effect(() => {
		const asked = query();
		const pairs = Array.isArray(asked) ? asked : Object.entries(asked);
		const given = pairs.filter(([, value]) => value !== null && value !== '');
		const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
		const address = resolve(path) + (text === '' ? '' : `?${text}`);
		// eslint-disable-next-line svelte/no-navigation-without-resolve -- it is resolved in the line above
		const timer = setTimeout(() => replaceState(address, {}), 250);
		return () => clearTimeout(timer);
	});
}

/** One of the words allowed that a parameter of the address names; null where it is absent or none of them. */
export function wordOf<T extends string>(query: URLSearchParams, key: string, words: readonly T[]): T | null {
	const given = query.get(key);
	return words.find((word) => word === given) ?? null;
}
