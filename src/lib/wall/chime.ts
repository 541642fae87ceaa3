import type { AlertItem } from './api.ts';

/** Two tones for orange, three for red, the last one higher: told apart without words. */
const TONES_HZ: Readonly<Record<AlertItem['level'], readonly number[]>> = {
	red: [660, 660, 880],
	orange: [523, 659]
};
const TONE_SECONDS = 0.28;
const LOUDNESS = 0.25;

/** Sound of the wall. The browser gives it only after somebody touched the page. */
export class Chime {
	#audio: AudioContext | null = null;

	/** Makes ready for sound. Returns whether it will be heard; false: somebody has to touch the page first. */
	async ready(): Promise<boolean> {
		this.#audio ??= new AudioContext();
		const audio = this.#audio;
		// Without a touch `resume` never ends.
		const waited = new Promise((end) => setTimeout(end, 300));
		await Promise.race([audio.resume().catch(() => undefined), waited]);
		return audio.state === 'running';
	}

	play(level: AlertItem['level']): void {
		const audio = this.#audio;
		if (audio?.state !== 'running') return;
		TONES_HZ[level].forEach((hertz, place) => tone(audio, hertz, audio.currentTime + place * TONE_SECONDS));
	}

	async close(): Promise<void> {
		await this.#audio?.close().catch(() => undefined);
		this.#audio = null;
	}
}

function tone(audio: AudioContext, hertz: number, at: number): void {
	const source = audio.createOscillator();
	const volume = audio.createGain();
	source.type = 'triangle';
	source.frequency.value = hertz;
	volume.gain.setValueAtTime(0, at);
	volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
	volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
	source.connect(volume).connect(audio.destination);
	source.onended = () => volume.disconnect();
	source.start(at);
	source.stop(at + TONE_SECONDS);
}
