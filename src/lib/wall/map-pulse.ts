import type { Map as Chart, Marker } from 'maplibre-gl';
import type { AlertItem } from './api.ts';

/** More rings that pulse say no more, and each costs. */
const AT_MOST = 12;

/**
 * Rings that grow from the places of alerts nobody acknowledged: elements over the map, so that the map itself is not
 * drawn again for them. Returns what shows other alerts; an empty list takes all away.
 */
export async function createPulse(chart: Chart): Promise<(alerts: readonly AlertItem[]) => void> {
	const { Marker } = await import('maplibre-gl');
	const shown = new Map<string, Marker>();
	return (alerts) => {
		const wanted = new Map(pulsing(alerts).map((alert) => [`${alert.level} ${alert.at.join(' ')}`, alert]));
		for (const [key, marker] of shown) {
			if (wanted.has(key)) continue;
			marker.remove();
			shown.delete(key);
		}
		for (const [key, { at, level }] of wanted) {
			if (shown.has(key)) continue;
			const element = document.createElement('div');
			element.className = `pulse level-${level}`;
			element.setAttribute('aria-hidden', 'true');
			element.append(document.createElement('i'));
			shown.set(key, new Marker({ element }).setLngLat(at).addTo(chart));
		}
	};
}

/** The alerts that call for somebody, the newest red ones first. */
export function pulsing(alerts: readonly AlertItem[]): (AlertItem & { at: [number, number] })[] {
	const calling = alerts.filter(
		(one): one is AlertItem & { at: [number, number] } => one.at !== null && one.acknowledged === null
	);
	const rank = ({ level }: AlertItem) => (level === 'red' ? 0 : 1);
	return calling.sort((a, b) => rank(a) - rank(b) || b.raisedAt.localeCompare(a.raisedAt)).slice(0, AT_MOST);
}
