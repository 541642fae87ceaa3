import type { SegmentsAnswer } from '../lib/server/commands/segments.ts';

/** Prints high consequence areas for a person: one row each, with the items below it. */
export function printSegments({ total, metres, items }: SegmentsAnswer): void {
	for (const item of items) {
		console.log(`${item.class} ${item.level} ${item.pipeline.name ?? item.pipeline.id} ${item.chainage}`);
		for (const { item: id, text } of item.items) console.log(`  ${id}: ${text.zh} ${text.en}`);
	}
	console.log(`高后果区 high consequence areas: ${total} · ${(metres / 1000).toFixed(3)} km`);
}
