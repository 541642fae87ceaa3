import type { Me } from '$lib/access/api.ts';
import type { Who } from '$lib/server/access/who.ts';

declare global {
	namespace App {
		interface Locals {
			/** Whoever sent the request; nobody where they are not signed in. */
			who: Who;
		}
		interface PageData {
			/** Whoever looks at the page; null: nobody signed in. */
			me?: Me | null;
		}
	}
}

export {};
