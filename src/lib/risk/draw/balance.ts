/**
 * Hands visits over until the loads are as even as they can be: as long as a chain of hand-overs leads from somebody to
 * one who has at least two fewer (an optimal semi-matching, Harvey and others 2003). Every site keeps its number of
 * people, and nobody is sent where they may not go. `sent[site][person]`; the answer is a new one.
 */
export function balance(sent: readonly boolean[][], allowed: readonly boolean[][]): boolean[][] {
	const now = sent.map((row) => [...row]);
	const people = now[0]?.length ?? 0;
	const loads = Array.from({ length: people }, (_, p) => now.filter((row) => row[p]).length);
	for (let moved = true; moved;) {
		moved = false;
		const busiest = loads.map((_, p) => p).sort((a, b) => loads[b] - loads[a] || a - b);
		for (const from of busiest) {
			const chain = chainFrom(from, now, allowed, loads);
			if (chain === null) continue;
			for (const { site, giver, taker } of chain) {
				now[site][giver] = false;
				now[site][taker] = true;
			}
			loads[from]--;
			loads[chain[0].taker]++;
			moved = true;
			break;
		}
	}
	return now;
}

interface HandOver {
	site: number;
	giver: number;
	taker: number;
}

/** The shortest chain from somebody to one with at least two fewer visits, its end first; `null`: there is none. */
function chainFrom(
	from: number,
	now: readonly boolean[][],
	allowed: readonly boolean[][],
	loads: readonly number[]
): HandOver[] | null {
	const reached = new Map<number, HandOver | null>([[from, null]]);
	// A map is walked in the order of insertion, also what is added on the way: breadth first.
	for (const giver of reached.keys()) {
		if (loads[giver] <= loads[from] - 2) return readBack(giver, reached);
		for (let site = 0; site < now.length; site++) {
			if (!now[site][giver]) continue;
			for (let taker = 0; taker < loads.length; taker++) {
				if (allowed[site][taker] && !now[site][taker] && !reached.has(taker))
					reached.set(taker, { site, giver, taker });
			}
		}
	}
	return null;
}

function readBack(end: number, reached: ReadonlyMap<number, HandOver | null>): HandOver[] {
	const chain: HandOver[] = [];
	for (let step = reached.get(end); step; step = reached.get(step.giver)) chain.push(step);
	return chain;
}
