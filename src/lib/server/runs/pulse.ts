import type { RunProgress } from '../../api.ts';

/** A run that says nothing for longer than this may as well have stopped. */
const BEAT_MS = 700;

/** Tells how far a run is, never backwards though two threads work on it, and again each second while nothing is new. */
export class Pulse {
	readonly #district: string;
	readonly #tell: (progress: RunProgress) => void;
	readonly #timer: NodeJS.Timeout;
	#last: RunProgress | null = null;
	#at = 0;

	constructor(district: string, tell: (progress: RunProgress) => void) {
		this.#district = district;
		this.#tell = tell;
		this.#timer = setInterval(() => {
			if (this.#last !== null && Date.now() - this.#at >= BEAT_MS) this.#send(this.#last);
		}, BEAT_MS / 7);
	}

	tell(progress: RunProgress): void {
		if (this.#last === null || progress.done >= this.#last.done) this.#send(progress);
	}

	say(phase: RunProgress['phase'], done: number, zh: string, en: string): void {
		this.tell({ district: this.#district, phase, done, text: { zh, en } });
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#send(progress: RunProgress): void {
		this.#last = progress;
		this.#at = Date.now();
		this.#tell(progress);
	}
}
