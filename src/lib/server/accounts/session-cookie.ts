import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The token in a cookie that better-auth signed: `token.signature`, HMAC-SHA256 in base64, the whole percent-encoded. Null
 * for one that somebody else made. better-auth's own reading asks the database twice; the hook needs one answer, in one
 * statement, on every request.
 */
export function tokenIn(cookie: string | undefined, secret: string): string | null {
	if (cookie === undefined) return null;
	const dot = cookie.lastIndexOf('.');
	if (dot < 1) return null;
	const [token, signature] = [cookie.slice(0, dot), Buffer.from(cookie.slice(dot + 1), 'base64')];
	const wanted = createHmac('sha256', secret).update(token).digest();
	return signature.length === wanted.length && timingSafeEqual(signature, wanted) ? token : null;
}
