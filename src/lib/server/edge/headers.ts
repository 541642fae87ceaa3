/** What every answer carries (ASVS 5.0 V3.4); the content policy is SvelteKit's own. */
const ALWAYS: readonly [string, string][] = [
	['x-content-type-options', 'nosniff'],
	['referrer-policy', 'same-origin'],
	['x-frame-options', 'DENY'],
	['cross-origin-opener-policy', 'same-origin'],
	['cross-origin-resource-policy', 'same-origin'],
	['permissions-policy', 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()']
];

/** The headers of an answer; browsers are told to come by https only where they do. */
export function securityHeaders({ https }: { https: boolean }): readonly [string, string][] {
	return https ? [...ALWAYS, ['strict-transport-security', 'max-age=31536000']] : ALWAYS;
}

/** Puts them on an answer of ours. What says nothing of caching is kept by nobody: pages show what somebody may see. */
export function secure(headers: Headers, { https }: { https: boolean }): void {
	for (const [name, value] of securityHeaders({ https })) headers.set(name, value);
	if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
	if (headers.get('content-type')?.startsWith('text/html')) return;
	// Whatever a browser takes an answer for, nothing in it runs.
	headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}
