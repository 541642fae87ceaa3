import { setImmediate } from 'node:timers/promises';

/** Lets the thread answer what waits, between two stretches of work. */
export async function pause(): Promise<void> {
	await setImmediate();
}
