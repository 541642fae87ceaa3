/** The one of `known` that takes the fewest letters to write from `word` (Levenshtein); the first of several. */
export function nearestTo(word: string, known: readonly string[]): string | null {
	let nearest: string | null = null;
	let least = Infinity;
	for (const one of known) {
		const steps = stepsBetween(word, one);
		if (steps < least) [nearest, least] = [one, steps];
	}
	return nearest;
}

function stepsBetween(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}
