import { LAYER_IDS, type LayerId } from '../risk/layer.ts';
import { layerOf } from '../risk/layers/registry.ts';
import type { Attribute } from '../risk/layer.ts';
import { FACETS, type Facet } from './units.ts';

/** What the units lie within a distance of. */
export interface NearAsked {
	layer: LayerId;
	/** One kind of that layer, `school`; null: all of it. */
	kind: string | null;
	/** Metres, inclusive. */
	withinM: number;
}

/** What units are looked for. All of it must hold; of one facet any of the values. */
export interface UnitsAsked {
	facets: Partial<Record<Facet, readonly string[]>>;
	text: string;
	near: readonly NearAsked[];
}

export const NOTHING_ASKED: UnitsAsked = { facets: {}, text: '', near: [] };
/** So far away a place may be looked for, metres; and so many of them at once. */
export const NEAR_MOST_M = 5_000;
export const NEAR_MOST = 3;

/** Reads what an address asks. What makes no sense is left out, and nothing throws. */
export function readAsked(query: URLSearchParams): UnitsAsked {
	const facets: UnitsAsked['facets'] = {};
	for (const facet of FACETS) {
		const values = query.getAll(facet).filter((value) => value !== '');
		if (values.length > 0) facets[facet] = [...new Set(values)];
	}
	const near = query.getAll('near').map(nearOf);
	return { facets, text: query.get('q') ?? '', near: near.filter((one) => one !== null).slice(0, NEAR_MOST) };
}

/** Writes what is asked as parameters of an address: the same question gives the same text. */
export function writeAsked({ facets, text, near }: UnitsAsked): [key: string, value: string][] {
	return [
		...FACETS.flatMap((facet) => (facets[facet] ?? []).map((value): [string, string] => [facet, value])),
		...near.map((one): [string, string] => ['near', nearText(one)]),
		...(text.trim() === '' ? [] : [['q', text.trim()] as [string, string]])
	];
}

/** `protection_target.school:200`. */
export function nearText({ layer, kind, withinM }: NearAsked): string {
	return `${layer}${kind === null ? '' : `.${kind}`}:${withinM}`;
}

/** What such a text says; null where it says nothing that there is. */
export function nearOf(text: string): NearAsked | null {
	const [, layer, kind, metres] = /^([a-z_]+)(?:\.([a-z0-9_]+))?:(\d{1,5}(?:\.\d{1,3})?)$/.exec(text) ?? [];
	if (!isLayer(layer)) return null;
	const withinM = Number(metres);
	if (!(withinM > 0 && withinM <= NEAR_MOST_M)) return null;
	if (kind !== undefined && !kindsOf(layer)?.choices?.some(({ value }) => value === kind)) return null;
	return { layer, kind: kind ?? null, withinM };
}

/** The attribute that tells the kinds of a layer apart; null where it has none. */
export function kindsOf(layer: LayerId): Attribute | null {
	return layerOf(layer).attributes.find(({ key }) => key === 'kind' || key === 'pipeClass' || key === 'use') ?? null;
}

function isLayer(text: string | undefined): text is LayerId {
	return (LAYER_IDS as readonly (string | undefined)[]).includes(text);
}
