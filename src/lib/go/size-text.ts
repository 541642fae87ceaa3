import { m } from '$lib/paraglide/messages.js';
import { plain } from '$lib/ui/numbers.ts';

/** Bytes as people read them: 3.4 MB. */
export function sizeText(bytes: number): string {
	return m.go_size({ megabytes: plain(Math.round(bytes / 1e5) / 10) });
}
