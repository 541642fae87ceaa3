import type { Who } from '$lib/server/access/who.ts';

declare global {
	namespace App {
		interface Locals {
			/** Whoever sent the request; nobody where they are not signed in. */
			who: Who;
		}
	}
}

export {};
