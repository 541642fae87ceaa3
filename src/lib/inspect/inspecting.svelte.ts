import { createContext } from 'svelte';
import { Answer } from '../map/answer.svelte.ts';
import type { View } from '../map/view.svelte.ts';
import { NOTHING_ASKED, readAsked, writeAsked, type NearAsked, type UnitsAsked } from './address.ts';
import type { InspectItem, InspectPlaces } from './api.ts';
import { inspectAddress } from './ask.ts';
import { UnitRows } from './unit-rows.svelte.ts';
import type { Facet } from './units.ts';

export const SHOWN = ['list', 'map', 'table'] as const;
export type Shown = (typeof SHOWN)[number];

/** How near the map comes to a unit that is chosen. */
const ZOOM = 15;

/** All that the parts of the page share: what is asked, what is looked at, and the sites chosen for a round. */
export class Inspecting {
	readonly view: View;
	readonly rows = new UnitRows();
	readonly places = new Answer<InspectPlaces>();
	asked = $state.raw<UnitsAsked>(NOTHING_ASKED);
	shown = $state<Shown>('list');
	/** The row that the keyboard stands on. */
	at = $state(0);
	/** The unit that is looked at. */
	chosen = $state.raw<InspectItem | null>(null);
	sites = $state.raw<readonly string[]>([]);
	/** Is anything asked? */
	asks = $derived(writeAsked(this.asked).length > 0);

	constructor(view: View, query: URLSearchParams) {
		this.view = view;
		this.asked = readAsked(query);
		this.shown = SHOWN.find((one) => one === query.get('show')) ?? 'list';
	}

	/** What the address of the page holds: reload or share it, and the same list comes back. */
	get address(): [string, string][] {
		const district = this.view.district?.code;
		return [
			...(district === undefined ? [] : [['district', district] as [string, string]]),
			...writeAsked(this.asked),
			...(this.shown === 'list' ? [] : [['show', this.shown] as [string, string]])
		];
	}

	/** Asks the list, and the places for the map, once the map is there to show them. */
	async ask(withPlaces: boolean): Promise<void> {
		const district = this.view.district?.code;
		if (!district) return;
		if (withPlaces) void this.places.ask(inspectAddress('/places', district, this.asked));
		await this.rows.ask(district, this.asked);
	}

	change(asked: Partial<UnitsAsked>): void {
		this.asked = { ...this.asked, ...asked };
		this.at = 0;
	}

	/** Takes a value into a facet, or out of it. */
	toggle(facet: Facet, value: string): void {
		const before = this.asked.facets[facet] ?? [];
		const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
		const { [facet]: _, ...others } = this.asked.facets;
		this.change({ facets: values.length === 0 ? others : { ...others, [facet]: values } });
	}

	removeNear(near: NearAsked): void {
		this.change({ near: this.asked.near.filter((one) => one !== near) });
	}

	clear(): void {
		this.change(NOTHING_ASKED);
	}

	/** Looks at the unit of a row: list, map and table show the same one. */
	choose(at: number): void {
		const item = this.rows.item(at);
		if (item === undefined) return;
		this.at = at;
		this.look(item);
		const [lng, lat] = item.at;
		this.view.aim = { kind: 'point', lng, lat, zoom: ZOOM };
	}

	look(item: InspectItem | null): void {
		this.chosen = item;
		this.view.chosenAt = item?.at ?? null;
		this.view.selection = item === null ? null : { kind: 'feature', id: item.id, finding: null };
	}

	/** Looks at a unit that was chosen on the map: its row may not be there yet. */
	async chooseOnMap(id: string): Promise<void> {
		const at = this.places.value?.id.indexOf(id) ?? -1;
		if (at < 0) return;
		await this.rows.need(at, at + 1);
		const item = this.rows.item(at);
		if (item === undefined || item.id !== id) return;
		this.at = at;
		this.look(item);
	}

	isSite(id: string): boolean {
		return this.sites.includes(id);
	}

	toggleSite(id: string): void {
		this.sites = this.isSite(id) ? this.sites.filter((one) => one !== id) : [...this.sites, id];
	}

	/** Chooses the most urgent of the list. */
	chooseWorst(): void {
		this.sites = this.rows.first(this.rows.head?.worst ?? 0).map(({ id }) => id);
	}
}

export const [getInspecting, setInspecting] = createContext<Inspecting>();
