/**
 * Asks again whenever something changed: at most one question is under way, and at most one waits for its end, however
 * much changes meanwhile. The promise ends when a question that began after the call was answered.
 */
export function askAnew(ask: () => Promise<void>): () => Promise<void> {
	let asking: Promise<void> | null = null;
	let next: Promise<void> | null = null;
	const begin = (): Promise<void> => {
		asking = ask().finally(() => (asking = null));
		return asking;
	};
	return () => {
		if (asking === null) return begin();
		next ??= asking
			.catch(() => undefined)
			.then(() => {
				next = null;
				return begin();
			});
		return next;
	};
}
