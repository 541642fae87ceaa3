/** A line of the bench: results found beside their times, so that a fast wrong answer shows. */
export interface Row {
	name: string;
	count: number;
	medianMs: number;
	minMs: number;
	maxMs: number;
	note: string;
}
