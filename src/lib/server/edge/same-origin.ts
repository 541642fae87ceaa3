const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something was sent by one of our own pages, as the browser says itself. One that says
 * neither where it comes from nor from which site is none of a browser's, and carries no cookie that was not put there
 * by hand.
 */
export function isFromHere(request: Request, origin: string): boolean {
	if (SAFE.has(request.method)) return true;
	const from = request.headers.get('origin');
	if (from !== null) return from === origin;
	const site = request.headers.get('sec-fetch-site');
	return site === null || site === 'same-origin' || site === 'none';
}
