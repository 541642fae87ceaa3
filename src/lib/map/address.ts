import type { State } from '../risk/finding.ts';
import { STATES } from '../risk/finding.ts';
import type { LayerId } from '../risk/layer.ts';
import { LAYER_IDS } from '../risk/layer.ts';
import type { LevelKey } from '../ui/levels.ts';
import { LEVEL_KEYS } from '../ui/levels.ts';

/** What can be switched on the map: every layer, the zones, the violations, and the high consequence areas. */
export type Switch = 'zones' | 'violations' | 'hca' | LayerId;
export const SWITCHES: readonly Switch[] = ['zones', 'violations', 'hca', ...LAYER_IDS];

export type Tab = 'units' | 'findings' | 'segments' | 'subdistricts';
export const TABS: readonly Tab[] = ['units', 'findings', 'segments', 'subdistricts'];

export interface Camera {
	lng: number;
	lat: number;
	zoom: number;
}

export type Selection =
	{ kind: 'feature'; id: string; finding: number | null } | { kind: 'place'; lng: number; lat: number };

/** What the address of the page holds: reload or share it, and the same view comes back. */
export interface Address {
	district: string | null;
	camera: Camera | null;
	hidden: Switch[];
	tab: Tab;
	level: LevelKey | null;
	layer: LayerId | null;
	state: State;
	search: string;
	/** Does the list show only what lies within the map? */
	follow: boolean;
	selection: Selection | null;
}

/** Reads the query of an address. What is absent or makes no sense is left at its default, and nothing throws. */
export function readAddress(query: URLSearchParams): Address {
	return {
		district: query.get('district'),
		camera: cameraOf(query.get('at')),
		hidden: (query.get('hide') ?? '').split(',').filter((word) => isOneOf(SWITCHES, word)),
		tab: oneOf(TABS, query.get('tab')) ?? 'units',
		level: oneOf(LEVEL_KEYS, query.get('level')),
		layer: oneOf(LAYER_IDS, query.get('layer')),
		state: oneOf(STATES, query.get('state')) ?? 'broken',
		search: query.get('q') ?? '',
		follow: query.get('follow') !== 'no',
		selection: selectionOf(query)
	};
}

/** Writes the query of an address; what stands at its default is not written. */
export function writeAddress(address: Address): string {
	const { camera, selection } = address;
	const query = new URLSearchParams();
	if (address.district) query.set('district', address.district);
	if (camera) query.set('at', `${camera.lng.toFixed(5)},${camera.lat.toFixed(5)},${camera.zoom.toFixed(2)}`);
	if (address.hidden.length > 0) query.set('hide', address.hidden.join(','));
	if (address.tab !== 'units') query.set('tab', address.tab);
	if (address.level) query.set('level', address.level);
	if (address.layer) query.set('layer', address.layer);
	if (address.state !== 'broken') query.set('state', address.state);
	if (address.search) query.set('q', address.search);
	if (!address.follow) query.set('follow', 'no');
	if (selection?.kind === 'place') query.set('place', `${selection.lng.toFixed(6)},${selection.lat.toFixed(6)}`);
	if (selection?.kind === 'feature') {
		query.set('feature', selection.id);
		if (selection.finding !== null) query.set('finding', String(selection.finding));
	}
	const text = query.toString().replaceAll('%2C', ',');
	return text === '' ? '' : `?${text}`;
}

function cameraOf(text: string | null): Camera | null {
	const [lng, lat, zoom, ...rest] = (text ?? '').split(',').map(Number);
	const makesSense = isPlace(lng, lat) && zoom >= 0 && zoom <= 24 && rest.length === 0;
	return makesSense ? { lng, lat, zoom } : null;
}

function selectionOf(query: URLSearchParams): Selection | null {
	const id = query.get('feature');
	if (id) {
		const finding = query.get('finding');
		return { kind: 'feature', id, finding: finding !== null && /^\d+$/.test(finding) ? Number(finding) : null };
	}
	const [lng, lat] = (query.get('place') ?? '').split(',').map(Number);
	return isPlace(lng, lat) ? { kind: 'place', lng, lat } : null;
}

function isPlace(lng: number, lat: number): boolean {
	return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
}

function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
	return (words as readonly string[]).includes(word);
}

function oneOf<T extends string>(words: readonly T[], word: string | null): T | null {
	return word !== null && isOneOf(words, word) ? word : null;
}
