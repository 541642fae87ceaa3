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

/** The value of a cookie in a Cookie header, percent-decoded. */
export function cookieIn(header: string | null, name: string): string | undefined {
	const pair = pairsOf(header).find((one) => one.startsWith(`${name}=`));
	if (pair === undefined) return undefined;
	const value = pair.slice(name.length + 1);
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** A Cookie header without one of its cookies. */
export function withoutCookie(header: string | null, name: string): string {
	return pairsOf(header)
		.filter((one) => !one.startsWith(`${name}=`))
		.join('; ');
}

function pairsOf(header: string | null): string[] {
	return (header ?? '')
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair !== '');
}
