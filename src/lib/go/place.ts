import type { VisitOrder } from '../rounds/api.ts';

type Place = VisitOrder['place'];

/** A place this old says nothing of where the phone is now, milliseconds. */
const STALE_MS = 120_000;

/** Follows where the phone is while a visit is written, so that a photo does not wait for it. */
export class PlaceWatch {
	#last: { place: Place; at: number } | null = null;
	#watch: number | null = null;

	/** Begins; returns what ends it. A phone that does not know, or whose owner does not let it say, has no place. */
	follow(): () => void {
		if (!('geolocation' in navigator)) return () => {};
		const watch = (this.#watch = navigator.geolocation.watchPosition(
			({ coords: { longitude: lng, latitude: lat, accuracy: accuracyM } }) =>
				(this.#last = { place: { lng, lat, accuracyM }, at: Date.now() }),
			() => (this.#last = null),
			{ enableHighAccuracy: true }
		));
		return () => {
			navigator.geolocation.clearWatch(watch);
			if (this.#watch === watch) this.#last = null;
		};
	}

	/** Where the phone is; null: unknown or refused. */
	now(): Place {
		return this.#last !== null && Date.now() - this.#last.at < STALE_MS ? this.#last.place : null;
	}
}
