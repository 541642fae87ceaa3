/**
 * Does work again and again, each so many milliseconds, `atOnce` the first time now. Work that takes longer is not
 * overtaken; work that fails is told to `failed` and done again at the next time. Returns what stops it; it keeps no
 * process alive.
 */
export function repeat(
	everyMs: number,
	work: () => Promise<unknown>,
	failed: (error: unknown) => void,
	{ atOnce }: { atOnce: boolean }
): () => void {
	let working = false;
	const beat = async () => {
		if (working) return;
		working = true;
		try {
			await work();
		} catch (error) {
			failed(error);
		} finally {
			working = false;
		}
	};
	const timer = setInterval(() => void beat(), everyMs);
	timer.unref();
	if (atOnce) void beat();
	return () => clearInterval(timer);
}
