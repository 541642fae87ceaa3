/** What every answer carries (ASVS 5.0 V3.4); the content policy is SvelteKit's own. */
export function secure(headers: Headers, { https }: { https: boolean }): void {
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'same-origin');
	headers.set('x-frame-options', 'DENY');
	headers.set('cross-origin-opener-policy', 'same-origin');
	headers.set('cross-origin-resource-policy', 'same-origin');
	headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()');
	if (https) headers.set('strict-transport-security', 'max-age=31536000');
}
