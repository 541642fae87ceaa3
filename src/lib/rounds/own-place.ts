import type { LngLat } from './api.ts';
import { m } from '$lib/paraglide/messages.js';

const PATIENCE_MS = 15_000;

/** Where this phone is. Rejects with an Error in words that say what to do. */
export function ownPlace(): Promise<LngLat> {
	return new Promise((resolve, reject) => {
		// Absent on a page that came without https.
		if (!('geolocation' in navigator)) {
			reject(new Error(m.rnd_place_none()));
			return;
		}
		navigator.geolocation.getCurrentPosition(
			({ coords }) => resolve({ lng: coords.longitude, lat: coords.latitude }),
			({ code }) => reject(new Error(code === 1 ? m.rnd_place_refused() : m.rnd_place_none())),
			{ enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 }
		);
	});
}
